import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { type DockerEngine, startDockerEngine } from './docker-engine';
import { freePort, hostOf, type Sshd, startSshd } from './sshd';

/** Versions that every package has as git tags, oldest first; the last is checked out and runs. */
export const VERSIONS = ['v1.0.0', 'v2.0.0'] as const;

/** A host as operators have it: a real sshd, a real Docker engine, and packages that are real git checkouts. */
export interface PackageHost {
  sshd: Sshd;
  engine: DockerEngine;
  folder: string;
  backupDirectory: string;
  /** Installed copy of scripts/host, outside every checkout. */
  script: string;
  /** Sets the environment of each script that is started from now on: failpoints, time-outs. */
  setEnvironment(variables: Record<string, string>): void;
  /** Adds a package, starts its containers, and returns it. */
  addPackage(name: string, options?: PackageOptions): Promise<TestPackage>;
  /** Keeps every archive from being written until the function that is returned is called. */
  holdBackups(): () => void;
  /** Makes a backup by the host's script, past the application. */
  backUp(of: TestPackage, version: string): void;
  /** The inventory's host with the packages added so far; `more` adds or replaces packages. */
  inventory(more?: object[]): { hosts: object[] };
  stop(): Promise<void>;
}

export interface PackageOptions {
  /** Docker's restart policy. */
  restart?: 'unless-stopped' | 'no';
}

export interface TestPackage {
  name: string;
  /** The package's folder: a git checkout. */
  directory: string;
  dataDirectory: string;
  /** As the inventory has it. */
  entry: Record<string, unknown>;
  /** Stops and starts its containers, past Holdfast. */
  compose(...args: string[]): string;
  /** Tag that is checked out now. */
  version(): string;
  /** Image that the service's container was made from. */
  image(): string;
  /** State of the service's container, such as `running`, and when it was started. */
  container(): { Status: string; StartedAt: string };
  /** Commits a change of the compose file under a tag, and goes back to the version that is checked out. */
  addVersion(tag: string, change: (composeFile: string) => string): void;
  /** What the event store's first chunk holds now. */
  events(): string;
  state(): Record<string, unknown>;
}

export async function startPackageHost(): Promise<PackageHost> {
  const engine = await startDockerEngine(VERSIONS.map((version) => version.slice(1)));
  const folder = mkdtempSync(join(tmpdir(), 'holdfast-host-'));
  const packages: TestPackage[] = [];
  const hold = join(folder, 'hold');
  const sshd = await startSshd({ env: { ...engine.env, PATH: `${slowTar(folder, hold)}:${process.env.PATH}` } });
  const backupDirectory = join(folder, 'backups');
  mkdirSync(backupDirectory);
  const script = installScripts(folder);
  const environment = join(folder, 'environment');
  return {
    sshd,
    engine,
    folder,
    backupDirectory,
    script,
    setEnvironment(variables) {
      const lines = Object.entries(variables).map(([name, value]) => `export ${name}='${value}'\n`);
      writeFileSync(environment, lines.join(''));
    },
    async addPackage(name, options = {}) {
      const added = await makePackage({ name, folder, backupDirectory, script, engine, ...options });
      packages.push(added);
      return added;
    },
    holdBackups() {
      writeFileSync(hold, '');
      return () => rmSync(hold, { force: true });
    },
    backUp({ name, directory, dataDirectory }, version) {
      const options = [
        `--version=${version}`,
        `--package-name=${name}`,
        `--package-dir=${directory}`,
        `--backup-dir=${backupDirectory}`,
        `--data-dir=${dataDirectory}`,
        `--log-file=${join(folder, 'maintenance.log')}`,
      ];
      execFileSync('bash', [script, 'backup', ...options], { env: { ...process.env, ...engine.env }, stdio: 'pipe' });
    },
    inventory: (more = []) => ({
      hosts: [hostOf(sshd, { name: 'press-line-1', packages: [...packages.map(({ entry }) => entry), ...more] })],
    }),
    async stop() {
      await sshd.stop();
      await engine.stop();
      // A job may still write its last words.
      rmSync(folder, { recursive: true, force: true, maxRetries: 10 });
    },
  };
}

/** Copies the scripts to the host; the one that is called reads its environment from a file first. */
function installScripts(folder: string): string {
  cpSync(join(import.meta.dirname, '../../scripts/host'), join(folder, 'holdfast'), { recursive: true });
  const script = join(folder, 'manage.sh');
  writeFileSync(join(folder, 'environment'), '');
  writeFileSync(script, `. ${folder}/environment\nexec bash ${folder}/holdfast/es-backup-manage.sh "$@"\n`);
  return script;
}

