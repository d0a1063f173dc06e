import { join } from 'node:path';
import { ensureTools } from './lib/debian.mjs';
import { ensureDependencies } from './lib/dependencies.mjs';
import { ROOT } from './lib/project.mjs';
import { fail, say } from './lib/say.mjs';
import { checkShell } from './lib/shellcheck.mjs';
import { runTool } from './lib/test/run-tool.mjs';

/** A checker among the dependencies, run with Node. */
const checker =
  (file, ...args) =>
  async () =>
    (await runTool(process.execPath, [join(ROOT, 'node_modules', file), ...args])).succeeded;

const CHECKS = {
  biome: checker('@biomejs/biome/bin/biome', 'check', '--error-on-warnings', '.'),
  typescript: checker('typescript/bin/tsc', '--project', 'tsconfig.json', '--noEmit'),
  shellcheck: async () => {
    await ensureTools(['shellcheck'], { purpose: 'Lint' });
    return checkShell();
  },
};

/** `npm run lint`: all checks run, even when one fails. */
async function lint() {
  await ensureDependencies();
  for (const [name, check] of Object.entries(CHECKS)) {
    const passed = await check().catch((error) => say(error.message));
    console.log(`lint: ${name} ${passed ? 'finds nothing' : 'FAILED'}`);
    if (!passed) process.exitCode = 1;
  }
}

lint().catch(fail);
