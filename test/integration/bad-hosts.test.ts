import { chmodSync, existsSync, mkdirSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { BackupListResponse } from '../../src/contract/backup-info';
import { type Served, serve } from '../support/served';
import { hostOf, makeKey, type Sshd, startSshd } from '../support/sshd';

const SCRIPT = join(import.meta.dirname, '../../scripts/host/es-backup-manage.sh');
const MANY = 5000;

let sshd: Sshd;
let changed: Sshd;
let served: Served;

beforeAll(async () => {
  sshd = await startSshd();
  changed = await startSshd();
  // No one time-out is waited for longer than needed.
  served = await serve(inventory(), knownHosts(), { timeouts: { query: 5 } });
});
afterAll(async () => {
  await served?.stop();
  await sshd?.stop();
  await changed?.stop();
});

/** One package a mistake, on a host of its own where the mistake is the host's. */
function inventory() {
  const script = (name: string, text: string, mode = 0o755) => {
    const path = join(sshd.folder, name);
    writeFileSync(path, text, { mode });
    return path;
  };
  const backupFolder = (name: string) => {
    const path = join(sshd.folder, name);
    mkdirSync(path);
    return path;
  };
  const item = (name: string, more: object = {}) => ({
    repositoryLocation: `/data/${name}`,
    hostRepositoriesRoot: sshd.folder,
    backupEnabled: true,
    backupScriptPath: SCRIPT,
    backupDirectory: join(sshd.folder, 'backups'),
    ...more,
  });
  const many = backupFolder('many');
  for (let index = 0; index < MANY; index += 1) {
    const stem = `backup-20250101-${String(index).padStart(6, '0')}`;
    writeFileSync(join(many, `${stem}.tar.gz`), '');
    const metadata = { version: `v1.0.${index}`, packageName: 'many', createdDate: '2025-01-01T00:00:00Z' };
    writeFileSync(join(many, `${stem}.meta.json`), JSON.stringify(metadata));
  }
  mkdirSync(join(sshd.folder, 'backups'));
  const plain = script('plain.sh', `exec bash ${SCRIPT} "$@"\n`);
  chmodSync(plain, 0o644);
  const host = (name: string, more: object, packages: object[]) => ({ ...hostOf(sshd), name, ...more, packages });
  return {
    hosts: [
      host('a', {}, [
        item('fine'),
        item('many', { backupDirectory: many }),
        item('not-executable', { backupScriptPath: plain }),
        item('without-jq', {
          backupScriptPath: script('no-jq.sh', `PATH=${withoutJq(sshd.folder)} exec bash ${SCRIPT} "$@"\n`),
        }),
        item('fails-in-text', { backupScriptPath: script('text.sh', 'echo "no such thing" >&2; exit 3\n') }),
        item('prints-too-much', { backupScriptPath: script('much.sh', 'yes | head -c 100000000\n') }),
        item('hangs', { backupScriptPath: script('hangs.sh', 'exec sleep 30\n') }),
        item('backups-are-a-file', { backupDirectory: script('file', '') }),
      ]),
      host('b', { auth: { method: 'privateKey', keyPath: makeKey(sshd.folder, 'stranger') } }, [item('wrong-key')]),
      { ...hostOf(changed), name: 'c', packages: [item('changed-key')] },
      host('d', { address: 'localhost' }, [item('unknown-key')]),
      host('e', { port: 1 }, [item('refused')]),
    ],
  };
}

/** A folder of links to every command but jq. */
function withoutJq(folder: string): string {
  const path = join(folder, 'without-jq');
  mkdirSync(path);
  for (const bin of ['/usr/bin', '/usr/sbin']) {
    for (const name of readdirSync(bin)) {
      const link = join(path, name);
      if (name !== 'jq' && !existsSync(link)) symlinkSync(join(bin, name), link);
    }
  }
  return path;
}

/** The changed host is known by another key than it has. */
function knownHosts(): string {
  const file = join(sshd.folder, 'known_hosts-of-the-test');
  const [key = ''] = sshd.hostKeyLines();
  writeFileSync(file, `${key}\n[127.0.0.1]:${changed.port} ${key.split(' ').slice(1).join(' ')}\n`);
  return file;
}

const list = (name: string) => served.call(`/api/backup/${name}/list`);

describe('over REST', () => {
  it.each<[string, number, string, RegExp]>([
    ['without-jq', 500, 'TOOL_MISSING', /jq/],
    ['fails-in-text', 500, 'HOST_COMMAND_FAILED', /exit code 3: no such thing/],
    ['prints-too-much', 500, 'OUTPUT_TOO_LARGE', /printed more than/],
    ['hangs', 504, 'TIMEOUT', /host "a"|Host "a"/],
    ['backups-are-a-file', 500, 'BACKUP_DIRECTORY_NOT_ACCESSIBLE', /^Backup directory not accessible/],
    ['wrong-key', 502, 'AUTHENTICATION_FAILED', /"b"/],
    ['changed-key', 502, 'HOST_KEY_CHANGED', /"c"/],
    ['unknown-key', 502, 'HOST_KEY_UNKNOWN', /"d"/],
    ['refused', 502, 'CONNECTION_REFUSED', /"e"/],
  ])('%s is %i %s', async (name, status, code, message) => {
    expect(await list(name)).toMatchObject({
      status,
      body: { success: false, error: 'Failed to list backups', message: expect.stringMatching(message), code },
    });
  });

  it('a script that is not executable works: bash reads it', async () => {
    expect(await list('not-executable')).toMatchObject({ status: 200, body: { backups: [], totalCount: 0 } });
  });

  it('5,000 backups are all there', async () => {
    const { status, body } = await list('many');
    const { backups, totalCount } = body as unknown as BackupListResponse;
    expect(status).toBe(200);
    expect(totalCount).toBe(MANY);
    expect(backups.map(({ filename }) => filename)).toEqual(
      backups
        .map(({ filename }) => filename)
        .sort()
        .reverse(),
    );
    expect(new Set(backups.map(({ version }) => version)).size).toBe(MANY);
  });

  it('the host of a mistake answers others all the same', async () => {
    expect(await list('fine')).toMatchObject({ status: 200 });
  });
});
