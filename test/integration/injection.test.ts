import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { BACKUP_FILENAME, BackupFilenameSchema, VersionSchema } from '../../src/contract/backups';
import { openSession } from '../support/ssh-session';
import { type Sshd, startSshd } from '../support/sshd';

/** Whatever anybody types goes through as data, or is refused: it is never read as anything else. */
const MANAGE = join(import.meta.dirname, '../../scripts/host/es-backup-manage.sh');
let sshd: Sshd;
let session: ReturnType<typeof openSession>;
let folder: string;

beforeAll(async () => {
  sshd = await startSshd();
  session = openSession(sshd);
  folder = mkdtempSync(join(tmpdir(), 'holdfast-injection-'));
  for (const name of ['package', 'backups', 'data']) mkdirSync(join(folder, name));
});
afterAll(async () => {
  await session?.connections.close();
  await sshd?.stop();
  rmSync(folder, { recursive: true, force: true });
});

/** What shells, JSON and terminals trip over, beside any Unicode at all. */
const NASTY = [
  "'",
  '"',
  '\\',
  '$(id)',
  '`id`',
  '\n',
  '\r',
  '\t',
  ';',
  '&',
  '|',
  '*',
  '!',
  '~',
  '#',
  '--',
  '-rf',
  '\u0001',
  '\u007f',
  '\u202e',
  '€',
  '😀',
  '%s',
  '{a,b}',
  '<(x)',
  ' ',
];
const nasty = fc
  .array(fc.oneof(fc.constantFrom(...NASTY), fc.string({ unit: 'binary', maxLength: 6 })), { maxLength: 12 })
  .map((parts) => parts.join('').replaceAll('\0', ''));

describe('quoting', () => {
  it('brings any words through a real bash over a real sshd, byte for byte', { timeout: 120_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(nasty, { minLength: 1, maxLength: 8 }), async (words) => {
        const { stdout } = await session.run(sshd.host(), ['bash', '-c', 'printf "%s\\0" "$@"', 'bash', ...words]);
        expect(stdout.split('\0').slice(0, -1)).toEqual(words);
      }),
      { numRuns: 150 },
    );
  });

  it('brings any bytes back that a text can have', { timeout: 120_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(nasty, async (word) => {
        const { stdout } = await session.run(sshd.host(), [
          'bash',
          '-c',
          'printf %s "$1" | od -An -v -tx1 | tr -d " \\n"',
          'bash',
          word,
        ]);
        expect(stdout).toBe(Buffer.from(word).toString('hex'));
      }),
      { numRuns: 80 },
    );
  });
});

/** Runs the script as the service would, and returns its one JSON document. */
function script(args: string[], environment: Record<string, string> = {}) {
  const options = [`--package-dir=${folder}/package`, `--backup-dir=${folder}/backups`, `--data-dir=${folder}/data`];
  // Before the words, which may stand after "--".
  const command = [MANAGE, '--format=json', ...options, `--log-file=${folder}/log`, ...args];
  let output: string;
  try {
    output = execFileSync('bash', command, {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
      env: { ...process.env, ...environment },
    });
  } catch (error) {
    output = (error as { stdout: string }).stdout;
  }
  return JSON.parse(output);
}

describe('the host’s script', () => {
  it('refuses every file name that the contract refuses, and no path gets further', { timeout: 120_000 }, () => {
    const name = fc.oneof(
      nasty,
      nasty.map((text) => `backup-20251126-214505.tar.gz${text}`),
      nasty.map((text) => `${text}backup-20251126-214505.tar.gz`),
      fc.constantFrom(
        '../backup-20251126-214505.tar.gz',
        '/etc/passwd',
        'backup-20251126-214505.tar.gz\n',
        'backup-２0251126-214505.tar.gz',
      ),
    );
    fc.assert(
      fc.property(
        name.filter((text) => !text.startsWith('-') && text !== ''),
        (filename) => {
          const accepted = BackupFilenameSchema.safeParse(filename).success;
          expect(accepted).toBe(BACKUP_FILENAME.test(filename) && !filename.includes('\n'));
          const { success, code } = script(['restore', '--yes', '--', filename]);
          expect([success, code]).toEqual([false, accepted ? 'BACKUP_NOT_FOUND' : 'BAD_FILENAME']);
        },
      ),
      { numRuns: 40 },
    );
  });

  it('accepts and refuses the same versions as the contract', { timeout: 120_000 }, () => {
    const version = fc.oneof(
      nasty,
      fc.stringMatching(/^[A-Za-z0-9._+-]{1,12}$/),
      fc.constantFrom('v1..2', '..', 'v1"', 'unknown'),
    );
    fc.assert(
      fc.property(version, (text) => {
        const { code } = script(['backup', `--version=${text}`]);
        expect(code === 'BAD_VERSION' || code === 'USAGE').toBe(!VersionSchema.safeParse(text).success);
      }),
      { numRuns: 40 },
    );
  });

  it('answers with JSON whatever a package is called and whatever lies in the backup folder', {
    timeout: 120_000,
  }, () => {
    const stem = 'backup-20251126-214505';
    writeFileSync(join(folder, 'backups', `${stem}.tar.gz`), 'x');
    fc.assert(
      fc.property(nasty, nasty, (packageName, content) => {
        const metadata = {
          version: content,
          packageName,
          createdDate: content,
          gitCommit: content,
          consistency: content,
        };
        writeFileSync(join(folder, 'backups', `${stem}.meta.json`), JSON.stringify(metadata));
        writeFileSync(join(folder, 'backups', `${stem}.tar.gz.version`), content);
        const listed = script(['list', `--package-name=${packageName}`]);
        if (listed.success === false) {
          expect(listed.code).toBe('USAGE');
          return;
        }
        expect(Array.isArray(listed.backups)).toBe(true);
        for (const backup of listed.backups) expect(backup.filename).toBe(`${stem}.tar.gz`);
      }),
      { numRuns: 40 },
    );
    // Not JSON at all, and cut in the middle of a character.
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        writeFileSync(join(folder, 'backups', `${stem}.meta.json`), bytes);
        expect(Array.isArray(script(['list']).backups)).toBe(true);
      }),
      { numRuns: 25 },
    );
  });

  it('keeps its log to one line an event, whoever asks', { timeout: 60_000 }, () => {
    const before = () => readFileSync(join(folder, 'log'), 'utf8').split('\n').length;
    fc.assert(
      fc.property(
        nasty.filter((text) => text !== ''),
        (operator) => {
          const lines = before();
          script(['list', `--operator=${operator}`]);
          const added = readFileSync(join(folder, 'log'), 'utf8')
            .split('\n')
            .slice(lines - 1, -1);
          for (const line of added) expect(line).toMatch(/^\[\d{4}-/);
        },
      ),
      { numRuns: 20 },
    );
  });
});
