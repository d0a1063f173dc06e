import { expect, it } from 'vitest';
import { algorithmsFor } from '../../../src/main/services/ssh/algorithms';

const WEAK = /sha1\b|-cbc$|^ssh-rsa$|^ssh-dss$|md5|arcfour|3des/;
const all = (legacy: boolean) =>
  Object.values(algorithmsFor([], { legacy })).map((names) => names as unknown as string[]);

it('offers nothing weak', () => {
  for (const names of all(false)) expect(names.filter((name) => WEAK.test(name))).toEqual([]);
});

it('offers what is weak only where told so, and after everything else', () => {
  for (const names of all(true)) {
    const first = names.findIndex((name) => WEAK.test(name));
    expect(first).toBeGreaterThan(0);
    expect(names.slice(first).every((name) => WEAK.test(name))).toBe(true);
  }
});

it('asks for known types of keys first, by modern signatures', () => {
  const { serverHostKey } = algorithmsFor(['ssh-rsa'], { legacy: false });
  expect((serverHostKey as string[]).slice(0, 2)).toEqual(['rsa-sha2-512', 'rsa-sha2-256']);
});
