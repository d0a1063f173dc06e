import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { BackupInfo } from '../../src/contract/backup-info';
import { type PackageHost, startPackageHost, type TestPackage } from '../support/package-host';
import { type Served, serve } from '../support/served';

/**
 * A restore as a transaction, through the whole of it: REST, the application, a real sshd, the real scripts, a real Docker
 * engine with two packages that share a backup folder, and what can go wrong on the way.
 */
let host: PackageHost;
let welder: TestPackage;
/** Its restart policy is `no`: nothing but Holdfast starts it again after EventStore's exit with code 0. */
let painter: TestPackage;
let served: Served;
/** One backup of each version that a test restores. */
const backups: Record<string, string> = {};

/** Milliseconds that anything may take on a busy machine. */
const LIMIT = 120_000;
/** Seconds after which a service that does not answer is given up. */
const HEALTH_TIMEOUT = '8';

beforeAll(async () => {
  host = await startPackageHost();
  welder = await host.addPackage('rocket-welder');
  painter = await host.addPackage('paint-line', { restart: 'no' });
  host.setEnvironment({ HEALTH_TIMEOUT });
  served = await serve(host.inventory(), host.sshd.knownHosts);
  welder.addVersion('v1.5.0', (file) => file.replace('environment:', 'environment:\n      UNHEALTHY: "1"'));
  for (const version of ['v1.0.0', 'v1.5.0', 'v2.0.0']) backups[version] = await create(welder, version);
  backups.painter = await create(painter, 'v1.0.0');
});
afterEach(() => host.setEnvironment({ HEALTH_TIMEOUT }));
afterAll(async () => {
  await served?.stop();
  await host?.stop();
});

const api = (of: TestPackage, action: string, body?: unknown) => served.call(`/api/backup/${of.name}/${action}`, body);
const restore = (of: TestPackage, filename: string | undefined) => api(of, 'restore', { filename });
const list = async (of: TestPackage) => (await api(of, 'list?refresh=true')).body;

async function create(of: TestPackage, version: string): Promise<string> {
  const { body } = await api(of, 'create', { version });
  expect(body).toMatchObject({ success: true });
  return (body.backup as BackupInfo).filename;
}

async function until(condition: () => boolean | Promise<boolean>, what: string): Promise<void> {
  for (const limit = Date.now() + LIMIT; !(await condition()); await delay(100)) {
    if (Date.now() > limit) throw new Error(`still not so: ${what}`);
  }
}

/** Everything of a package belongs to one version, and its service runs and writes. */
async function expectWhole(of: TestPackage, version: string): Promise<void> {
  expect(of.version()).toBe(version);
  await until(() => of.container().Status === 'running', `${of.name} runs`);
  expect(of.image()).toBe(`holdfast-stand-in:${version.slice(1)}`);
  expect(of.state()).toMatchObject({ Version: version, Up: ['1.0.0'], Failed: [] });
  const before = of.events().length;
  await until(() => of.events().length > before, `${of.name} writes`);
}

/** What is beside the welder's data under names that begin so. */
const besideData = (prefix: string) =>
  readdirSync(join(welder.dataDirectory, '..')).filter((name) => name.startsWith(prefix));

/** Makes sure that a package is at v2.0.0, whatever a test before did. */
async function atNewest(of: TestPackage): Promise<void> {
  if (of.version() !== 'v2.0.0') expect(await restore(of, backups['v2.0.0'])).toMatchObject({ status: 200 });
  await expectWhole(of, 'v2.0.0');
}

describe('two packages with one backup folder', () => {
  it('each see their own, and neither can restore the other’s', async () => {
    const names = async (of: TestPackage) => ((await list(of)).backups as BackupInfo[]).map(({ filename }) => filename);
    expect(await names(painter)).toEqual([backups.painter]);
    expect(await names(welder)).not.toContain(backups.painter);
    expect(await names(welder)).toHaveLength(3);
    expect(await restore(welder, backups.painter)).toMatchObject({ status: 404, body: { code: 'BACKUP_NOT_FOUND' } });
  });

  it('restore one and leave the other alone', async () => {
    const { StartedAt } = welder.container();
    const { body } = await restore(painter, backups.painter);
    expect(body).toMatchObject({ success: true, restoredVersion: 'v1.0.0', codeVersionRestored: true, warnings: [] });
    await expectWhole(painter, 'v1.0.0');
    expect(existsSync(join(painter.dataDirectory, 'truncate.chk'))).toBe(false);
    expect(welder.container().StartedAt).toBe(StartedAt);
  });
});

describe('a version that does not become healthy', () => {
  it('is rolled back to the running old one', async () => {
    await atNewest(welder);
    const before = welder.events();
    expect(await restore(welder, backups['v1.5.0'])).toMatchObject({
      status: 500,
      body: { success: false, error: 'Restore failed', code: 'RESTORE_ROLLED_BACK' },
    });
    await expectWhole(welder, 'v2.0.0');
    expect(welder.events().startsWith(before)).toBe(true);
  });
});

