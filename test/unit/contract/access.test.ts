import { traverseContractProcedures } from '@orpc/server';
import { expect, it } from 'vitest';
import { contract } from '../../../src/contract';
import { accessOf, permits } from '../../../src/contract/access';
import type { OperationMeta } from '../../../src/contract/base';

const operations: { name: string; meta: OperationMeta; method: string | undefined }[] = [];
traverseContractProcedures({ router: contract, path: [] }, ({ contract: { '~orpc': operation }, path }) => {
  operations.push({ name: path.join('.'), meta: operation.meta, method: operation.route.method });
});

it('every operation that is not a question says what a token needs for it', () => {
  const silent = operations.filter(({ meta, method }) => method !== 'GET' && meta.access === undefined);
  expect(silent.map(({ name }) => name)).toEqual([]);
});

it('no question needs more than it must, and no GET changes anything', () => {
  const changing = operations.filter(({ meta, method }) => method === 'GET' && meta.access === 'operate');
  expect(changing).toEqual([]);
});

it('what says nothing is refused to all but administrators', () => {
  expect(accessOf({ meta: {}, route: { method: 'POST' } })).toBe('admin');
  expect(accessOf({ meta: {}, route: { method: 'GET' } })).toBe('read');
});

it.each([
  ['read', 'read', true],
  ['read', 'operate', false],
  ['operate', 'read', true],
  ['operate', 'admin', false],
  ['admin', 'operate', true],
] as const)('%s permits %s: %s', (scope, needed, permitted) => {
  expect(permits(scope, needed)).toBe(permitted);
});
