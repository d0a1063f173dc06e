/** Milliseconds between two looks at the parent. */
const INTERVAL = 500;

/**
 * Calls `end` when the process that started this one is gone, however it ended. For the demo: its hosts
 * are gone then too. Not on Windows, where a process keeps the number of a parent that has ended.
 */
export function whenParentEnds(end: () => void): void {
  if (process.platform === 'win32') return;
  const parent = process.ppid;
  const watch = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(watch);
    end();
  }, INTERVAL);
  watch.unref();
}
