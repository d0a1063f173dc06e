import { existsSync, readdirSync, readFileSync, renameSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { BackupInfo } from '../../src/contract/backups';
import { backupsIn, type PackageHost, startPackageHost, type TestPackage } from '../support/package-host';
import { type Served, serve } from '../support/served';
import { freePort } from '../support/sshd';

/** The whole way: REST, the real application, a real sshd, the real scripts, a real Docker engine, real git. */
let host: PackageHost;
let welder: TestPackage;
let served: Served;

beforeAll(async () => {
  host = await startPackageHost();
  welder = await host.addPackage('rocket-welder');
  const broken = (name: string, more: object) => ({ ...welder.entry, repositoryLocation: `/data/${name}`, ...more });
  writeFileSync(join(host.folder, 'not-json.sh'), 'echo "=== Available backups ==="\n');
  const inventory = host.inventory([
    { repositoryLocation: '/data/no-backups' },
    broken('no-script', { backupScriptPath: '/nowhere/es-backup-manage.sh' }),
    broken('script-is-a-folder', { backupScriptPath: host.folder }),
    broken('not-json', { backupScriptPath: join(host.folder, 'not-json.sh') }),
    broken('no-folder', { backupDirectory: join(host.folder, 'missing') }),
  ]);
  inventory.hosts.push({
    name: 'gone',
    address: '127.0.0.1',
    port: await freePort(),
    user: 'root',
    packages: [broken('far-away', {})],
  });
  served = await serve(inventory, host.sshd.knownHosts);
});
afterAll(async () => {
  await served?.stop();
  await host?.stop();
});

const api = (name: string, action: string, body?: unknown) => served.call(`/api/backup/${name}/${action}`, body);
const list = async () => (await api('rocket-welder', 'list')).body.backups as BackupInfo[];

describe('create, list, status and restore', () => {
  it('starts with no backups', async () => {
    expect(await api('rocket-welder', 'list')).toMatchObject({ status: 200, body: { backups: [], totalCount: 0 } });
  });

  it('creates a backup of the running service, labelled with the deployed version', async () => {
    const { status, body } = await api('rocket-welder', 'create', {});
    expect(body).toMatchObject({ success: true, backup: { version: 'v2.0.0', gitTagExists: true } });
    expect(status).toBe(200);
    const [backup] = await list();
    expect(backup).toEqual(body.backup);
    const metadata = JSON.parse(
      readFileSync(join(host.backupDirectory, backup?.filename.replace('.tar.gz', '.meta.json') ?? ''), 'utf8'),
    );
    expect(metadata).toMatchObject({
      version: 'v2.0.0',
      packageName: 'rocket-welder',
      backupFile: backup?.filename,
      gitTagExists: true,
    });
    expect(readdirSync(host.backupDirectory).filter((name) => name.includes('part') || name.includes('tmp'))).toEqual(
      [],
    );
  });

  it('restores an older version: data, code, containers and deployment state', async () => {
    const created = await api('rocket-welder', 'create', { version: 'v1.0.0' });
    const { filename } = created.body.backup as BackupInfo;
    const before = welder.events();
    await expect.poll(() => welder.events().length, { timeout: 60_000 }).toBeGreaterThan(before.length + 100);
    const { status, body } = await api('rocket-welder', 'restore', { filename });
    expect(body).toMatchObject({ success: true, message: 'Restore completed successfully', restoredBackup: filename });
    expect(body).toMatchObject({ restoredVersion: 'v1.0.0', codeVersionRestored: true });
    expect(status).toBe(200);
    expect(welder.version()).toBe('v1.0.0');
    expect(welder.image()).toBe('holdfast-stand-in:1.0.0');
    expect(welder.state()).toMatchObject({ Version: 'v1.0.0', Up: ['1.0.0'], Failed: [] });
    expect(welder.events()).toContain('of 1.0.0');
    expect(existsSync(join(welder.dataDirectory, 'truncate.chk'))).toBe(false);
    const kept = body.keptData as string;
    expect(readFileSync(join(kept, 'chunk-000000.000000'), 'utf8').startsWith(before)).toBe(true);
    const state = await served.call('/api/hosts/press-line-1/state');
    expect(state.body.packages).toContainEqual(expect.objectContaining({ name: 'rocket-welder', version: 'v1.0.0' }));
  });

  it('keeps the code and says so when the version has no tag', async () => {
    const created = await api('rocket-welder', 'create', { version: 'v9.9.9' });
    expect(created.body).toMatchObject({ backup: { gitTagExists: false } });
    const { filename } = created.body.backup as BackupInfo;
    const { body } = await api('rocket-welder', 'restore', { filename });
    expect(body).toMatchObject({ success: true, codeVersionRestored: false });
    expect((body.warnings as string[]).join()).toMatch(/tag/i);
    expect(welder.version()).toBe('v1.0.0');
    expect(welder.state()).toMatchObject({ Version: 'v1.0.0' });
  });

  it('says how the backups stand', async () => {
    const backups = backupsIn(host.backupDirectory);
    expect(await api('rocket-welder', 'status')).toMatchObject({
      status: 200,
      body: { totalBackups: backups.length, oldestBackup: backups[0], newestBackup: backups.at(-1), retentionDays: 7 },
    });
  });
});

describe('what goes wrong costs nothing', () => {
  it('refuses a backup of a service that does not run, and writes nothing', async () => {
    const before = backupsIn(host.backupDirectory);
    welder.compose('stop');
    expect(await api('rocket-welder', 'create', {})).toMatchObject({
      status: 500,
      body: { success: false, error: 'Backup creation failed', message: 'EventStore is not running' },
    });
    expect(backupsIn(host.backupDirectory)).toEqual(before);
    welder.compose('start');
  });

  it('refuses a corrupt archive while the service goes on', async () => {
    const { body } = await api('rocket-welder', 'create', {});
    const { filename, sizeBytes } = body.backup as BackupInfo;
    const started = welder.container().StartedAt;
    truncateSync(join(host.backupDirectory, filename), Math.floor(sizeBytes / 2));
    const restored = await api('rocket-welder', 'restore', { filename });
    expect(restored).toMatchObject({
      status: 500,
      body: { success: false, error: 'Restore failed', code: 'CORRUPT_ARCHIVE' },
    });
    expect(welder.container().StartedAt).toBe(started);
    rmSync(join(host.backupDirectory, filename));
  });

  it('rolls back to the old data and code when the restored version does not start', async () => {
    const { body } = await api('rocket-welder', 'create', { version: 'v2.0.0' });
    const { filename } = body.backup as BackupInfo;
    host.engine.docker('image', 'rm', '--force', 'holdfast-stand-in:2.0.0');
    const before = welder.events();
    const restored = await api('rocket-welder', 'restore', { filename });
    host.engine.docker('tag', 'holdfast-stand-in:1.0.0', 'holdfast-stand-in:2.0.0');
    expect(restored).toMatchObject({ status: 500, body: { success: false, code: 'RESTORE_ROLLED_BACK' } });
    expect(welder.version()).toBe('v1.0.0');
    expect(welder.image()).toBe('holdfast-stand-in:1.0.0');
    expect(welder.events().startsWith(before)).toBe(true);
    expect(welder.state()).toMatchObject({ Version: 'v1.0.0' });
  });

  it('lists the others when one has broken metadata', async () => {
    const [first] = backupsIn(host.backupDirectory);
    const metadata = join(host.backupDirectory, (first as string).replace('.tar.gz', '.meta.json'));
    renameSync(metadata, `${metadata}.aside`);
    writeFileSync(metadata, '{"version": "v1');
    const { body } = await api('rocket-welder', 'list?refresh=true');
    renameSync(`${metadata}.aside`, metadata);
    const backups = body.backups as BackupInfo[];
    expect(backups.find(({ filename }) => filename === first)).toMatchObject({
      version: 'unknown',
      note: expect.any(String),
    });
    expect(backups.filter(({ note }) => note === undefined)).toHaveLength(backups.length - 1);
  });

  it.each<[string, string, number, string]>([
    ['no-backups', 'list', 422, 'BACKUP_NOT_SUPPORTED'],
    ['nothing', 'list', 404, 'PACKAGE_NOT_FOUND'],
    ['no-script', 'list', 500, 'SCRIPT_MISSING'],
    ['script-is-a-folder', 'list', 500, 'SCRIPT_NOT_EXECUTABLE'],
    ['not-json', 'list', 500, 'SCRIPT_OUTPUT_INVALID'],
    ['no-folder', 'list', 500, 'BACKUP_DIRECTORY_MISSING'],
    ['far-away', 'list', 502, 'CONNECTION_REFUSED'],
  ])('%s: %s is %i %s', async (name, action, status, code) => {
    expect(await api(name, action)).toMatchObject({ status, body: { success: false, code } });
  });

  it('says that a backup does not exist', async () => {
    expect(await api('rocket-welder', 'restore', { filename: 'backup-20200101-000000.tar.gz' })).toMatchObject({
      status: 404,
      body: { success: false, error: 'Restore failed', message: 'Backup file not found' },
    });
  });

  it('records every operation', () => {
    const lines = readFileSync(join(served.dataDirectory, 'audit.jsonl'), 'utf8').trim().split('\n');
    const entries = lines.map((line) => JSON.parse(line));
    expect(entries).toContainEqual(
      expect.objectContaining({ operation: 'backup.restore', outcome: 'done', host: 'press-line-1' }),
    );
    expect(entries).toContainEqual(
      expect.objectContaining({ operation: 'backup.create', outcome: 'failed', code: 'SERVICE_NOT_RUNNING' }),
    );
  });
});

it('keeps stdout for its one line and ends quickly', async () => {
  const another = await serve({ hosts: [] }, host.sshd.knownHosts);
  expect(await another.call('/api/hosts')).toMatchObject({ status: 200, body: { hosts: [] } });
  await another.stop();
});
