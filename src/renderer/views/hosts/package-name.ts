/**
 * The package's name: the last part of its repository location, as the contract's `packageNameOf`, which the page
 * cannot import (client.ts says why).
 */
export function nameOfPackage(repositoryLocation: string): string {
  return repositoryLocation.split(/[\\/]/).filter(Boolean).at(-1) ?? '';
}
