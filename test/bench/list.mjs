import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { measure, report } from './measure.mjs';

/** `list` against the specification's sample loop, with 10, 1,000 and 5,000 backups. */
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

/** Small archives with metadata, one a minute. */
function fill(directory, count) {
  mkdirSync(directory);
  for (let index = 0; index < count; index++) {
    const created = new Date(Date.UTC(2025, 0, 1) + index * 60_000);
    const iso = created.toISOString().replace(/\.\d+Z$/, 'Z');
    const stamp = iso.replace(/[-:Z]/g, '').replace('T', '-');
    const archive = join(directory, `backup-${stamp}.tar.gz`);
    writeFileSync(archive, Buffer.alloc(4096));
    utimesSync(archive, created, created);
    const metadata = {
      version: `v2.4.${index % 100}`,
      packageName: directory.split('/').at(-2),
      createdDate: iso,
      backupFile: `backup-${stamp}.tar.gz`,
      gitCommit: 'abc123def456',
      gitTagExists: true,
    };
    writeFileSync(join(directory, `backup-${stamp}.meta.json`), JSON.stringify(metadata, null, 2));
  }
  return directory;
}
