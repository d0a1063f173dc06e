import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { measure, report } from './measure.mjs';

/** `list` against the specification's sample loop, with 10, 1,000 and 5,000 backups. */
const ARCHIVE_BYTES = 4096;
/** In each archive. */
const FILES = 12;
const CHECKSUMS = Array.from({ length: FILES }, (_, chunk) => `${'c'.repeat(64)}  ./chunk-00000${chunk}.000000\n`).join(
  '',
);

const root = join(import.meta.dirname, '../..');
const folder = mkdtempSync(join(tmpdir(), 'holdfast-bench-list-'));
try {
  for (const count of [10, 1000, 5000]) {
    const backups = fill(join(folder, `${count}`), count);
    const options = [`--backup-dir=${backups}`, `--package-dir=${folder}`, `--log-file=${join(folder, 'log')}`];
    const script = join(root, 'scripts/host/es-backup-manage.sh');
    const ours = measure(['bash', script, 'list', '--format=json', ...options]);
    const peer = measure(['bash', join(import.meta.dirname, 'peers/sample-list.sh'), backups]);
    for (const { stdout } of [ours, peer]) {
      if (JSON.parse(stdout).backups.length !== count) throw new Error('a list is not complete');
    }
    report(`list, ${count} backups`, ours.medianMs, peer.medianMs, "the specification's sample loop");
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}

/** Small archives with all that a backup has beside it, one a minute. */
function fill(directory, count) {
  mkdirSync(directory);
  for (let index = 0; index < count; index++) {
    const created = new Date(Date.UTC(2025, 0, 1) + index * 60_000);
    const iso = created.toISOString().replace(/\.\d+Z$/, 'Z');
    const stamp = iso.replace(/[-:Z]/g, '').replace('T', '-');
    const archive = join(directory, `backup-${stamp}.tar.gz`);
    writeFileSync(archive, Buffer.alloc(ARCHIVE_BYTES));
    utimesSync(archive, created, created);
    const metadata = {
      version: `v2.4.${index % 100}`,
      packageName: directory.split('/').at(-2),
      createdDate: iso,
      backupFile: `backup-${stamp}.tar.gz`,
      gitCommit: 'abc123def456',
      gitTagExists: true,
      sha256: 'a'.repeat(64),
      sizeBytes: ARCHIVE_BYTES,
      fileCount: FILES,
      durationMs: 21_000 + index,
      toolVersion: '0.1.0',
      consistency: 'live',
      filesSha256: 'b'.repeat(64),
    };
    const verification = {
      level: 'archive',
      valid: true,
      verifiedAt: iso,
      problems: [],
      fileCount: FILES,
      archive: `${ARCHIVE_BYTES} ${created.getTime() / 1000}.0000000000`,
      toolVersion: '0.1.0',
    };
    writeFileSync(join(directory, `backup-${stamp}.meta.json`), `${JSON.stringify(metadata, null, 2)}\n`);
    writeFileSync(join(directory, `backup-${stamp}.verify.json`), `${JSON.stringify(verification)}\n`);
    writeFileSync(join(directory, `backup-${stamp}.files.sha256`), CHECKSUMS);
  }
  return directory;
}