describe('an undo', () => {
  it('brings data and code back, and can be undone itself', async () => {
    await atNewest(welder);
    const before = welder.events();
    expect(await restore(welder, backups['v1.0.0'])).toMatchObject({ status: 200 });
    await expectWhole(welder, 'v1.0.0');
    expect(await list(welder)).toMatchObject({
      undo: { previousVersion: 'v2.0.0', restoredBackup: backups['v1.0.0'] },
    });

    expect(await api(welder, 'undo', {})).toMatchObject({ status: 200, body: { success: true } });
    await expectWhole(welder, 'v2.0.0');
    expect(welder.events().startsWith(before)).toBe(true);

    expect(await api(welder, 'undo', {})).toMatchObject({ status: 200, body: { success: true } });
    await expectWhole(welder, 'v1.0.0');
  });

  it('is not offered any more once its data is discarded', async () => {
    expect(await api(welder, 'discard-undo', {})).toMatchObject({ status: 200, body: { success: true } });
    expect(await list(welder)).toMatchObject({ undo: null });
    expect(await api(welder, 'undo', {})).toMatchObject({ status: 404, body: { code: 'UNDO_NOT_FOUND' } });
    expect(besideData('data.before-')).toEqual([]);
    await expectWhole(welder, 'v1.0.0');
  });
});

describe('a restore that is killed on the host', () => {
  it.each<[string, string]>([
    ['afterStop', 'v2.0.0'],
    ['betweenRenames', 'v2.0.0'],
    ['afterCheckout', 'v1.0.0'],
    ['afterCommittedJournal', 'v1.0.0'],
  ])('at %s is finished by the next command: everything is %s', async (moment, version) => {
    await atNewest(welder);
    host.setEnvironment({ HEALTH_TIMEOUT, HOLDFAST_FAILPOINTS: `${moment}=KILL` });
    const { status, body } = await restore(welder, backups['v1.0.0']);
    host.setEnvironment({ HEALTH_TIMEOUT });
    expect(body).toMatchObject({ success: false });
    expect(status).toBeGreaterThanOrEqual(500);

    expect(await create(welder, 'v7.7.7')).toBeTruthy();
    expect(await list(welder)).toMatchObject({ attention: null, operation: null });
    expect(await api(welder, 'recover', {})).toMatchObject({ status: 200, body: { outcome: 'nothing' } });
    expect(besideData('.restore-')).toEqual([]);
    await expectWhole(welder, version);
  });
});

describe('a connection that is lost', () => {
  it('in every phase changes nothing: the job goes on, and who waits gets its answer', async () => {
    await atNewest(welder);
    const moments = ['afterStageMade', 'afterStop', 'betweenRenames', 'afterCheckout', 'afterStart', 'afterHealth'];
    const answer = restoreThatStops(moments);
    for (const moment of moments) {
      const pid = await stoppedAt(moment);
      host.sshd.dropConnections();
      process.kill(pid, 'SIGCONT');
    }
    expect(await answer).toMatchObject({ status: 200, body: { success: true, restoredVersion: 'v1.0.0' } });
    await expectWhole(welder, 'v1.0.0');
  });
});

describe('a Docker engine that dies in the middle', () => {
  it.each(['afterStage', 'betweenRenames'])('at %s is no loss: all is as before once it is back', async (moment) => {
    await atNewest(welder);
    const before = welder.events();
    const answer = restoreThatStops([moment]);
    const pid = await stoppedAt(moment);
    await host.engine.crash();
    process.kill(pid, 'SIGCONT');
    const { status, body } = await answer;
    expect(body).toMatchObject({ success: false });
    expect(status).toBeGreaterThanOrEqual(400);

    host.setEnvironment({ HEALTH_TIMEOUT });
    await host.engine.restart();
    expect(await create(welder, 'v7.7.7')).toBeTruthy();
    await expectWhole(welder, 'v2.0.0');
    expect(welder.events().startsWith(before)).toBe(true);
    expect(await list(welder)).toMatchObject({ attention: null });
  });
});

/** Begins a restore to v1.0.0 that a failpoint stops at each of these moments. */
function restoreThatStops(moments: string[]) {
  writeFileSync(log(), '');
  const failpoints = moments.map((moment) => `${moment}=STOP`).join(' ');
  host.setEnvironment({ HEALTH_TIMEOUT, HOLDFAST_FAILPOINTS: failpoints });
  return restore(welder, backups['v1.0.0']);
}

/** Waits until the restore has stopped there, and returns its process. */
async function stoppedAt(moment: string): Promise<number> {
  let pid: number | undefined;
  await until(() => {
    pid = read(log()).includes(`failpoint ${moment}: STOP`) ? stoppedScript() : undefined;
    return pid !== undefined;
  }, `the restore stops at ${moment}`);
  return pid as number;
}

const log = () => join(host.folder, 'maintenance.log');

/** The process of a host script that a failpoint has stopped. */
function stoppedScript(): number | undefined {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .find((pid) => read(`/proc/${pid}/cmdline`).includes(host.folder) && /\) T /.test(read(`/proc/${pid}/stat`)));
}

function read(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return ''; // It has ended meanwhile.
  }
}
