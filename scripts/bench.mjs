import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { ensureTools } from './lib/debian.mjs';
import { ensureDependencies } from './lib/dependencies.mjs';
import { ROOT } from './lib/project.mjs';
import { run } from './lib/run.mjs';
import { fail } from './lib/say.mjs';

/** What serves the benchmarks, rather than being one. */
const HELPERS = ['event-store-data.mjs', 'measure.mjs', 'stand-in-tools.mjs'];
const TOOLS = ['git', 'jq', 'flock', 'tar', 'igzip', 'rsync'];

/** `npm run bench`: every benchmark of test/bench in order, or those that are named (`npm run bench -- list`). */
async function bench(names) {
  await ensureDependencies();
  await ensureTools(TOOLS, { purpose: 'The benchmarks' });
  const folder = join(ROOT, 'test/bench');
  const files = readdirSync(folder)
    .filter((file) => file.endsWith('.mjs') && !HELPERS.includes(file))
    .sort();
  const chosen = names.length === 0 ? files : files.filter((file) => names.includes(file.replace('.mjs', '')));
  if (chosen.length === 0) throw new Error(`There is no such benchmark; there are ${files.join(', ')}`);
  for (const file of chosen) await run(process.execPath, [join(folder, file)], { output: 'stdout' });
}

bench(process.argv.slice(2)).catch(fail);
