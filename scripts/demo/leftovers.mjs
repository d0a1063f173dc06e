import { lstatSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

/** A demo's folder is named by this, its process's number and six characters. */
export const WORLD_PREFIX = 'holdfast-demo-';

/**
 * Removes what demos that were killed left in the folder of temporary files: only this user's, and only those
 * whose process is gone.
 */
export async function removeAbandonedWorlds(temporary) {
  for (const name of readdirSync(temporary)) {
    const [, pid] = new RegExp(`^${WORLD_PREFIX}(\\d+)-`).exec(name) ?? [];
    const folder = join(temporary, name);
    if (pid === undefined || isRunning(Number(pid)) || !isOwn(folder)) continue;
    await endLeftovers(folder);
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

function isOwn(folder) {
  const stat = lstatSync(folder, { throwIfNoEntry: false });
  return stat?.isDirectory() === true && stat.uid === (process.getuid?.() ?? stat.uid);
}

/** Another user's process counts too: its number may be that of a demo. */
function isRunning(pid) {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return error.code === 'EPERM';
  }
}

/**
 * Ends what commands of the demo's hosts left running in sessions of their own, as jobs do: processes whose
 * environment names a folder of this demo. Linux only; elsewhere nothing is done.
 */
export async function endLeftovers(folder) {
  for (const signal of ['SIGTERM', 'SIGKILL']) {
    for (const pid of leftovers(folder)) end(pid, signal);
    for (let tries = 0; tries < 20 && leftovers(folder).length > 0; tries++) await delay(50);
  }
}

function leftovers(folder) {
  if (process.platform !== 'linux') return [];
  const mark = `HOLDFAST_DEMO_HOST=${folder}/`;
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((pid) => pid !== process.pid && environmentOf(pid).some((variable) => variable.startsWith(mark)));
}

function environmentOf(pid) {
  try {
    return readFileSync(`/proc/${pid}/environ`, 'utf8').split('\0');
  } catch {
    return []; // It is gone, or another user's.
  }
}

function end(pid, signal) {
  try {
    process.kill(pid, signal);
  } catch {
    // It is gone.
  }
}
