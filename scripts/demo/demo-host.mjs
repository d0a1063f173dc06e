import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { ROOT } from '../lib/project.mjs';
import { run } from '../lib/run.mjs';
import { EventStoreStandIn } from './event-store.mjs';
import { createPackageCheckout, deploy, VERSIONS } from './package-checkout.mjs';
import { startSshHost, USER } from './ssh-host.mjs';

const SCRIPT = join(ROOT, 'scripts/host/es-backup-manage.sh');
const INSTALL = join(ROOT, 'scripts/host/install.sh');
/** Stand-ins for docker and sudo. */
const STAND_INS = [join(ROOT, 'test/host/stand-in'), join(ROOT, 'scripts/demo/stand-in')].join(delimiter);
const SERVICE = 'eventstore.db';
/** Milliseconds between two events of each package. */
const TICK = 500;

/**
 * @typedef {object} DemoPackage
 * @property {string} name
 * @property {boolean} backupEnabled
 * @property {string[]} [backups] versions that a backup is made of beforehand
 */

/**
 * Sets a demo host up in a folder and starts it: packages whose event stores change, behind an SSH server.
 * @param {{name: string, folder: string, packages: DemoPackage[], clientKey: string, clientKeyPath: string}} options
 * @returns {Promise<{inventory: object, knownHosts: string, close(): Promise<void>}>} `inventory`: its entry there
 */
export async function startDemoHost({ name, folder, packages, clientKey, clientKeyPath }) {
  const env = hostEnvironment(folder);
  await run('bash', [INSTALL, `--root=${scriptsDirectory(folder)}`], { env, output: 'capture' });
  const stores = [];
  for (const item of packages) stores.push(await installPackage(folder, item, env));

  const server = await startSshHost({ clientKey, cwd: folder, env });
  const timer = setInterval(() => {
    for (const store of stores) store.tick();
  }, TICK);
  return {
    inventory: {
      name,
      address: '127.0.0.1',
      port: server.port,
      user: USER,
      auth: { method: 'privateKey', keyPath: clientKeyPath },
      scriptsDirectory: scriptsDirectory(folder),
      packages: packages.map((item) => inventoryEntry(folder, item)),
    },
    knownHosts: `[127.0.0.1]:${server.port} ${server.hostKey}\n`,
    async close() {
      clearInterval(timer);
      await server.close();
    },
  };
}

/** Where the host's scripts are installed. */
const scriptsDirectory = (folder) => join(folder, 'scripts');

/** The stand-ins come first in PATH; everything else is the machine's own. */
function hostEnvironment(folder) {
  return {
    PATH: `${STAND_INS}${delimiter}${process.env.PATH}`,
    HOME: folder,
    USER,
    LOGNAME: USER,
    LANG: 'C.UTF-8',
    TMPDIR: folder,
    HOLDFAST_DEMO_HOST: folder,
    // Installing the scripts must not reach the machine's own systemd.
    HOLDFAST_SYSTEMD_RUNS: join(folder, 'no-systemd'),
    HOLDFAST_SYSTEMD_UNITS: join(folder, 'no-systemd'),
  };
}

/** Makes the checkout, the data and the backups of a package, and starts it. */
async function installPackage(folder, item, env) {
  const entry = inventoryEntry(folder, item);
  const checkout = join(entry.hostRepositoriesRoot, item.name);
  mkdirSync(entry.backupDirectory, { recursive: true });
  await createPackageCheckout(checkout, { name: item.name, dataDirectory: entry.dataDirectory });
  const store = new EventStoreStandIn(entry.dataDirectory, () => runningVersion(checkout));
  store.create(2000, VERSIONS[0]);
  const compose = () => run('docker', ['compose', 'up', '-d'], { cwd: checkout, env, output: 'capture' });
  for (const version of item.backups ?? []) {
    await deploy(checkout, version);
    await compose();
    for (let event = 0; event < 120; event++) store.append(version);
    await backUp(entry, checkout, version, env);
  }
  await deploy(checkout, VERSIONS.at(-1));
  await compose();
  return store;
}

/** The version of the image that the event store "runs", or undefined when it does not: the stand-in for docker keeps it. */
function runningVersion(checkout) {
  const file = join(checkout, '.stand-in-docker/containers', SERVICE);
  if (!existsSync(file)) return undefined;
  const [state, , image] = readFileSync(file, 'utf8').trim().split(' ');
  return state === 'running' ? `v${image.split(':').at(-1)}` : undefined;
}

/** Makes a backup with the host's own script. */
async function backUp(entry, checkout, version, env) {
  const options = {
    'package-name': entry.repositoryLocation.split('/').at(-1),
    'package-dir': checkout,
    'backup-dir': entry.backupDirectory,
    'data-dir': entry.dataDirectory,
    'log-file': entry.logFile,
    service: SERVICE,
    'health-url': '',
  };
  const args = Object.entries(options).map(([option, value]) => `--${option}=${value}`);
  await run('bash', [SCRIPT, 'backup', `--version=${version}`, '--format=json', ...args], { env, output: 'capture' });
}

/** A package as the inventory has it. The backup folder is shared by all packages of a host, as on real ones. */
function inventoryEntry(folder, { name, backupEnabled }) {
  return {
    repositoryLocation: `/data/${name}`,
    repositoryUrl: `https://git.example.invalid/${name}.git`,
    hostRepositoriesRoot: join(folder, 'configuration'),
    backupEnabled,
    backupDirectory: join(folder, 'data/backups'),
    dataDirectory: join(folder, 'data', name, 'eventstore/data'),
    eventStoreService: SERVICE,
    healthUrl: null,
    logFile: join(folder, 'data/maintenance.log'),
  };
}
