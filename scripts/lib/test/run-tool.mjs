import { spawn } from 'node:child_process';
import { ROOT } from '../project.mjs';

/**
 * Runs a test runner and shows all it writes on stdout.
 * @param {string} command
 * @param {string[]} args
 * @param {{env?: Record<string, string>}} [options]
 * @returns {Promise<{succeeded: boolean, output: string}>} `output`: what it wrote to stdout
 */
export function runTool(command, args, { env } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd: ROOT,
      env: { ...process.env, ...env },
      // One stream for both, or the two would be mixed up in time.
      stdio: ['ignore', 'pipe', 1],
    });
    const chunks = [];
    child.stdout.on('data', (chunk) => {
      chunks.push(chunk);
      process.stdout.write(chunk);
    });
    child.once('error', reject);
    child.once('close', (code) => resolve({ succeeded: code === 0, output: Buffer.concat(chunks).toString('utf8') }));
  });
}
