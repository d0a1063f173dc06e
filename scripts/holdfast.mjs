import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { ensureBuild } from './lib/build.mjs';
import { ensureDependencies } from './lib/dependencies.mjs';
import { ROOT } from './lib/project.mjs';
import { fail } from './lib/say.mjs';

/** `npm run --silent holdfast -- audit verify`: the commands of src/main/commands.ts, in this very process. */
async function holdfast() {
  await ensureDependencies();
  await ensureBuild();
  await import(pathToFileURL(join(ROOT, 'out/main/commands.js')).href);
}

holdfast().catch(fail);
