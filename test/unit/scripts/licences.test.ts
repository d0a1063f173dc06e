import { join } from 'node:path';
import { expect, it } from 'vitest';
import { productionPackages } from '../../../scripts/lib/licences.mjs';

const packages = productionPackages(join(import.meta.dirname, '../../..'));
/** Licences that let the application be given to anybody. */
const ALLOWED =
  /^\(?(MIT|ISC|Apache-2\.0|BSD-[23]-Clause|BlueOak-1\.0\.0|0BSD|Unlicense|CC0-1\.0|Python-2\.0|MIT OR CC0-1\.0)\)?$/;

it('holds nothing whose licence is unknown or asks for more than to be named', () => {
  const others = packages.filter(
    ({ licence, optional }) => !ALLOWED.test(licence) && !(optional && licence === 'unknown'),
  );
  expect(others).toEqual([]);
  expect(packages.length).toBeGreaterThan(50);
});

it('needs no install script: the one that there is builds a bonus', () => {
  expect(packages.filter(({ installScript, optional }) => installScript && !optional).map(({ name }) => name)).toEqual([
    'ssh2',
  ]);
});
