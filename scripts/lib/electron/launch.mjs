import { spawn } from 'node:child_process';
import { electronRuntime } from '../../electron-runtime.mjs';
import { ROOT } from '../project.mjs';
import { say } from '../say.mjs';

/** There is no screen to open a window on. */
export class NoDisplayError extends Error {
  name = 'NoDisplayError';
  message =
    'There is no display (DISPLAY and WAYLAND_DISPLAY are not set). Run "xvfb-run -a npm start", or "npm run serve" for the page in a browser.';
}

/** Whether a window can be opened. */
export function hasDisplay(env = process.env, platform = process.platform) {
  return platform !== 'linux' || Boolean(env.DISPLAY || env.WAYLAND_DISPLAY);
}

/**
 * The arguments that start the window: Electron reads Chromium's flags wherever they are.
 * @param {string[]} args what the person gave, for Holdfast and for Chromium
 * @param {{root?: string, platform?: string, uid?: number}} [where]
 */
export function electronArguments(args, { root = ROOT, platform = process.platform, uid = process.getuid?.() } = {}) {
  const sandbox = needsNoSandbox(args, platform, uid) ? ['--no-sandbox'] : [];
  return [...sandbox, root, ...args];
}

function needsNoSandbox(args, platform, uid) {
  return platform === 'linux' && uid === 0 && !args.includes('--no-sandbox');
}

/**
 * Opens the window.
 * @param {string[]} args
 * @returns {Promise<import('node:child_process').ChildProcess>}
 */
export async function launchWindow(args) {
  if (!hasDisplay()) throw new NoDisplayError();
  const { executablePath } = await electronRuntime();
  const all = electronArguments(args);
  if (all[0] === '--no-sandbox')
    say('holdfast: running as root, where Chromium refuses its sandbox: --no-sandbox is added');
  return spawn(executablePath, all, { stdio: 'inherit', env: environment() });
}

/** Set by tools that run inside an Electron, it would make ours run as plain Node. */
function environment() {
  const { ELECTRON_RUN_AS_NODE: _, ...env } = process.env;
  return env;
}
