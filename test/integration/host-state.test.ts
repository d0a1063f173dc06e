import { copyFileSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { HostSchema } from '../../src/contract/inventory';
import { LastStates } from '../../src/main/services/hosts/last-states';
import { writeAutoUpdaterScripts } from '../support/autoupdater-scripts';
import { openSession } from '../support/ssh-session';
import { freePort, hostOf, type Sshd, startSshd } from '../support/sshd';
import { memoryStore, testApplication } from '../support/test-application';

/** Overview, checks, connection tests and hosts with AutoUpdater's scripts only, over a real sshd with a stand-in docker. */
let sshd: Sshd;
let bin: string;
beforeAll(async () => {
  bin = mkdtempSync(join(tmpdir(), 'holdfast-bin-'));
  copyFileSync(join(import.meta.dirname, '../host/stand-in/docker'), join(bin, 'docker'));
  sshd = await startSshd({ env: { PATH: `${bin}:${process.env.PATH}` } });
});
afterAll(async () => {
  await sshd?.stop();
  rmSync(bin, { recursive: true, force: true });
});

let folder: string;
let end: () => Promise<void>;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'holdfast-state-'));
  for (const name of ['backups', 'lib', 'configuration']) mkdirSync(join(folder, name));
});
afterEach(async () => {
  await end();
  rmSync(folder, { recursive: true, force: true });
});

/** A package's folder with a running service, and what the inventory says of it. */
function makePackage(name: string, more: object = {}) {
  const directory = join(folder, 'configuration', name);
  const dataDirectory = join(folder, 'data', name);
  const containers = join(directory, '.stand-in-docker', 'containers');
  mkdirSync(containers, { recursive: true });
  mkdirSync(dataDirectory, { recursive: true });
  writeFileSync(join(directory, 'docker-compose.yml'), 'services:\n  eventstore.db:\n    image: eventstore:2\n');
  writeFileSync(join(directory, 'deployment.state.json'), '{"Version":"v2.4.10","Updated":"2025-11-26T21:45:11Z"}');
  writeFileSync(join(containers, 'eventstore.db'), 'running 0 eventstore:2\n');
  const entry = {
    repositoryLocation: `/data/${name}`,
    hostRepositoriesRoot: join(folder, 'configuration'),
    backupEnabled: true,
    backupDirectory: join(folder, 'backups'),
    dataDirectory,
    healthUrl: null,
    logFile: join(folder, 'maintenance.log'),
    ...more,
  };
  return { name, directory, dataDirectory, entry, containers };
}

function setUp(packages: object[], more: object[] = []) {
  const session = openSession(sshd);
  const host = hostOf(sshd, { name: 'line', packages, scriptsDirectory: join(folder, 'lib', 'holdfast') });
  const { application, remove } = testApplication(session.connections, { hosts: [host, ...more] });
  end = async () => {
    remove();
    await session.connections.close();
  };
  return { ...application, host: application.inventory.host('line') };
}

