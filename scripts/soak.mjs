import { execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { ensureBuild } from './lib/build.mjs';
import { ensureDependencies } from './lib/dependencies.mjs';
import { ROOT } from './lib/project.mjs';
import { fail } from './lib/say.mjs';

/** Minutes that it runs, unless the command line says otherwise; how often it looks, in milliseconds. */
const MINUTES = 10;
const INTERVAL = 10_000;
/** Growth between the first and the last third that is still no leak: pools fill up, buffers are reused. */
const MOST_GROWTH = { rssMiB: 48, handles: 8 };

/**
 * `npm run soak [-- MINUTES]`: asks a running `serve` for hosts that answer, refuse and hang, over and over, and fails when
 * its memory or its open files keep growing. Not part of CI.
 */
async function soak(minutes) {
  await ensureDependencies();
  await ensureBuild();
  const folder = mkdtempSync(join(tmpdir(), 'holdfast-soak-'));
  const silent = createServer(() => {}).listen(0, '127.0.0.1');
  await new Promise((resolve) => silent.once('listening', resolve));
  writeFileSync(join(folder, 'settings.json'), JSON.stringify({ timeouts: { connect: 1, query: 2 }, listCache: 0 }));
  writeFileSync(join(folder, 'inventory.json'), JSON.stringify({ hosts: hosts(silent.address().port) }));
  const flags = ['--port', '0', '--data-dir', folder, '--known-hosts', '/dev/null'];
  const server = spawn(process.execPath, [join(ROOT, 'scripts/serve.mjs'), ...flags], {
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  try {
    const { url, token } = JSON.parse(await new Promise((resolve) => server.stdout.once('data', resolve)));
    const samples = await measure(server.pid, minutes, () => load(url, token));
    report(samples);
    execFileSync(process.execPath, [join(ROOT, 'scripts/holdfast.mjs'), 'audit', 'verify', '--data-dir', folder], {
      stdio: 'inherit',
    });
  } finally {
    server.kill('SIGTERM');
    silent.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

function hosts(silentPort) {
  const host = (name, port) => ({
    name,
    address: '127.0.0.1',
    port,
    user: 'nobody',
    auth: { method: 'password' },
    packages: [{ repositoryLocation: `/data/${name}`, backupEnabled: true }],
  });
  return [
    ...Array.from({ length: 20 }, (_, index) => host(`silent-${index}`, silentPort)),
    ...Array.from({ length: 20 }, (_, index) => host(`refusing-${index}`, 1)),
  ];
}

/** One round: every host at once, a page of activity, a wrong token, a change. */
async function load(url, token) {
  const call = (path, options = {}) =>
    fetch(url + path, { headers: { Authorization: `Bearer ${token}` }, ...options }).then((answer) => answer.text());
  const { hosts: all } = JSON.parse(await call('/api/hosts'));
  await Promise.all(all.map(({ name }) => call(`/api/backup/${name}/list?refresh=true`)));
  await call('/api/activity?limit=100');
  await call('/api/hosts', { headers: { Authorization: 'Bearer wrong' } });
  await call('/api/inventory/merge', { method: 'POST', body: JSON.stringify({ hosts: [] }) });
}

async function measure(pid, minutes, round) {
  const samples = [];
  const end = Date.now() + minutes * 60_000;
  let rounds = 0;
  for (let next = Date.now(); Date.now() < end; ) {
    await round();
    rounds += 1;
    if (Date.now() < next) continue;
    next = Date.now() + INTERVAL;
    // Sockets that were used a moment ago are still closing.
    await delay(500);
    const pages = Number(readFileSync(`/proc/${pid}/statm`, 'utf8').split(' ')[1]);
    samples.push({ rssMiB: (pages * 4096) / 2 ** 20, handles: readdirSync(`/proc/${pid}/fd`).length });
    const { rssMiB, handles } = samples.at(-1);
    console.log(`${rounds} rounds: ${rssMiB.toFixed(1)} MiB, ${handles} open files`);
  }
  return samples;
}

function report(samples) {
  const third = Math.max(1, Math.floor(samples.length / 3));
  const mean = (part, key) => part.reduce((sum, sample) => sum + sample[key], 0) / part.length;
  for (const [key, most] of Object.entries(MOST_GROWTH)) {
    const growth = mean(samples.slice(-third), key) - mean(samples.slice(0, third), key);
    console.log(`${key}: ${growth >= 0 ? '+' : ''}${growth.toFixed(1)} from the first third to the last`);
    if (growth > most)
      throw new Error(`${key} grew by ${growth.toFixed(1)}, more than ${most}: something is not given back`);
  }
}

soak(Number(process.argv[2] ?? MINUTES)).catch(fail);
