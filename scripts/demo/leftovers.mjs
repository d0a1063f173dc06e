import { readdirSync, readFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';

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
