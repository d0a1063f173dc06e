import { spawn } from 'node:child_process';

/** A command ended with another exit code than 0, or could not be started. */
export class CommandError extends Error {
  name = 'CommandError';

  /** @param {string} command @param {string} reason @param {string} [output] */
  constructor(command, reason, output = '') {
    super(`"${command}" ${reason}${output === '' ? '' : `:\n${output.trim()}`}`);
  }
}

/**
 * Runs a command to its end.
 * @param {string} command
 * @param {string[]} args
 * @param {{cwd?: string, env?: Record<string, string>, output?: 'stderr' | 'stdout' | 'capture', timeoutMs?: number}} [options]
 *   `output`: where stdout goes; `capture` returns it and shows stderr only in the error
 * @returns {Promise<string>} what it wrote to stdout, when captured
 * @throws {CommandError}
 */
export function run(command, args, { cwd, env, output = 'stderr', timeoutMs } = {}) {
  const captured = output === 'capture';
  return new Promise((resolve, reject) => {
    const line = [command, ...args].join(' ');
    const child = spawn(command, args, {
      cwd,
      env: { ...process.env, ...env },
      stdio: ['ignore', captured ? 'pipe' : output === 'stdout' ? 1 : 2, captured ? 'pipe' : 2],
      timeout: timeoutMs,
      // npm is a .cmd file on Windows.
      shell: process.platform === 'win32' && command === 'npm',
    });
    let stdout = '';
    let stderr = '';
    child.stdout?.setEncoding('utf8').on('data', (text) => {
      stdout += text;
    });
    child.stderr?.setEncoding('utf8').on('data', (text) => {
      stderr += text;
    });
    child.once('error', (error) => reject(new CommandError(line, `cannot be started: ${error.message}`)));
    child.once('close', (code, signal) => {
      if (code === 0) resolve(stdout);
      else reject(new CommandError(line, signal ? `ended by ${signal}` : `failed with exit code ${code}`, stderr));
    });
  });
}
