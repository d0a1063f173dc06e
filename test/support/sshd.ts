import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { closeSync, mkdirSync, mkdtempSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { Host } from '../../src/contract/inventory';

export interface SshdOptions {
  /** Environment of every command, by sshd's SetEnv. HOME is an empty folder unless it is set here. */
  env?: Record<string, string>;
  /** A command that runs instead of each command, which is in $SSH_ORIGINAL_COMMAND. */
  forceCommand?: string;
  /** Host keys to make. Default: `ed25519`. */
  hostKeys?: HostKeyKind[];
  /** Lines that stand first in sshd_config, so that they win: `MaxSessions 2`, `PermitRootLogin no`, … */
  config?: string[];
}

export type HostKeyKind = 'ed25519' | 'ecdsa' | 'rsa';

/** A real OpenSSH server of the tests' own, on loopback, with its own keys and configuration. */
export interface Sshd {
  address: string;
  port: number;
  user: string;
  /** Private key that may log in. */
  keyPath: string;
  /** known_hosts file with every key that this server had when it started. */
  knownHosts: string;
  /** Holds everything of this server, and may hold what a test needs; removed by `stop`. */
  folder: string;
  /** A host of the inventory that leads here. */
  host(overrides?: Record<string, unknown>): Host;
  /** Lines of known_hosts for the keys that the server has now. */
  hostKeyLines(): string[];
  /** Everything that sshd has written, VERBOSE. */
  log(): string;
  /** Gives the server other host keys, as an attacker's or a new machine's would be. */
  changeHostKey(): Promise<void>;
  /** Ends the connections that are open now, and not the server. */
  dropConnections(): void;
  stop(): Promise<void>;
}

const BINARY = '/usr/sbin/sshd';
/** Milliseconds that sshd has to start, and then to end. */
const PATIENCE = 60_000;

export async function startSshd(options: SshdOptions = {}): Promise<Sshd> {
  const { username: user, uid } = userInfo();
  // sshd wants its privilege separation folder when it runs as root.
  if (uid === 0) mkdirSync('/run/sshd', { recursive: true, mode: 0o755 });
  const folder = mkdtempSync(join(tmpdir(), 'holdfast-sshd-'));
  const hostKeys = (options.hostKeys ?? ['ed25519']).map((kind) => ({ kind, path: join(folder, `host-${kind}`) }));
  const makeHostKeys = () => {
    for (const { kind, path } of hostKeys) {
      rmSync(path, { force: true });
      makeKey(folder, `host-${kind}`, '', kind);
    }
  };
  let server: ChildProcess | undefined;
  const killAtExit = () => server?.kill('SIGKILL');
  const stop = async () => {
    const children = server ? descendantsOf(server.pid) : [];
    if (server) await end(server);
    for (const pid of children) kill(pid);
    process.off('exit', killAtExit);
    rmSync(folder, { recursive: true, force: true });
  };

  try {
    const keyPath = makeKey(folder, 'client');
    makeHostKeys();
    writeFileSync(join(folder, 'authorized_keys'), readFileSync(`${keyPath}.pub`), { mode: 0o600 });
    mkdirSync(join(folder, 'home'));
    const port = await freePort();
    writeFileSync(join(folder, 'config'), configuration(folder, port, hostKeys, options));
    const hostKeyLines = () => hostKeys.map(({ path }) => `[127.0.0.1]:${port} ${publicKey(path)}`);
    const knownHosts = join(folder, 'known_hosts');
    writeFileSync(knownHosts, `${hostKeyLines().join('\n')}\n`);
    server = await launch(folder);
    process.once('exit', killAtExit);

    const sshd: Sshd = {
      address: '127.0.0.1',
      port,
      user,
      keyPath,
      knownHosts,
      folder,
      // Not parsed by the schema: Playwright cannot import it from here.
      host: (overrides) =>
        ({
          ...hostOf(sshd),
          jumpHost: null,
          legacyAlgorithms: false,
          scriptsDirectory: join(folder, 'scripts'),
          packages: [],
          ...overrides,
        }) as Host,
      hostKeyLines,
      log: () => readFileSync(join(folder, 'log'), 'utf8'),
      async changeHostKey() {
        if (server) await end(server);
        makeHostKeys();
        server = await launch(folder);
      },
      dropConnections() {
        for (const pid of childrenOf(server?.pid)) kill(pid);
      },
      stop,
    };
    return sshd;
  } catch (error) {
    await stop();
    throw error;
  }
}

/** The host of an inventory that leads to a server, as an operator would write it. */
export function hostOf({ address, port, user, keyPath }: Sshd, more: Record<string, unknown> = {}) {
  return { name: 'test-host', address, port, user, auth: { method: 'privateKey', keyPath }, ...more };
}

/** Makes a key, with or without a passphrase, and returns its path. */
export function makeKey(folder: string, name: string, passphrase = '', kind: HostKeyKind = 'ed25519'): string {
  const path = join(folder, name);
  execFileSync('ssh-keygen', ['-q', '-t', kind, '-N', passphrase, '-C', name, '-f', path]);
  return path;
}

export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as { port: number };
      probe.close(() => resolve(port));
    });
  });
}

