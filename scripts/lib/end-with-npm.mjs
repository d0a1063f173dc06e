/** Milliseconds between two looks at the parent. */
const INTERVAL = 200;

/**
 * Ends this process as SIGTERM would when npm, which started it, is gone. npm passes a SIGTERM on to the shell
 * that it starts scripts with, and that shell dies of it without telling its child.
 */
export function endWithNpm() {
  if (process.env.npm_lifecycle_event === undefined || process.platform === 'win32') return;
  const parent = process.ppid;
  const watch = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(watch);
    process.kill(process.pid, 'SIGTERM');
  }, INTERVAL);
  watch.unref();
}