describe('the state of a host', () => {
  it('tells each package by itself, in one command', async () => {
    const good = makePackage('good');
    const stopped = makePackage('stopped');
    writeFileSync(join(stopped.containers, 'eventstore.db'), 'exited 0 eventstore:2\n');
    const broken = makePackage('broken', { backupDirectory: join(folder, 'none') });
    writeFileSync(join(broken.directory, 'deployment.state.json'), 'not json');
    const { host, hostScripts, hostState } = setUp([good.entry, stopped.entry, broken.entry]);
    await hostScripts.install(host);
    const state = await hostState.state(host);
    expect(state).toMatchObject({ host: 'line', scripts: 'current' });
    expect(state.packages).toMatchObject([
      { name: 'good', version: 'v2.4.10', service: 'running', backupCount: 0, backupStale: true, limitations: [] },
      { name: 'stopped', service: 'stopped', newestBackup: null, operation: null, undo: null, attention: null },
      { name: 'broken', version: null, backupCount: null, backupStale: false },
    ]);
    expect(state.packages[2]?.note).toMatch(/deployment\.state\.json.*none/);
  });

  it('says what is missing where no scripts are, and still the version', async () => {
    const { host, hostState } = setUp([makePackage('bare').entry]);
    const state = await hostState.state(host);
    expect(state.scripts).toBe('missing');
    expect(state.packages[0]).toMatchObject({ version: 'v2.4.10', service: 'unknown', backupCount: null });
    expect(state.packages[0]?.limitations.join()).toContain('not installed');
  });

  it('is remembered for a start without the host, with why the last question failed', async () => {
    const gone = { name: 'gone', address: '127.0.0.1', port: await freePort(), user: 'root' };
    const { host, hostState, inventory } = setUp([makePackage('good').entry], [gone]);
    expect(hostState.lastStates()).toEqual([
      { host: 'line', state: null, failure: null },
      { host: 'gone', state: null, failure: null },
    ]);
    const state = await hostState.state(host);
    await expect(hostState.state(inventory.host('gone'))).rejects.toMatchObject({ code: 'CONNECTION_REFUSED' });
    expect(hostState.lastStates()).toMatchObject([
      { host: 'line', state, failure: null },
      { host: 'gone', state: null, failure: { code: 'CONNECTION_REFUSED' } },
    ]);
  });

  it('is kept on disk, of hosts that are still known', async () => {
    const { host, hostState } = setUp([makePackage('good').entry]);
    const store = memoryStore();
    const last = new LastStates(store, (name) => name === 'line');
    last.answered(await hostState.state(host));
    last.failed('line', { code: 'TIMEOUT', message: 'late', failedAt: '2026-01-01T00:00:00Z' });
    last.flush();
    expect(new LastStates(store, () => true).get('line')).toMatchObject({
      state: { host: 'line', packages: [{ name: 'good' }] },
      failure: { code: 'TIMEOUT' },
    });
    last.answered({ ...(await hostState.state(host)), host: 'gone' });
    last.flush();
    expect(new LastStates(store, () => true).get('gone').state).toBeNull();
    expect(new LastStates(memoryStore({ hosts: ['rubbish', { host: 1 }] }), () => true).get('line').state).toBeNull();
  });
});

describe('the check of a host', () => {
  it('works before anything is installed, and leaves nothing behind', async () => {
    const { host, hostCheck } = setUp([makePackage('one').entry, makePackage('two').entry]);
    const check = await hostCheck.check(host);
    const found = (id: string, packageName: string | null = null) =>
      check.checks.find((item) => item.id === id && item.packageName === packageName);
    expect(found('scripts')).toMatchObject({ status: 'warning', remedy: expect.stringContaining('Install') });
    expect(found('docker')).toMatchObject({ status: 'passed' });
    expect(found('sudo')).toMatchObject({ status: 'passed' });
    expect(found('clock')).toMatchObject({ status: 'passed' });
    expect(found('backupFolder', 'one')).toMatchObject({ status: 'passed' });
    expect(found('checkout', 'two')).toMatchObject({ status: 'warning' });
    expect(found('docker', 'one')).toBeUndefined();
    expect(check.toolVersion).not.toBeNull();
    expect(check.checks.every(({ status, remedy }) => status === 'passed' || remedy !== null)).toBe(true);
    expect(existsSync(host.scriptsDirectory)).toBe(false);
  });

  it('is not ready when something failed', async () => {
    const { host, hostCheck } = setUp([makePackage('one', { backupDirectory: join(folder, 'none') }).entry]);
    expect(await hostCheck.check(host)).toMatchObject({ ready: false });
  });

  it('needs no package', async () => {
    const { host, hostCheck } = setUp([]);
    const { checks } = await hostCheck.check(host);
    expect(checks.map(({ id }) => id)).toEqual(['ssh', 'sudo', 'clock', 'scripts', 'tools', 'compression', 'docker']);
  });
});