function configuration(
  folder: string,
  port: number,
  hostKeys: { path: string }[],
  { env = {}, forceCommand, config = [] }: SshdOptions,
): string {
  // Start-up files of the real home folder would slow down every command and could change its output.
  const setEnv = Object.entries({ HOME: join(folder, 'home'), ...env }).map(([name, value]) => `"${name}=${value}"`);
  return [
    ...config,
    `Port ${port}`,
    'ListenAddress 127.0.0.1',
    ...hostKeys.map(({ path }) => `HostKey ${path}`),
    `PidFile ${join(folder, 'pid')}`,
    `AuthorizedKeysFile ${join(folder, 'authorized_keys')}`,
    'StrictModes no',
    'UsePAM no',
    'PasswordAuthentication no',
    'KbdInteractiveAuthentication no',
    'PermitRootLogin prohibit-password',
    // The tests open many connections at once.
    'MaxStartups 200',
    'LogLevel VERBOSE',
    `SetEnv ${setEnv.join(' ')}`,
    ...(forceCommand === undefined ? [] : [`ForceCommand ${forceCommand}`]),
    '',
  ].join('\n');
}

const publicKey = (path: string) => readFileSync(`${path}.pub`, 'utf8').split(' ').slice(0, 2).join(' ');

async function launch(folder: string): Promise<ChildProcess> {
  const logFile = join(folder, 'log');
  const log = openSync(logFile, 'a');
  const before = readFileSync(logFile, 'utf8').length;
  const server = spawn(BINARY, ['-D', '-e', '-f', join(folder, 'config')], { stdio: ['ignore', 'ignore', log] });
  closeSync(log);
  let failure: Error | undefined;
  server.once('error', (error) => {
    failure = error;
  });
  const said = () => readFileSync(logFile, 'utf8').slice(before);
  for (const limit = Date.now() + PATIENCE; !said().includes('Server listening'); await delay(20)) {
    if (failure || server.exitCode !== null || Date.now() > limit) {
      server.kill('SIGKILL');
      throw new Error(`sshd does not start: ${failure?.message ?? said()}`);
    }
  }
  return server;
}

async function end(server: ChildProcess): Promise<void> {
  if (server.exitCode !== null || server.signalCode !== null) return;
  const ended = new Promise<void>((resolve) => server.once('exit', () => resolve()));
  server.kill('SIGTERM');
  const timer = setTimeout(() => server.kill('SIGKILL'), PATIENCE);
  await ended;
  clearTimeout(timer);
}

/** Process ids of the connections that a server serves now. */
function childrenOf(pid: number | undefined): number[] {
  try {
    return readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim().split(' ').filter(Boolean).map(Number);
  } catch {
    // It ended, perhaps while it was being read.
    return [];
  }
}

/** The connections and the commands that run in them. */
function descendantsOf(pid: number | undefined): number[] {
  return childrenOf(pid).flatMap((child) => [child, ...descendantsOf(child)]);
}

function kill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It ended by itself.
  }
}
