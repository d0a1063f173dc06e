import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { ensureBuild } from './lib/build.mjs';
import { ensureDependencies } from './lib/dependencies.mjs';
import { endWithNpm } from './lib/end-with-npm.mjs';
import { ROOT } from './lib/project.mjs';
import { fail } from './lib/say.mjs';

/**
 * `npm run serve`: the application without Electron, in this very process, so that signals reach it. Only the
 * application itself writes to stdout.
 */
async function serve() {
  endWithNpm();
  await ensureDependencies();
  await ensureBuild();
  await import(pathToFileURL(join(ROOT, 'out/main/headless.js')).href);
}

serve().catch(fail);
