import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { HoldfastError } from '../../../src/contract/errors';
import { type Host, HostSchema } from '../../../src/contract/inventory';
import { skewOf } from '../../../src/main/services/hosts/clock';
import { findScriptsFolder, type LocalScripts, readLocalScripts } from '../../../src/main/services/hosts/local-scripts';
import { describeScripts, readLines } from '../../../src/main/services/hosts/script-versions';
import { packagesOf } from '../../../src/main/services/packages/package-directory';
import { locationOptions } from '../../../src/main/services/packages/script-command';
import type { ExecOptions, ExecResult, HostCommand } from '../../../src/main/services/ssh/connections';
import { FakeHost } from '../../support/fake-host';
import { twoHosts } from '../../support/inventory';
import { testApplication } from '../../support/test-application';

let cleanUp = () => {};
afterEach(() => {
  cleanUp();
  cleanUp = () => {};
});

const host = HostSchema.parse({ name: 'a', address: 'a', user: 'deploy' });
const local: LocalScripts = { version: '0.2.0-0123456789ab', toolVersion: '0.2.0', files: [] };

describe('the scripts of a host', () => {
  it.each([
    ['', 'missing'],
    ['foreign=yes\nforeign=yes\n', 'foreign'],
    ['current=0.2.0-0123456789ab\n', 'current'],
    ['current=0.2.0-0123456789ab_2\nprevious=0.1.0-aaaaaaaaaaaa\n', 'current'],
    ['current=0.2.0-aaaaaaaaaaaa\nforeign=yes\n', 'outdated'],
    ['current=0.1.9-0123456789ab\n', 'outdated'],
    ['current=0.10.0-0123456789ab\n', 'newer'],
    ['current=0.2.0-rc.1-0123456789ab\n', 'outdated'],
    ['current=what is this\n', 'outdated'],
  ])('%j are %s', (text, state) => {
    expect(describeScripts(host, readLines(text), local)).toMatchObject({ state, availableVersion: local.version });
  });

  it('are found above the running code, and are the ones of this repository', () => {
    const folder = mkdtempSync(join(tmpdir(), 'holdfast-tree-'));
    cleanUp = () => rmSync(folder, { recursive: true });
    mkdirSync(join(folder, 'out', 'main', 'chunks'), { recursive: true });
    mkdirSync(join(folder, 'scripts', 'host'), { recursive: true });
    writeFileSync(join(folder, 'scripts', 'host', 'es-backup-manage.sh'), '');
    expect(findScriptsFolder(join(folder, 'out', 'main', 'chunks'))).toBe(join(folder, 'scripts', 'host'));
    expect(() => findScriptsFolder(tmpdir())).toThrow('scripts/host is missing');
    expect(readLocalScripts().version).toMatch(/^\d+\.\d+\.\d+-[0-9a-f]{12}$/);
  });
});

describe('the clock', () => {
  it.each([
    [1_000_050, 1_000_000, 100, 0],
    [1_060_050, 1_000_000, 100, 60_000],
    [Number.NaN, 1, 1, null],
  ])('of a host that says %d, asked at %d, answered in %d ms, is %s ahead', (time, asked, roundTrip, skew) => {
    expect(skewOf(time, asked, roundTrip)).toBe(skew);
  });
});

describe('a check of a host', () => {
  const answering = (table: (argv: readonly string[]) => Partial<ExecResult> | Error) => {
    const { application, remove } = testApplication(new FakeHost(table), twoHosts());
    cleanUp = remove;
    return application.hostCheck.check(application.inventory.host('press-line-1'));
  };
  const time = (ahead = 0) => ({ stdout: `${Date.now() + ahead}\nDebian GNU/Linux 12 (bookworm)\nx86_64\n` });
  const isTime = (argv: readonly string[]) => argv[2]?.startsWith('date') === true;

  it('that cannot become root says which line is missing, and looks no further', async () => {
    const check = await answering((argv) =>
      isTime(argv) ? time() : { exitCode: 1, stderr: 'sudo: a password is required\n' },
    );
    expect(check).toMatchObject({ ready: false, toolVersion: null });
    expect(check.checks.map(({ id, status }) => [id, status])).toEqual([
      ['ssh', 'passed'],
      ['sudo', 'failed'],
      ['clock', 'passed'],
    ]);
    expect(check.checks[1]?.remedy).toContain('deploy ALL=(root) NOPASSWD: /usr/bin/bash');
  });

  it('warns of a clock that is wrong', async () => {
    const check = await answering((argv) => (isTime(argv) ? time(-90_000) : { exitCode: 1, stderr: 'sudo: no\n' }));
    expect(check.checks[2]).toMatchObject({
      id: 'clock',
      status: 'warning',
      message: expect.stringContaining('behind'),
    });
  });

  it('fails when the host cannot be reached', async () => {
    await expect(answering(() => new HoldfastError('HOST_UNREACHABLE'))).rejects.toMatchObject({
      code: 'HOST_UNREACHABLE',
    });
  });

  it('without jq on the host says how to install it', async () => {
    const missing = '{"success":false,"message":"jq is not installed on this host.","packages":["jq"]}';
    const check = await answering((argv) => {
      if (isTime(argv)) return time();
      if (argv[2] === 'id -u') return { stdout: '0\n' };
      if (argv[2]?.includes('mktemp')) return { stdout: '/tmp/holdfast-0123456789\n' };
      return { stdout: argv[2]?.startsWith('outputs=') ? `${missing}\0${69}\0`.repeat(3) : '' };
    });
    expect(check.checks.find(({ id }) => id === 'tools')).toMatchObject({
      status: 'failed',
      remedy: 'Install it: apt-get install jq',
    });
    expect(check.checks.filter(({ id }) => id === 'tools')).toHaveLength(1);
  });
});

describe('the states of hosts', () => {
  it('are asked for once by those who ask at once, and a host that never answers delays no other', async () => {
    const fake = new FakeHost((argv) => (argv.includes('holdfast') ? { stdout: '\u00000\u0000'.repeat(7) } : {}));
    const silent = Object.assign(Object.create(fake), {
      exec: (asked: Host, command: HostCommand, options: ExecOptions) =>
        asked.name === 'press-line-1' ? new Promise(() => {}) : fake.exec(asked, command, options),
    });
    const { application, remove } = testApplication(silent, twoHosts());
    cleanUp = remove;
    const { hostState, inventory } = application;
    void hostState.state(inventory.host('press-line-1'));
    const other = inventory.host('press-line-2');
    const answers = await Promise.all([hostState.state(other), hostState.state(other)]);
    expect(answers.map(({ host }) => host)).toEqual(['press-line-2', 'press-line-2']);
    expect(fake.commands).toHaveLength(1);
    expect(hostState.lastStates()).toMatchObject([{ state: null }, { state: { host: 'press-line-2' } }]);
  });
});

describe('two packages in one backup folder', () => {
  it('are told which of them owns what names no package', () => {
    const item = (name: string, more: object = {}) => ({ repositoryLocation: `/data/${name}`, ...more });
    const shared = HostSchema.parse({
      ...host,
      packages: [item('a', { ownsUnlabelledBackups: true }), item('b'), item('c', { backupDirectory: '/srv/backups' })],
    });
    const owners = packagesOf(shared).map((resolved) =>
      locationOptions(resolved).find((option) => option.startsWith('--unlabelled-owner')),
    );
    expect(owners).toEqual(['--unlabelled-owner=a', '--unlabelled-owner=a', undefined]);
  });
});
