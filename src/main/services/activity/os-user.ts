import { userInfo } from 'node:os';

/** Name of the operating system's user; its number where it has no name, as in some containers. */
export function osUser(): string {
  try {
    return userInfo().username;
  } catch {
    return `uid ${process.getuid?.()}`;
  }
}
