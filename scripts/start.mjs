import { ensureBuild } from './lib/build.mjs';
import { ensureDependencies } from './lib/dependencies.mjs';
import { hasDisplay, launchWindow, NoDisplayError } from './lib/electron/launch.mjs';
import { endWithNpm } from './lib/end-with-npm.mjs';
import { forwardTo } from './lib/forward.mjs';
import { fail } from './lib/say.mjs';

/** `npm start`: the desktop window. All arguments are passed on, Chromium's flags included. */
async function start() {
  endWithNpm();
  if (!hasDisplay()) throw new NoDisplayError();
  await ensureDependencies();
  await ensureBuild();
  process.exitCode = await forwardTo(await launchWindow(process.argv.slice(2)));
}

start().catch(fail);
