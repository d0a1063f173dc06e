import { homedir } from 'node:os';
import type { Duplex } from 'node:stream';
import pLimit from 'p-limit';
import type { Host } from '../../../contract/inventory';
import type { SecretStore } from '../../platform/platform';
import { type ConnectOptions, connect } from './connect';
import { ConnectionPool } from './connection-pool';
import type { ExecOptions, ExecResult, HostCommand, HostConnections, UploadFile } from './connections';
import { ChannelNotOpened, execute } from './execute';
import { connectionLost, fingerprintMismatch, hostKeyFailure, jumpHostFailure, notStarted } from './failures';
import { fingerprintOf } from './host-key';
import type { KnownHosts } from './known-hosts';
import type { OpenConnection } from './open-connection';
import type { PooledConnection } from './pooled-connection';
import { hostCommandLine } from './quote';
import { openTunnel } from './tunnel';
import { sendByCommand, sendOverSftp } from './upload';

/** Hosts that are being logged in to at once. */
const CONNECTING_AT_ONCE = 32;

export interface SshConnectionsOptions {
  secrets: SecretStore;
  knownHosts: KnownHosts;
  /** Finds a jump host by name. */
  resolveHost: (name: string) => Host;
  /** Milliseconds until a login must be done. */
  connectTimeoutMs: number;
  /** What `~` in a key's path stands for. Default: the user's home folder. */
  homeDirectory?: string;
  /** Where SSH_AUTH_SOCK is looked up. Default: this process's environment. */
  env?: NodeJS.ProcessEnv;
  /** Milliseconds after which an unused connection is closed. Default: a minute. */
  idleMs?: number;
}

/** SSH connections: one a host, opened on demand, shared by all commands, closed when idle. */
export class SshConnections implements HostConnections {
  readonly #pool: ConnectionPool;
  readonly #connecting = pLimit(CONNECTING_AT_ONCE);
  #closed = false;

  constructor(private readonly options: SshConnectionsOptions) {
    this.#pool = new ConnectionPool({
      open: (host, signal) => this.#open(host, { signal }),
      keyOf: (host) => this.#keyOf(host),
      idleMs: options.idleMs ?? 60_000,
    });
  }

  async exec(host: Host, command: HostCommand, options: ExecOptions): Promise<ExecResult> {
    const line = hostCommandLine(host, command);
    return this.#onConnection(host, options.signal, (connection, pooled) =>
      pooled.channels
        .run(host, options, (timeoutMs) => execute(connection, host, line, { ...options, timeoutMs }))
        .catch((error: unknown) => {
          // The connection may be dead; and sshd counts a command that was left behind as a session.
          this.#pool.retire(pooled);
          throw error;
        }),
    );
  }

  async upload(host: Host, folder: string, files: readonly UploadFile[], options: ExecOptions): Promise<void> {
    const sent = await this.#onConnection(host, options.signal, (connection, pooled) =>
      pooled.channels.run(host, options, (timeoutMs) => sendOverSftp(connection, folder, files, timeoutMs)),
    );
    if (!sent) await sendByCommand(this, host, folder, files, options);
  }

  async trustHostKey(host: Host, fingerprint: string): Promise<void> {
    const { knownHosts } = this.options;
    const key = await this.#presentedKey(host);
    const verdict = knownHosts.verify(host.address, host.port, key);
    // A key that replaces a known one is never trusted by a click.
    if (verdict.status === 'changed' || verdict.status === 'revoked') throw hostKeyFailure(host, key, verdict);
    if (fingerprintOf(key) !== fingerprint) throw fingerprintMismatch(host, key, fingerprint);
    if (verdict.status === 'unknown') knownHosts.add(host.address, host.port, key);
  }

  disconnect(host: Host): void {
    this.#pool.disconnect(host);
  }

  async close(): Promise<void> {
    this.#closed = true;
    await this.#pool.close();
  }

  /** Does something on the pooled connection, and once more on a new one when nothing was begun on the first. */
  async #onConnection<T>(
    host: Host,
    signal: AbortSignal | undefined,
    work: (connection: OpenConnection, pooled: PooledConnection) => Promise<T>,
  ): Promise<T> {
    for (let attempt = 1; ; attempt += 1) {
      if (this.#closed) throw connectionLost(host);
      const pooled = this.#pool.get(host);
      const release = pooled.acquire();
      try {
        return await work(await unlessAborted(pooled.opened, signal), pooled);
      } catch (error) {
        if (!(error instanceof ChannelNotOpened)) throw error;
        this.#pool.retire(pooled);
        if (attempt === 2) throw notStarted(host, error.message);
      } finally {
        release();
      }
    }
  }

  async #open(host: Host, more: Pick<ConnectOptions, 'signal' | 'onHostKey'>): Promise<OpenConnection> {
    const { secrets, knownHosts, connectTimeoutMs, homeDirectory = homedir(), env = process.env } = this.options;
    const options = { secrets, knownHosts, homeDirectory, env, timeoutMs: connectTimeoutMs, ...more };
    const through = host.jumpHost === null ? undefined : await this.#tunnel(host, host.jumpHost);
    // The tunnel first: hosts that wait here for their jump host would take its turn away.
    return this.#connecting(() => connect(host, { ...options, through }));
  }

  /** A stream to `host` on the pooled connection of its jump host, which it keeps open. */
  async #tunnel(host: Host, jumpHost: string): Promise<Duplex> {
    try {
      const jump = this.options.resolveHost(jumpHost);
      return await this.#onConnection(jump, undefined, async (connection, pooled) => {
        const stream = await openTunnel(jump, connection, host, this.options.connectTimeoutMs);
        stream.once('close', pooled.acquire());
        return stream;
      });
    } catch (error) {
      throw jumpHostFailure(host, error);
    }
  }

  async #presentedKey(host: Host): Promise<Buffer> {
    let presented: Buffer | undefined;
    const onHostKey = (key: Buffer) => {
      presented = key;
    };
    const connection = await this.#open(host, { onHostKey }).catch((error: unknown) => {
      // The connection is refused on purpose once the key is known.
      if (presented === undefined) throw error;
    });
    await connection?.close();
    if (presented === undefined) throw connectionLost(host);
    return presented;
  }

  /** A host's secrets are kept by its name, so that the name belongs to it too. */
  #keyOf(host: Host): string {
    const { name, address, port, user, auth, jumpHost, legacyAlgorithms } = host;
    const jump = jumpHost === null ? null : this.#keyOf(this.options.resolveHost(jumpHost));
    return JSON.stringify([name, address, port, user, auth, jump, legacyAlgorithms]);
  }
}

/** Waits for something that others may wait for too: only this wait ends when the signal aborts. */
function unlessAborted<T>(promise: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (!signal) return promise;
  return new Promise((resolve, reject) => {
    const aborted = () => reject(signal.reason);
    if (signal.aborted) return aborted();
    signal.addEventListener('abort', aborted, { once: true });
    promise.then(resolve, reject).finally(() => signal.removeEventListener('abort', aborted));
  });
}
