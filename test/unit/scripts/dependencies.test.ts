import { expect, it } from 'vitest';
import { matchesLock } from '../../../scripts/lib/dependencies.mjs';

const lock = {
  '': {},
  'node_modules/a': { version: '1.0.0', integrity: 'sha512-a' },
  'node_modules/other-platform': { version: '1.0.0', integrity: 'sha512-b', optional: true },
};
const installed = { 'node_modules/a': { version: '1.0.0', integrity: 'sha512-a' } };

it('takes what the lock file says, without the packages of other platforms', () => {
  expect(matchesLock(lock, installed)).toBe(true);
});

it.each([
  ['a package is missing', {}],
  ['a version differs', { 'node_modules/a': { version: '1.0.1', integrity: 'sha512-a' } }],
  ['a content differs', { 'node_modules/a': { version: '1.0.0', integrity: 'sha512-x' } }],
  ['a package is too many', { ...installed, 'node_modules/b': { version: '1.0.0', integrity: 'sha512-c' } }],
])('installs again when %s', (_what, found) => {
  expect(matchesLock(lock, found)).toBe(false);
});
