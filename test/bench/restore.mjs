import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writeEventStore } from './event-store-data.mjs';
import { measure, RUNS, report } from './measure.mjs';
import { standInDocker, withoutDurability } from './stand-in-tools.mjs';

/**
 * `restore` of 1 GiB of event-store-like data: for how long the service is down, against stopping first and then
 * extracting, copying, changing each file's mode and starting; and what flushing to the disk and checksums cost.
 */
const CHUNKS = 4;

const root = join(import.meta.dirname, '../..');
const folder = mkdtempSync(join(tmpdir(), 'holdfast-bench-restore-'));
const parent = join(folder, 'eventstore');
const data = join(parent, 'data');
const packageDir = join(folder, 'rocket-welder');
const compose = join(packageDir, 'docker-compose.yml');

try {
  writeEventStore(data, CHUNKS);
  mkdirSync(packageDir);
  writeFileSync(compose, 'services:\n  eventstore.db:\n    image: stand-in\n');
  const docker = `${standInDocker(join(folder, 'docker'))}:${process.env.PATH}`;
  const quick = `${withoutDurability(join(folder, 'quick'))}:${docker}`;

  const real = restores('backups', docker);
  const peer = measure(
    ['bash', join(import.meta.dirname, 'peers/stop-first-restore.sh'), real.archive, data, compose],
    {
      env: { PATH: docker },
      millisecondsIn: (stdout) => JSON.parse(stdout).downtimeMs,
    },
  );
  report(
    'downtime of a restore, 1 GiB',
    real.restore.medianFoundMs,
    peer.medianFoundMs,
    'stop, extract, copy, chmod each file, start',
  );
  reportWhole('restore, 1 GiB, as a whole', real.restore.medianMs, peer.medianMs);

  const without = restores('quick-backups', quick);
  reportShare('create', real.createMs, without.createMs);
  reportShare('restore', real.restore.medianMs, without.restore.medianMs);
} finally {
  rmSync(folder, { recursive: true, force: true });
}

/** Makes backups, and restores the last of them, with the tools of a PATH. */
function restores(name, path) {
  const backups = join(folder, name);
  mkdirSync(backups);
  const options = [
    `--package-dir=${packageDir}`,
    `--backup-dir=${backups}`,
    `--data-dir=${data}`,
    `--log-file=${join(folder, 'log')}`,
    '--health-url=',
    '--format=json',
  ];
  // A container's state alone is watched for a while before it is believed; that is not what is measured.
  const env = { PATH: path, HOLDFAST_SETTLE_SECONDS: '0' };
  const script = join(root, 'scripts/host/es-backup-manage.sh');
  const create = measure(['bash', script, 'backup', '--version=v1.0.0', ...options], {
    env,
    before: () => empty(backups, (file) => file.startsWith('backup-')),
  });
  const { filename, fullPath } = JSON.parse(create.stdout).backup;
  const restore = measure(['bash', script, 'restore', filename, '--yes', ...options], {
    env,
    before: () => empty(parent, (file) => file !== 'data'),
    millisecondsIn: (stdout) => JSON.parse(stdout).downtimeMs,
  });
  return { archive: fullPath, createMs: create.medianMs, restore };
}

/** Removes what a run before left: its backup, or the data that it kept. */
function empty(directory, isOld) {
  for (const name of readdirSync(directory).filter(isOld))
    rmSync(join(directory, name), { recursive: true, force: true });
}

function reportWhole(title, ours, peer) {
  console.log(
    `${title}: ${ours.toFixed(0)} ms, verified and synced; the peer ${peer.toFixed(0)} ms, neither (medians of ${RUNS})`,
  );
}

function reportShare(operation, whole, without) {
  const cost = whole - without;
  console.log(
    `fsyncs and sha256 in ${operation}, 1 GiB: ${cost.toFixed(0)} of ${whole.toFixed(0)} ms, ${((100 * cost) / whole).toFixed(0)} % (medians of ${RUNS})`,
  );
}
