import { spawn } from 'node:child_process';
import { electronRuntime } from './electron-runtime.mjs';
import { ensureDependencies } from './lib/dependencies.mjs';
import { forwardTo } from './lib/forward.mjs';
import { ROOT } from './lib/project.mjs';
import { fail } from './lib/say.mjs';

/** `npm run dev`: the window on Vite's development server, reloaded at each change of the page. */
async function dev() {
  await ensureDependencies();
  const { executablePath } = await electronRuntime();
  const sandbox = process.getuid?.() === 0 ? ['--noSandbox'] : [];
  const args = ['node_modules/electron-vite/bin/electron-vite.js', 'dev', ...sandbox, ...process.argv.slice(2)];
  const env = { ...process.env, ELECTRON_EXEC_PATH: executablePath };
  process.exitCode = await forwardTo(spawn(process.execPath, args, { cwd: ROOT, stdio: 'inherit', env }));
}

dev().catch(fail);
