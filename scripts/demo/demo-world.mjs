import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import ssh2 from 'ssh2';
import { startDemoHost } from './demo-host.mjs';
import { endLeftovers, removeAbandonedWorlds, WORLD_PREFIX } from './leftovers.mjs';
import { VERSIONS } from './package-checkout.mjs';

const HOSTS = [
  {
    name: 'press-line-1',
    packages: [
      { name: 'rocket-welder', backupEnabled: true },
      { name: 'line-monitor', backupEnabled: false },
    ],
  },
  {
    name: 'press-line-2',
    packages: [{ name: 'rocket-welder-line-2', backupEnabled: true, backups: VERSIONS }],
  },
];

/**
 * Two demo hosts and the files that lead the application to them, all in one temporary folder.
 * @returns {Promise<{folder: string, flags: string[], close(): Promise<void>}>} `flags`: for either shell of the application
 */
export async function createDemoWorld() {
  await removeAbandonedWorlds(tmpdir());
  const folder = mkdtempSync(join(tmpdir(), `${WORLD_PREFIX}${process.pid}-`));
  const hosts = [];
  const close = async () => {
    await Promise.all(hosts.map((host) => host.close()));
    await endLeftovers(folder);
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  };
  try {
    const key = ssh2.utils.generateKeyPairSync('ecdsa', { bits: 256, comment: 'holdfast-demo' });
    const clientKeyPath = join(folder, 'client-key');
    writeFileSync(clientKeyPath, key.private, { mode: 0o600 });
    for (const { name, packages } of HOSTS) {
      const hostFolder = join(folder, 'hosts', name);
      mkdirSync(hostFolder, { recursive: true });
      const options = { name, packages, folder: hostFolder, clientKey: key.public, clientKeyPath };
      hosts.push(await startDemoHost(options));
    }
    return { folder, flags: writeFiles(folder, hosts), close };
  } catch (error) {
    await close();
    throw error;
  }
}

function writeFiles(folder, hosts) {
  const inventory = join(folder, 'inventory.json');
  writeFileSync(inventory, JSON.stringify({ hosts: hosts.map((host) => host.inventory) }, null, 2));
  const knownHosts = join(folder, 'known_hosts');
  writeFileSync(knownHosts, hosts.map((host) => host.knownHosts).join(''));
  const dataDirectory = join(folder, 'application');
  return ['--demo', `--data-dir=${dataDirectory}`, `--inventory=${inventory}`, `--known-hosts=${knownHosts}`];
}
