import { HoldfastError } from '../../../contract/errors';
import type { Host } from '../../../contract/inventory';
import type { HostCommand } from './connections';

/**
 * Turns arguments into one POSIX shell command line. The only place where anything is quoted.
 * @throws HoldfastError BAD_REQUEST for an argument that would not arrive as it is.
 */
export function commandLine(argv: readonly string[]): string {
  return argv.map(quote).join(' ');
}

/** The command line of a command for a host: with `sudo -n`, which never asks, unless root logs in. */
export function hostCommandLine(host: Host, { argv, asRoot }: HostCommand): string {
  return commandLine(asRoot && host.user !== 'root' ? ['sudo', '-n', '--', ...argv] : argv);
}

/** In single quotes everything but the single quote stands for itself. */
function quote(argument: string): string {
  if (argument.includes('\0')) throw new HoldfastError('BAD_REQUEST', 'An argument must not contain a NUL character.');
  // UTF-8 has no half of a surrogate pair: it would arrive as another character.
  if (Buffer.from(argument).toString() !== argument) {
    throw new HoldfastError('BAD_REQUEST', 'An argument must be valid Unicode text.');
  }
  return `'${argument.replaceAll("'", "'\\''")}'`;
}
