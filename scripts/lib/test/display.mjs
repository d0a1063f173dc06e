import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { findCommand } from '../path.mjs';

/** Milliseconds that Xvfb may take to start. */
const START_LIMIT = 20_000;

/**
 * Starts an X server without a screen on a free display. It listens on a local socket only.
 * @returns {Promise<{env: {DISPLAY: string}, stop(): Promise<void>}>}
 */
export async function startDisplay() {
  // Xvfb chooses a free display itself and writes its number to file descriptor 3.
  const args = ['-displayfd', '3', '-screen', '0', '1600x1000x24', '-nolisten', 'tcp', '-noreset'];
  const server = spawn(findCommand('Xvfb') ?? 'Xvfb', args, { stdio: ['ignore', 'ignore', 'ignore', 'pipe'] });
  const ended = once(server, 'exit');
  const stop = async () => {
    if (server.exitCode === null && server.signalCode === null) server.kill('SIGTERM');
    await ended;
  };
  try {
    const [number] = await Promise.race([
      once(server.stdio[3], 'data', { signal: AbortSignal.timeout(START_LIMIT) }),
      ended.then(([code]) => Promise.reject(new Error(`Xvfb ended with exit code ${code}`))),
    ]);
    return { env: { DISPLAY: `:${String(number).trim()}` }, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}
