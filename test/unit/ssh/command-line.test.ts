import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { KnownHosts } from '../../../src/main/services/ssh/known-hosts';
import { commandLine } from '../../../src/main/services/ssh/quote';

it('quotes every argument', () => {
  expect(commandLine(['bash', '/a b/x.sh', "it's", '', '$(id)'])).toBe(`'bash' '/a b/x.sh' 'it'\\''s' '' '$(id)'`);
});

it('refuses NUL', () => {
  expect(() => commandLine(['a\0b'])).toThrow('NUL');
});

const key = (name: string) => {
  const type = Buffer.from('ssh-ed25519');
  return Buffer.concat([Buffer.from([0, 0, 0, type.length]), type, Buffer.from(name)]);
};
const line = (patterns: string, name: string) => `${patterns} ssh-ed25519 ${key(name).toString('base64')}\n`;

it.each([
  ['press-1', 22, line('press-1,10.0.0.5', 'a'), 'trusted'],
  ['10.0.0.5', 22, line('press-1,10.0.0.5', 'a'), 'trusted'],
  ['press-1', 2222, line('press-1', 'a'), 'unknown'],
  ['press-1', 2222, line('[press-1]:2222', 'a'), 'trusted'],
  ['PRESS-1', 22, line('press-1', 'a'), 'trusted'],
  ['press-1', 22, line('press-*', 'a'), 'trusted'],
  ['press-1', 22, line('press-?,!press-1', 'a'), 'unknown'],
  ['press-1', 22, line('press-1', 'b'), 'changed'],
  ['press-1', 22, line('press-1', 'b') + line('press-1', 'a'), 'trusted'],
  ['press-1', 22, `# a comment\n\nbroken line\n${line('press-1', 'a')}`, 'trusted'],
  ['press-1', 22, `@cert-authority ${line('*', 'a')}`, 'unknown'],
  ['press-1', 22, `${line('press-1', 'a')}@revoked ${line('*', 'a')}`, 'revoked'],
  ['pressx1', 22, line('press.1', 'a'), 'unknown'],
])('%s:%i with %j is %s', (address, port, content, status) => {
  const folder = mkdtempSync(join(tmpdir(), 'holdfast-known-'));
  const file = join(folder, 'known_hosts');
  writeFileSync(file, content);
  expect(new KnownHosts({ files: [file], appendTo: file }).verify(address, port, key('a')).status).toBe(status);
  rmSync(folder, { recursive: true });
});

it('adds a key on a line of its own, readable by its owner only', () => {
  const folder = mkdtempSync(join(tmpdir(), 'holdfast-known-'));
  const file = join(folder, 'deep', 'known_hosts');
  const known = new KnownHosts({ files: [file], appendTo: file });
  known.add('press-1', 22, key('a'));
  known.add('press-2', 2222, key('b'));
  expect(readFileSync(file, 'utf8')).toBe(line('press-1', 'a') + line('[press-2]:2222', 'b'));
  expect(statSync(file).mode & 0o777).toBe(0o600);
  expect(known.verify('press-2', 2222, key('b')).status).toBe('trusted');
  rmSync(folder, { recursive: true });
});
