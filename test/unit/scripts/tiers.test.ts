import { expect, it } from 'vitest';
import { chooseTiers, TIERS } from '../../../scripts/lib/test/tiers.mjs';
import { toolOf } from '../../../scripts/lib/tools.mjs';

const names = (chosen: { name: string }[]) => chosen.map(({ name }) => name);

it('runs every tier, quickest first, unless some are named', () => {
  expect(names(chooseTiers([]))).toEqual(['unit', 'host', 'integration', 'e2e']);
  expect(names(chooseTiers(['host', 'unit']))).toEqual(['unit', 'host']);
});

it('refuses a tier that there is not', () => {
  expect(() => chooseTiers(['unit', 'e3e'])).toThrow('"e3e"');
});

it('names only tools that are known', () => {
  for (const tool of TIERS.flatMap(({ tools }) => tools)) expect(toolOf(tool).packages.length).toBeGreaterThan(0);
});
