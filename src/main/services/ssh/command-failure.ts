import { HoldfastError } from '../../../contract/errors';
import type { Host } from '../../../contract/inventory';
import type { ExecResult } from './connections';

/** Characters of the host's own words that an error carries. */
const DETAILS_LIMIT = 2000;

/** The error for a command that ended without success, as far as its ending alone tells why. */
export function hostCommandFailure(host: Host, result: ExecResult): HoldfastError {
  const details = result.stderr.trim().slice(-DETAILS_LIMIT);
  const data = { host: host.name, details };
  const sudo = sudoFailure(host, result, data);
  if (sudo) return sudo;
  if (result.signal !== null) {
    return new HoldfastError(
      'HOST_COMMAND_FAILED',
      `The command on host "${host.name}" was ended by signal ${result.signal}.`,
      data,
    );
  }
  const said = details.split('\n').at(-1);
  return new HoldfastError(
    'HOST_COMMAND_FAILED',
    `The command on host "${host.name}" ended with exit code ${result.exitCode}${said ? `: ${said}` : '.'}`,
    data,
  );
}

/** Recognises sudo's refusals by its own prefix, whatever its locale says after it. */
function sudoFailure(host: Host, result: ExecResult, data: { host: string; details: string }) {
  if (host.user === 'root') return undefined;
  if (result.exitCode === 127 && /sudo: (command )?not found/.test(result.stderr)) {
    return new HoldfastError('TOOL_MISSING', `sudo is not installed on host "${host.name}".`, {
      ...data,
      remedy: 'Install sudo on the host, or log in as root.',
    });
  }
  if (result.exitCode === 1 && result.stdout === '' && /^sudo: /m.test(result.stderr)) {
    return new HoldfastError(
      'SUDO_PASSWORD_REQUIRED',
      `sudo on host "${host.name}" asks user "${host.user}" for a password.`,
      { ...data, remedy: `Add this line with visudo on the host: ${host.user} ALL=(root) NOPASSWD: /usr/bin/bash` },
    );
  }
  return undefined;
}
