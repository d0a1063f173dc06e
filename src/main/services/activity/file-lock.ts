import { closeSync, openSync, readFileSync, rmSync, statSync, writeSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';

/** Milliseconds: how often to look again, how long at most, and after which time a lock is a dead process's. */
const PAUSE = 5;
const PATIENCE = 5000;
const STALE = 10_000;

/**
 * Runs work that takes milliseconds while no other process of this machine does the same: the window and `serve` may
 * share a data folder. A lock whose holder is dead is taken over.
 * @throws when another process does not give the lock back.
 */
export async function withFileLock<T>(file: string, work: () => T): Promise<T> {
  for (const limit = Date.now() + PATIENCE; !tryLock(file); await delay(PAUSE)) {
    if (isStale(file)) rmSync(file, { force: true });
    else if (Date.now() > limit) throw new Error(`${file} is held by another process`);
  }
  try {
    return work();
  } finally {
    rmSync(file, { force: true });
  }
}

function tryLock(file: string): boolean {
  try {
    const descriptor = openSync(file, 'wx', 0o600);
    writeSync(descriptor, String(process.pid));
    closeSync(descriptor);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

/** A process writes its id right after it has made the file, and works for milliseconds. */
function isStale(file: string): boolean {
  try {
    if (Date.now() - statSync(file).mtimeMs > STALE) return true;
    const holder = Number(readFileSync(file, 'utf8'));
    if (holder > 0) process.kill(holder, 0);
    return false;
  } catch (error) {
    // ESRCH: the holder is dead. Anything else, such as a file that has just gone: look again.
    return (error as NodeJS.ErrnoException).code === 'ESRCH';
  }
}
