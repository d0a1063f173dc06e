import { chmodSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writeEventStore } from './event-store-data.mjs';
import { measure, report } from './measure.mjs';

/** `backup` of 1 GiB of event-store-like data against rsync to a staging folder followed by `tar -czf`. */
const CHUNKS = 4;

const root = join(import.meta.dirname, '../..');
const folder = mkdtempSync(join(tmpdir(), 'holdfast-bench-create-'));
try {
  const data = join(folder, 'data');
  writeEventStore(data, CHUNKS);
  const backups = join(folder, 'backups');
  const packageDir = join(folder, 'rocket-welder');
  mkdirSync(backups);
  mkdirSync(packageDir);
  writeFileSync(join(packageDir, 'docker-compose.yml'), 'services:\n  eventstore.db:\n    image: stand-in\n');
  const emptied = () => {
    for (const name of readdirSync(backups)) rmSync(join(backups, name), { recursive: true, force: true });
  };
  const options = [
    `--package-dir=${packageDir}`,
    `--backup-dir=${backups}`,
    `--data-dir=${data}`,
    `--log-file=${join(folder, 'log')}`,
    '--health-url=',
  ];
  const script = join(root, 'scripts/host/es-backup-manage.sh');
  const ours = measure(['bash', script, 'backup', '--version=v1.0.0', '--format=json', ...options], {
    before: emptied,
    env: { PATH: `${standInDocker(join(folder, 'bin'))}:${process.env.PATH}` },
  });
  if (JSON.parse(ours.stdout).success !== true) throw new Error('the backup failed');
  const peer = measure(['bash', join(import.meta.dirname, 'peers/staged-create.sh'), data, backups], {
    before: emptied,
  });
  report('create, 1 GiB, verified and synced', ours.medianMs, peer.medianMs, 'rsync to a staging folder and tar -czf');
} finally {
  rmSync(folder, { recursive: true, force: true });
}

/** A stand-in that says the service runs: docker is not what is measured. */
function standInDocker(directory) {
  mkdirSync(directory);
  const answer = '{"Service":"eventstore.db","Name":"eventstore","State":"running","Health":""}';
  writeFileSync(join(directory, 'docker'), `#!/bin/sh\necho '${answer}'\n`);
  chmodSync(join(directory, 'docker'), 0o755);
  return directory;
}
