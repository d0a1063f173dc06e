import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { HoldfastError } from '../../../src/contract/errors';
import type { ExecResult } from '../../../src/main/services/ssh/connections';
import { FakeHost, json } from '../../support/fake-host';
import { hostBackup, twoHosts } from '../../support/inventory';
import { testApplication } from '../../support/test-application';

const LINE = { packageName: 'line-monitor' };
const created = json({ success: true, message: 'Backup created successfully', backup: hostBackup() });
const restored = json({
  success: true,
  message: 'Restore completed successfully',
  restoredBackup: 'backup-20251126-214505.tar.gz',
  restoredVersion: 'v2.4.10',
  codeVersionRestored: true,
});

let cleanUp = () => {};
afterEach(() => cleanUp());

/** The service over a host that answers each script command from a table. */
function service(answers: Record<string, Partial<ExecResult> | Error>, state = '{"Version":"v2.4.10"}') {
  const host = new FakeHost((argv) => (argv[1] === '-c' ? { stdout: `${state}\0` } : (answers[argv[2] ?? ''] ?? {})));
  const { application, dataDirectory, remove } = testApplication(host, twoHosts());
  cleanUp = remove;
  return { backups: application.backups, restores: application.restores, host, dataDirectory };
}

/** The first call of a script's command. */
const commandOf = ({ commands }: FakeHost, name: string) => commands.find((argv) => argv[2] === name);

describe('which package', () => {
  it.each([
    [{ packageName: 'nothing' }, 'PACKAGE_NOT_FOUND'],
    [{ packageName: 'rocket-welder' }, 'PACKAGE_AMBIGUOUS'],
    [{ packageName: 'line-monitor', host: 'press-line-2' }, 'PACKAGE_NOT_FOUND'],
    [{ packageName: 'rocket-welder', host: 'nowhere' }, 'HOST_NOT_FOUND'],
    [{ packageName: 'no-backups' }, 'BACKUP_NOT_SUPPORTED'],
    [{ packageName: '__proto__' }, 'PACKAGE_NOT_FOUND'],
  ])('%j is %s, and no host is asked', async (ref, code) => {
    const { backups, host } = service({});
    await expect(backups.listBackups(ref)).rejects.toMatchObject({ code });
    expect(host.commands).toEqual([]);
  });
});

describe('listBackups', () => {
  it('asks the script with what the inventory says, and answers newest first with totals', async () => {
    const older = hostBackup('backup-20250101-000000.tar.gz', {
      createdDate: '2025-01-01T01:00:00+01:00',
      displayName: undefined,
    });
    const { backups, host } = service({
      list: json({ backups: [older, hostBackup()], totalCount: 2, totalSize: '1.2M' }),
    });
    const answer = await backups.listBackups(LINE);
    expect(host.commands).toEqual([
      [
        'bash',
        '/var/docker/configuration/line-monitor/deploy/es-backup-manage.sh',
        'list',
        '--format=json',
        '--package-name=line-monitor',
        '--package-dir=/var/docker/configuration/line-monitor/deploy',
      ],
    ]);
    expect(answer).toMatchObject({ totalCount: 2, totalSizeBytes: 2 * 597504, totalSize: '1.2M' });
    expect(answer.backups.map(({ filename }) => filename)).toEqual([
      'backup-20251126-214505.tar.gz',
      'backup-20250101-000000.tar.gz',
    ]);
    expect(answer.backups[1]).toMatchObject({
      createdDate: '2025-01-01T00:00:00Z',
      displayName: '2025-01-01 00:00:00',
    });
  });

  it('uses an answer again for a while, until it is refreshed or a backup is made', async () => {
    const { backups, host } = service({ list: json({ backups: [] }), backup: created });
    const asked = () => host.commands.filter((argv) => argv[2] === 'list').length;
    await Promise.all([backups.listBackups(LINE), backups.listBackups(LINE)]);
    await backups.listBackups(LINE);
    expect(asked()).toBe(1);
    await backups.listBackups(LINE, true);
    expect(asked()).toBe(2);
    await backups.createBackup(LINE);
    await backups.listBackups(LINE);
    expect(asked()).toBe(3);
  });

  it('asks again after a failure', async () => {
    const { backups, host } = service({ list: new HoldfastError('HOST_UNREACHABLE') });
    await expect(backups.listBackups(LINE)).rejects.toMatchObject({ code: 'HOST_UNREACHABLE' });
    await expect(backups.listBackups(LINE)).rejects.toMatchObject({ code: 'HOST_UNREACHABLE' });
    expect(host.commands).toHaveLength(2);
  });
});

