import { createCipheriv, randomBytes } from 'node:crypto';
import {
  chmodSync,
  closeSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readdirSync,
  rmSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { measure, report } from './measure.mjs';

/** `backup` of 1 GiB of event-store-like data against rsync to a staging folder followed by `tar -czf`. */
const CHUNKS = 4;
const CHUNK_BYTES = 256 * 1024 * 1024;

const root = join(import.meta.dirname, '../..');
const folder = mkdtempSync(join(tmpdir(), 'holdfast-bench-create-'));
try {
  const data = fill(join(folder, 'data'));
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

/** Chunks as an event store has them: JSON events with ids of their own, about as compressible as real ones. */
function fill(directory) {
  mkdirSync(join(directory, 'index'), { recursive: true });
  for (let chunk = 0; chunk < CHUNKS; chunk++) {
    const file = openSync(join(directory, `chunk-${String(chunk).padStart(6, '0')}.000000`), 'w');
    for (let written = 0; written < CHUNK_BYTES; ) written += writeSync(file, events(1024 * 1024));
    closeSync(file);
  }
  for (const name of ['writer', 'chaser', 'epoch']) writeFileSync(join(directory, `${name}.chk`), Buffer.alloc(8));
  writeFileSync(join(directory, 'index', 'writer.chk'), Buffer.alloc(8));
  return directory;
}

function events(bytes) {
  const stream = createCipheriv('aes-128-ctr', randomBytes(16), randomBytes(16));
  const noise = stream.update(Buffer.alloc(bytes)).toString('hex');
  let text = '';
  for (let at = 0; text.length < bytes; at += 48) {
    const id = noise.slice(at, at + 32);
    text += `{"eventType":"WeldingParametersMeasured","id":"${id}","data":{"current":1${noise.slice(at + 32, at + 36)},"voltage":24.${noise.slice(at + 36, at + 40)},"cell":"press-line-1"}}`;
  }
  return Buffer.from(text.slice(0, bytes));
}
