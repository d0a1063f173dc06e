import { constants } from 'node:os';

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'];

/**
 * Passes signals on to a child and waits for its end.
 * @param {import('node:child_process').ChildProcess} child
 * @returns {Promise<number>} the exit code for this process: 128 + the signal's number for a child that a signal ended
 */
export function forwardTo(child) {
  const forward = (signal) => child.kill(signal);
  for (const signal of SIGNALS) process.on(signal, forward);
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code, signal) => resolve(signal ? 128 + constants.signals[signal] : code));
  }).finally(() => {
    for (const signal of SIGNALS) process.off(signal, forward);
  });
}
