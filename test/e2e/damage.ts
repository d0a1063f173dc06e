import { closeSync, openSync, statSync, writeSync } from 'node:fs';

/** Overwrites bytes in the middle of a file. */
export function damage(file: string): void {
  const handle = openSync(file, 'r+');
  writeSync(handle, 'damaged!', Math.floor(statSync(file).size / 2));
  closeSync(handle);
}
