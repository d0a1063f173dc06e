import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { hasDisplay, launchWindow } from '../lib/electron/launch.mjs';
import { ROOT } from '../lib/project.mjs';
import { say } from '../lib/say.mjs';

/**
 * Opens the application: the window, or the page in a browser where there is no display or it is asked for.
 * @param {string[]} flags
 * @param {{web: boolean}} options
 * @returns {Promise<import('node:child_process').ChildProcess>}
 */
export async function openShell(flags, { web }) {
  if (!web && hasDisplay()) {
    say('holdfast: opening the window; close it to end the demo');
    return launchWindow(flags);
  }
  if (!web) say('holdfast: there is no display, so the demo is served as a page');
  const served = spawn(process.execPath, [join(ROOT, 'out/main/headless.js'), '--port=0', ...flags], {
    stdio: ['ignore', 'pipe', 2],
  });
  createInterface({ input: served.stdout }).once('line', (line) => {
    const { url, token } = JSON.parse(line);
    process.stdout.write(`Holdfast's demo is open at ${url}/#token=${token}\n`);
    process.stdout.write(
      'Open that address in a browser on this machine. Ctrl+C ends the demo and removes everything.\n',
    );
  });
  return served;
}
