import { expect, it } from 'vitest';
import { missingMessage } from '../../../scripts/lib/debian.mjs';
import { missingTools, packagesOf, toolOf } from '../../../scripts/lib/tools.mjs';

it.each([
  ['sshd', 'openssh-server'],
  ['igzip', 'isal'],
  ['flock', 'util-linux'],
  ['Xvfb', 'xvfb'],
  ['electron-libraries', 'libnss3'],
])('knows that %s comes from %s', (tool, debianPackage) => {
  expect(packagesOf([toolOf(tool)])).toContain(debianPackage);
});

it('names each package once', () => {
  expect(packagesOf([toolOf('ssh'), toolOf('ssh-agent')])).toEqual(['openssh-client']);
});

it('refuses a tool that it does not know', () => {
  expect(() => missingTools(['no-such-tool'])).toThrow('no-such-tool');
  expect(() => missingTools(['toString'])).toThrow('toString');
});

it('finds what is there', () => {
  expect(missingTools(['git'])).toEqual([]);
});

it('says what is missing, for what, and the command that installs it', () => {
  expect(missingMessage([toolOf('jq'), toolOf('igzip')], 'The demo')).toBe(
    'The demo: this machine lacks jq, igzip. On Debian: sudo apt-get install isal jq',
  );
});
