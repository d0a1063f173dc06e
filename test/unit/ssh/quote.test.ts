import { execFileSync } from 'node:child_process';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { HostSchema } from '../../../src/contract/inventory';
import { commandLine, hostCommandLine } from '../../../src/main/services/ssh/quote';

it('quotes every argument', () => {
  expect(commandLine(['bash', '/a b/x.sh', "it's", '', '$(id)'])).toBe(`'bash' '/a b/x.sh' 'it'\\''s' '' '$(id)'`);
});

it.each([
  ['NUL', 'a\0b'],
  ['Unicode', 'half a pair: \ud83d'],
])('refuses what would not arrive as it is: %s', (named, argument) => {
  expect(() => commandLine(['echo', argument])).toThrow(
    expect.objectContaining({ code: 'BAD_REQUEST', message: expect.stringContaining(named) }),
  );
});

it('brings any text through a shell', () => {
  const text = fc.string({ unit: 'binary', maxLength: 60 }).filter((value) => !value.includes('\0'));
  fc.assert(
    fc.property(fc.array(text, { minLength: 1, maxLength: 20 }), (words) => {
      const printed = execFileSync('sh', ['-c', commandLine(['printf', '%s\\0', ...words])], { encoding: 'utf8' });
      expect(printed.split('\0').slice(0, -1)).toEqual(words);
    }),
    { numRuns: 100 },
  );
});

const host = (user: string) => HostSchema.parse({ name: 'press-1', address: '10.0.0.5', user });

it.each([
  ['deploy', true, "'sudo' '-n' '--' 'bash' '-x'"],
  ['deploy', false, "'bash' '-x'"],
  ['root', true, "'bash' '-x'"],
])('as %s, root wanted %s: %s', (user, asRoot, line) => {
  expect(hostCommandLine(host(user), { argv: ['bash', '-x'], asRoot })).toBe(line);
});