describe('a connection test', () => {
  it('tells what is there, also of a host that is not saved', async () => {
    const { host, hostCheck } = setUp([]);
    const draft = HostSchema.parse({ ...host, name: 'draft' });
    const test = await hostCheck.testConnection(draft);
    expect(test).toMatchObject({
      host: 'draft',
      user: sshd.user,
      sudo: { available: true, remedy: null },
      scripts: { state: 'missing' },
    });
    expect(test.operatingSystem).toMatch(/\w+ /);
  });

  it('fails as the connection does', async () => {
    const { host, hostCheck } = setUp([]);
    await expect(hostCheck.testConnection({ ...host, port: await freePort() })).rejects.toMatchObject({
      code: 'CONNECTION_REFUSED',
    });
  });
});

describe('a host that has AutoUpdater’s scripts only', () => {
  function setUpAutoUpdater() {
    const old = makePackage('rocket-welder');
    writeAutoUpdaterScripts(old.directory, join(folder, 'backups'));
    return { old, ref: { packageName: 'rocket-welder' }, ...setUp([old.entry]) };
  }
  const harm = () => existsSync(join(folder, 'backups', 'harm'));

  it('is served for create and list, and says what is missing', async () => {
    const { backups, hostState, hostScripts, host, ref } = setUpAutoUpdater();
    expect(await hostScripts.status(host)).toMatchObject({ state: 'foreign' });
    expect(await backups.listBackups(ref)).toMatchObject({ totalCount: 0, limitations: [expect.any(String)] });
    const created = await backups.createBackup(ref);
    expect(created).toMatchObject({ done: { success: true, backup: { version: 'v2.4.10' } } });
    const listed = await backups.listBackups(ref, true);
    expect(listed.backups).toMatchObject([{ version: 'v2.4.10', sizeBytes: expect.any(Number) }]);
    const age = Date.now() - Date.parse(listed.backups[0]?.createdDate ?? '');
    expect(Math.abs(age)).toBeLessThan(60 * 60 * 1000);
    expect((await hostState.state(host)).packages).toMatchObject([
      { version: 'v2.4.10', backupCount: 1, newestBackup: { version: 'v2.4.10' }, backupStale: false },
    ]);
    expect(harm()).toBe(false);
  });

  it('is not asked for anything else', async () => {
    const { backups, restores, ref } = setUpAutoUpdater();
    const file = 'backup-20251126-214505.tar.gz';
    for (const refused of [
      () => restores.restoreBackup(ref, file),
      () => backups.verifyBackup(ref, file),
      () => backups.deleteBackups(ref, [file]),
      () => backups.getBackupStatus(ref),
    ]) {
      await expect(refused()).rejects.toMatchObject({
        code: 'SCRIPTS_OUTDATED',
        data: { remedy: expect.stringContaining('Install') },
      });
    }
    expect(harm()).toBe(false);
  });

  it('says what its script says when it cannot', async () => {
    const { backups, ref } = setUpAutoUpdater();
    writeFileSync(join(folder, 'backups', 'broken'), '');
    await expect(backups.createBackup(ref)).rejects.toMatchObject({ message: 'Backup script failed' });
    rmSync(join(folder, 'backups', 'broken'));
    writeFileSync(join(folder, 'backups', 'fresh'), '');
    await expect(backups.createBackup(ref)).rejects.toMatchObject({ code: 'DATA_MISSING' });
  });

  it('is served in full once Holdfast’s scripts are installed, its old backups included', async () => {
    const { backups, hostScripts, host, ref } = setUpAutoUpdater();
    await backups.createBackup(ref);
    await hostScripts.install(host);
    const { backups: listed, limitations } = await backups.listBackups(ref, true);
    expect(listed).toMatchObject([{ version: 'v2.4.10' }]);
    expect(limitations).toBeUndefined();
    expect(await backups.getBackupStatus(ref)).toMatchObject({ totalBackups: 1 });
    await hostScripts.uninstall(host);
    expect(await backups.listBackups(ref, true)).toMatchObject({ totalCount: 1, limitations: [expect.any(String)] });
  });
});
