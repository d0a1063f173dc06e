import { execFileSync, spawn } from 'node:child_process';
import { appendFileSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

export interface SshdOptions {
  /** Environment of every command, by sshd's SetEnv. */
  env?: Record<string, string>;
  /** A command that runs instead of each command, which is in $SSH_ORIGINAL_COMMAND. */
  forceCommand?: string;
}

/** A real OpenSSH server of the tests' own, on loopback, with its own keys and configuration. */
export interface Sshd {
  address: string;
  port: number;
  user: string;
  /** Private key that may log in. */
  keyPath: string;
  /** known_hosts file that knows this server. */
  knownHosts: string;
  folder: string;
  log(): string;
  /** Gives the server another host key, as an attacker's or a new machine's would be. */
  changeHostKey(): Promise<void>;
  /** Ends the connections that are open now, and not the server. */
  dropConnections(): void;
  stop(): Promise<void>;
}

const BINARY = '/usr/sbin/sshd';

export async function startSshd({ env = {}, forceCommand }: SshdOptions = {}): Promise<Sshd> {
  const folder = mkdtempSync(join(tmpdir(), 'holdfast-sshd-'));
  const { username: user, uid } = userInfo();
  // sshd wants its privilege separation folder when it runs as root.
  if (uid === 0) mkdirSync('/run/sshd', { recursive: true, mode: 0o755 });
  const port = await freePort();
  const keyPath = makeKey(folder, 'client');
  const hostKey = join(folder, 'host');
  makeKey(folder, 'host');
  writeFileSync(join(folder, 'authorized_keys'), readFileSync(`${keyPath}.pub`), { mode: 0o600 });
  const setEnv = Object.entries(env).map(([name, value]) => `"${name}=${value}"`);
  writeFileSync(
    join(folder, 'config'),
    [
      `Port ${port}`,
      'ListenAddress 127.0.0.1',
      `HostKey ${hostKey}`,
      `PidFile ${join(folder, 'pid')}`,
      `AuthorizedKeysFile ${join(folder, 'authorized_keys')}`,
      'StrictModes no',
      'UsePAM no',
      'PasswordAuthentication no',
      'KbdInteractiveAuthentication no',
      'PermitRootLogin prohibit-password',
      'LogLevel VERBOSE',
      ...(setEnv.length > 0 ? [`SetEnv ${setEnv.join(' ')}`] : []),
      ...(forceCommand === undefined ? [] : [`ForceCommand ${forceCommand}`]),
      '',
    ].join('\n'),
  );
  const knownHosts = join(folder, 'known_hosts');
  const know = () =>
    writeFileSync(
      knownHosts,
      `[127.0.0.1]:${port} ${readFileSync(`${hostKey}.pub`, 'utf8').split(' ').slice(0, 2).join(' ')}\n`,
    );
  know();

  const logFile = join(folder, 'log');
  writeFileSync(logFile, '');
  const log = () => readFileSync(logFile, 'utf8');
  let server = await launch(folder, logFile, port);
  return {
    address: '127.0.0.1',
    port,
    user,
    keyPath,
    knownHosts,
    folder,
    log,
    async changeHostKey() {
      await end(server);
      rmSync(hostKey);
      rmSync(`${hostKey}.pub`);
      makeKey(folder, 'host');
      server = await launch(folder, logFile, port);
    },
    dropConnections() {
      for (const pid of childrenOf(server.pid)) process.kill(pid, 'SIGKILL');
    },
    async stop() {
      const children = childrenOf(server.pid);
      await end(server);
      for (const pid of children) if (existsSync(`/proc/${pid}`)) process.kill(pid, 'SIGKILL');
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** The host of an inventory that leads to a server. */
export function hostOf({ address, port, user, keyPath }: Sshd, more: Record<string, unknown> = {}) {
  return { name: 'test-host', address, port, user, auth: { method: 'privateKey', keyPath }, ...more };
}

/** Makes an unencrypted ed25519 key, or one with a passphrase, and returns its path. */
export function makeKey(folder: string, name: string, passphrase = ''): string {
  const path = join(folder, name);
  execFileSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', passphrase, '-C', name, '-f', path]);
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

type Server = ReturnType<typeof spawn>;

async function launch(folder: string, logFile: string, port: number): Promise<Server> {
  const server = spawn(BINARY, ['-D', '-e', '-f', join(folder, 'config')], { stdio: ['ignore', 'ignore', 'pipe'] });
  let said = '';
  server.stderr?.on('data', (text: Buffer) => {
    said += text;
    appendFileSync(logFile, text);
  });
  for (const limit = Date.now() + 10_000; !said.includes('Server listening'); await delay(20)) {
    if (server.exitCode !== null || Date.now() > limit) throw new Error(`sshd does not listen on ${port}: ${said}`);
  }
  return server;
}

function end(server: Server): Promise<void> {
  if (server.exitCode !== null || server.signalCode !== null) return Promise.resolve();
  const ended = new Promise<void>((resolve) => server.once('exit', () => resolve()));
  server.kill('SIGTERM');
  return ended;
}

/** Process ids of the connections that a server serves now. */
function childrenOf(pid: number | undefined): number[] {
  const file = `/proc/${pid}/task/${pid}/children`;
  return existsSync(file) ? readFileSync(file, 'utf8').trim().split(' ').filter(Boolean).map(Number) : [];
}
