import { HoldfastError } from '../../../contract/errors';

/**
 * Turns arguments into one POSIX shell command line. The only place where anything is quoted.
 * @throws HoldfastError BAD_REQUEST for a NUL, which no argument can hold.
 */
export function commandLine(argv: readonly string[]): string {
  return argv.map(quote).join(' ');
}

/** In single quotes everything but the single quote stands for itself. */
function quote(argument: string): string {
  if (argument.includes('\0')) throw new HoldfastError('BAD_REQUEST', 'An argument must not contain a NUL character.');
  return `'${argument.replaceAll("'", "'\\''")}'`;
}