/** A folder with a `tar` that waits before it writes an archive as long as the file `hold` is there. */
function slowTar(folder: string, hold: string): string {
  const bin = join(folder, 'bin');
  mkdirSync(bin);
  const real = execFileSync('which', ['tar'], { encoding: 'utf8' }).trim();
  const wait = `while [[ " $* " == *' --create '* && -e '${hold}' ]]; do sleep 0.1; done`;
  writeFileSync(join(bin, 'tar'), `#!/bin/bash\n${wait}\nexec ${real} "$@"\n`, { mode: 0o755 });
  return bin;
}

const git = (directory: string, ...args: string[]) =>
  execFileSync('git', ['-C', directory, '-c', 'user.name=test', '-c', 'user.email=test@localhost', ...args], {
    encoding: 'utf8',
  }).trim();

async function makePackage(setup: {
  name: string;
  folder: string;
  backupDirectory: string;
  script: string;
  engine: DockerEngine;
  restart?: string;
}): Promise<TestPackage> {
  const { name, folder, engine, restart = 'unless-stopped' } = setup;
  const root = join(folder, 'configuration');
  const directory = join(root, name);
  const dataDirectory = join(folder, 'data', name, 'eventstore', 'data');
  const port = await freePort();
  mkdirSync(directory, { recursive: true });
  mkdirSync(dataDirectory, { recursive: true });
  git(directory, 'init', '--quiet', '--initial-branch=main');
  writeFileSync(join(directory, '.gitignore'), 'deployment.state.json\n');
  for (const version of VERSIONS) {
    writeFileSync(
      join(directory, 'docker-compose.yml'),
      composeFile({ tag: version.slice(1), dataDirectory, port, restart }),
    );
    git(directory, 'add', '.');
    git(directory, 'commit', '--quiet', '--message', version);
    git(directory, 'tag', version);
  }
  const state = { Version: VERSIONS.at(-1), Updated: '2025-11-26T21:45:11.1234567Z', Up: ['1.0.0'], Failed: [] };
  writeFileSync(join(directory, 'deployment.state.json'), JSON.stringify(state, null, 2));

  const compose = (...args: string[]) => engine.docker('compose', '-f', join(directory, 'docker-compose.yml'), ...args);
  const inspect = (format: string) => {
    const id = compose('ps', '--all', '--quiet', 'eventstore.db').trim();
    return engine.docker('inspect', '--format', format, id).trim();
  };
  compose('up', '-d');
  const chunk = join(dataDirectory, 'chunk-000000.000000');
  for (const limit = Date.now() + 120_000; !existsSync(join(dataDirectory, 'writer.chk')); await delay(100)) {
    if (Date.now() > limit) throw new Error(`the stand-in of ${name} wrote nothing: ${compose('logs')}`);
  }
  return {
    name,
    directory,
    dataDirectory,
    entry: {
      repositoryLocation: `/data/${name}`,
      hostRepositoriesRoot: root,
      backupEnabled: true,
      backupScriptPath: setup.script,
      backupDirectory: setup.backupDirectory,
      dataDirectory,
      healthUrl: `http://127.0.0.1:${port}/health/live`,
      logFile: join(folder, 'maintenance.log'),
    },
    compose,
    version: () => git(directory, 'describe', '--tags', '--exact-match'),
    image: () => inspect('{{.Config.Image}}'),
    container: () => JSON.parse(inspect('{{json .State}}')),
    addVersion(tag, change) {
      const file = join(directory, 'docker-compose.yml');
      const before = git(directory, 'rev-parse', 'HEAD');
      git(directory, 'checkout', '--quiet', '--detach');
      writeFileSync(file, change(readFileSync(file, 'utf8')));
      git(directory, 'commit', '--quiet', '--all', '--message', tag);
      git(directory, 'tag', tag);
      git(directory, 'checkout', '--quiet', before);
    },
    events: () => readFileSync(chunk, 'utf8'),
    state: () => JSON.parse(readFileSync(join(directory, 'deployment.state.json'), 'utf8')),
  };
}

interface ComposeSettings {
  tag: string;
  dataDirectory: string;
  port: number;
  restart: string;
}

/** The tag tells versions apart; the container is on the host's network, for the engine has no bridge. */
function composeFile({ tag, dataDirectory, port, restart }: ComposeSettings): string {
  return `services:
  eventstore.db:
    image: holdfast-stand-in:${tag}
    network_mode: host
    restart: "${restart}"
    stop_grace_period: 5s
    environment:
      PORT: "${port}"
    volumes:
      - ${dataDirectory}:/data
`;
}

/** Names of the backups in a folder, oldest first. */
export function backupsIn(directory: string): string[] {
  return readdirSync(directory)
    .filter((name) => /^backup-.*\.tar\.gz$/.test(name))
    .sort();
}
