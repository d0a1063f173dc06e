import { once } from 'node:events';
import { ensureBuild } from './lib/build.mjs';
import { ensureTools } from './lib/debian.mjs';
import { ensureDependencies } from './lib/dependencies.mjs';
import { endWithNpm } from './lib/end-with-npm.mjs';
import { fail, say } from './lib/say.mjs';

/** What the host scripts need. */
const HOST_TOOLS = ['git', 'jq', 'flock', 'tar'];
/** Milliseconds that the application may take to end. */
const END_LIMIT = 8000;

/**
 * `npm run demo`: two demo hosts in a temporary folder, and the application that shows them. `--web` serves the
 * page instead of opening the window; other arguments are passed on.
 */
async function demo(args) {
  endWithNpm();
  const ended = endRequested();
  await ensureDependencies();
  await ensureTools(HOST_TOOLS, { purpose: 'The demo' });
  await ensureBuild();
  const { createDemoWorld } = await import('./demo/demo-world.mjs');
  const { openShell } = await import('./demo/shell.mjs');

  say('holdfast: setting up two demo hosts (nothing on this machine is changed)…');
  const world = await createDemoWorld();
  try {
    if (ended.signal) return;
    const rest = args.filter((argument) => argument !== '--web');
    const shell = await openShell([...world.flags, ...rest], { web: rest.length < args.length });
    const closed = once(shell, 'exit');
    await Promise.race([closed, ended.promise]);
    const [code] = await (ended.signal ? end(shell, closed) : closed);
    if (!ended.signal && code) process.exitCode = code;
  } finally {
    await world.close();
    say('holdfast: the demo has ended and its files are removed');
  }
}

/** Asks the application to end, and insists after a while. */
async function end(shell, closed) {
  shell.kill('SIGTERM');
  const insist = setTimeout(() => shell.kill('SIGKILL'), END_LIMIT);
  const outcome = await closed;
  clearTimeout(insist);
  return outcome;
}

/** Resolves at the first signal; later ones change nothing, so that everything is cleaned up. */
function endRequested() {
  const ended = { signal: undefined, promise: undefined };
  ended.promise = new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
      process.on(signal, () => {
        ended.signal ??= signal;
        resolve();
      });
    }
  });
  return ended;
}

demo(process.argv.slice(2)).catch(fail);