describe('createBackup', () => {
  it.each([
    ['{"Version":"v2.4.10","Up":[]}', 'v2.4.10'],
    ['{"Version":"-"}', 'unknown'],
    ['{"Version":"v1\\"; rm -rf /"}', 'unknown'],
    ['', 'unknown'],
    ['not json', 'unknown'],
  ])('labels the backup from the deployment state %j: %s', async (state, version) => {
    const { backups, host } = service({ backup: created }, state);
    await expect(backups.createBackup(LINE)).resolves.toMatchObject({ done: { success: true } });
    expect(commandOf(host, 'backup')?.slice(2, 5)).toEqual(['backup', `--version=${version}`, '--format=json']);
  });

  it.each(['v1"', '$(id)', '-rf', 'a..b', '', 'a\nb', '../x', 'x'.repeat(101)])(
    'refuses the version %j',
    async (version) => {
      const { backups, host } = service({ backup: created });
      await expect(backups.createBackup(LINE, { version })).rejects.toMatchObject({
        code: 'BAD_REQUEST',
        data: { field: 'version' },
      });
      expect(host.commands).toEqual([]);
    },
  );
});

describe('restoreBackup', () => {
  it('passes the bare name and records who did what', async () => {
    const { restores, host, dataDirectory } = service({ restore: restored });
    const answer = await restores.restoreBackup(LINE, 'backup-20251126-214505.tar.gz');
    expect(answer).toMatchObject({ done: { codeVersionRestored: true, warnings: [] } });
    expect(commandOf(host, 'restore')?.slice(2, 6)).toEqual([
      'restore',
      'backup-20251126-214505.tar.gz',
      '--yes',
      '--format=json',
    ]);
    const line = JSON.parse(readFileSync(join(dataDirectory, 'audit.jsonl'), 'utf8'));
    expect(line).toMatchObject({ operation: 'backup.restore', packageName: 'line-monitor', outcome: 'done' });
  });

  it.each([
    '../backup-20251126-214505.tar.gz',
    '/etc/passwd',
    'backup-20251126-214505.tar.gz\n',
    'backup-1.tar.gz',
    "backup-20251126-214505.tar.gz'",
  ])('refuses the file name %j', async (filename) => {
    const { restores, host } = service({ restore: restored });
    await expect(restores.restoreBackup(LINE, filename)).rejects.toMatchObject({
      code: 'BAD_REQUEST',
      data: { field: 'filename' },
    });
    expect(host.commands).toEqual([]);
  });
});

describe('what a script may answer', () => {
  it.each<[Partial<ExecResult>, string, string]>([
    [
      json({ success: false, message: 'EventStore is not running', code: 'SERVICE_NOT_RUNNING' }, 1),
      'SERVICE_NOT_RUNNING',
      'EventStore is not running',
    ],
    [json({ success: false, message: 'no', code: 'toString' }, 1), 'HOST_COMMAND_FAILED', 'no'],
    [{ exitCode: 0, stdout: '=== Available backups ===' }, 'SCRIPT_OUTPUT_INVALID', 'expected JSON'],
    [json({ success: true }), 'SCRIPT_OUTPUT_INVALID', 'expected JSON'],
    [{ exitCode: 127, stderr: 'bash: /x: No such file or directory' }, 'SCRIPT_MISSING', 'is not on host'],
    [{ exitCode: 126, stderr: 'bash: /x: Permission denied' }, 'SCRIPT_NOT_EXECUTABLE', 'cannot be run'],
    [{ exitCode: 1, stderr: 'sudo: a password is required' }, 'SUDO_PASSWORD_REQUIRED', 'for a password'],
    [{ exitCode: 2, stderr: 'first\nlast words' }, 'HOST_COMMAND_FAILED', 'last words'],
    [{ exitCode: null, signal: 'KILL' }, 'HOST_COMMAND_FAILED', 'signal KILL'],
  ])('%j is %s', async (answer, code, message) => {
    const { backups } = service({ backup: answer });
    await expect(backups.createBackup(LINE, { version: 'v1.0.0' })).rejects.toMatchObject({
      code,
      message: expect.stringContaining(message),
    });
  });
});
