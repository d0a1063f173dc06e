import { expect, it } from 'vitest';
import { z } from 'zod';
import '../../../src/contract/refusals';

it.each<[string, z.ZodType, unknown, string]>([
  ['a missing field', z.string(), undefined, 'is missing'],
  ['another type', z.string(), 5, 'must be a text'],
  ['a number that is none', z.coerce.number(), 'abc', 'must be a number'],
  ['a fraction', z.number().int(), 1.5, 'must be a whole number'],
  ['an empty text', z.string().min(1), '', 'must not be empty'],
  ['a long text', z.string().max(2), 'abc', 'must have at most 2 characters'],
  ['a small number', z.number().min(1), 0, 'must be at least 1'],
  ['nothing where more is wanted', z.number().positive(), 0, 'must be more than 0'],
  ['many entries', z.array(z.string()).max(1), ['a', 'b'], 'must have at most 1 entries'],
  ['another choice', z.enum(['a', 'b']), 'c', 'must be one of a, b'],
  ['words of the schema’s own', z.string({ error: 'own words' }), 5, 'own words'],
])('%s', (_what, schema, value, words) => {
  expect(schema.safeParse(value).error?.issues.map(({ message }) => message)).toEqual([words]);
});
