import pLimit, { type LimitFunction } from 'p-limit';
import type { Client, ClientChannel } from 'ssh2';
import { HoldfastError } from '../../../contract/errors';
import type { Host } from '../../../contract/inventory';
import type { SecretStore } from '../../platform/platform';
import { type ConnectOptions, connect } from './connect';
import type { ExecOptions, ExecResult, HostCommand, HostConnections } from './connections';
import { ChannelNotOpened, execute } from './execute';
import { connectionLost, hostKeyFailure } from './failures';
import { fingerprintOf, type KnownHosts } from './known-hosts';
import { commandLine } from './quote';

/** Channels open at once on one connection; sshd allows 10 by default. */
const CHANNELS_PER_HOST = 8;
/** Hosts that are being connected to at once. */
const CONNECTING_AT_ONCE = 32;
/** Milliseconds after which an unused connection is closed. */
const IDLE_LIMIT = 60_000;

interface Pooled {
  client: Promise<Client>;
  channels: LimitFunction;
  /** Connections to other hosts that run through this one. */
  tunnels: number;
  idle?: NodeJS.Timeout;
}

export interface SshConnectionsOptions {
  secrets: SecretStore;
  knownHosts: KnownHosts;
  /** Finds a jump host by name. */
  resolveHost: (name: string) => Host;
  /** Milliseconds until a login must be done. */
  connectTimeoutMs: number;
}

/** SSH connections: one a host, opened on demand, shared by all commands, closed when idle. */
export class SshConnections implements HostConnections {
  readonly #pool = new Map<string, Pooled>();
  readonly #connecting = pLimit(CONNECTING_AT_ONCE);

  constructor(private readonly options: SshConnectionsOptions) {}

  async exec(host: Host, { argv, asRoot }: HostCommand, options: ExecOptions): Promise<ExecResult> {
    const line = commandLine(asRoot && host.user !== 'root' ? ['sudo', '-n', '--', ...argv] : argv);
    try {
      return await this.#run(host, line, options);
    } catch (error) {
      if (!(error instanceof ChannelNotOpened)) throw error;
    }
    // The pooled connection was dead without knowing it. Nothing was started, so a second try is safe.
    this.disconnect(host);
    try {
      return await this.#run(host, line, options);
    } catch (error) {
      throw error instanceof ChannelNotOpened ? connectionLost(host) : error;
    }
  }

  async trustHostKey(host: Host, fingerprint: string): Promise<void> {
    const key = await this.#presentedKey(host);
    const verdict = this.options.knownHosts.verify(host.address, host.port, key);
    if (verdict.status === 'trusted') return;
    // A key that replaces a known one is never trusted by a click.
    if (verdict.status !== 'unknown') throw hostKeyFailure(host, key, verdict);
    if (fingerprintOf(key) !== fingerprint) {
      throw new HoldfastError(
        'HOST_KEY_CHANGED',
        `Host "${host.name}" now presents the key ${fingerprintOf(key)}, not ${fingerprint}. It was not trusted.`,
        { host: host.name, fingerprint: fingerprintOf(key) },
      );
    }
    this.options.knownHosts.add(host.address, host.port, key);
  }

  disconnect(host: Host): void {
    const key = poolKey(host);
    const pooled = this.#pool.get(key);
    this.#pool.delete(key);
    clearTimeout(pooled?.idle);
    pooled?.client.then(
      (client) => client.end(),
      () => {},
    );
  }

  async close(): Promise<void> {
    const pooled = [...this.#pool.values()];
    this.#pool.clear();
    for (const { idle, client } of pooled) {
      clearTimeout(idle);
      client.then(
        (open) => open.destroy(),
        () => {},
      );
    }
  }

  async #run(host: Host, line: string, options: ExecOptions): Promise<ExecResult> {
    const pooled = this.#pooled(host);
    const client = await pooled.client;
    clearTimeout(pooled.idle);
    try {
      return await pooled.channels(() => execute(client, host, line, options));
    } finally {
      if (pooled.channels.activeCount <= 1 && pooled.channels.pendingCount === 0) this.#closeWhenIdle(host, pooled);
    }
  }

  #pooled(host: Host): Pooled {
    const key = poolKey(host);
    const known = this.#pool.get(key);
    if (known) return known;
    const client = this.#connecting(() => this.#open(host));
    const pooled: Pooled = { client, channels: pLimit(CHANNELS_PER_HOST), tunnels: 0 };
    this.#pool.set(key, pooled);
    const forget = () => {
      if (this.#pool.get(key) === pooled) this.#pool.delete(key);
    };
    client.then((open) => open.once('close', forget), forget);
    return pooled;
  }

  async #open(host: Host, onHostKey?: ConnectOptions['onHostKey']): Promise<Client> {
    const { secrets, knownHosts, connectTimeoutMs: timeoutMs } = this.options;
    const through =
      host.jumpHost === null ? undefined : await this.#tunnel(this.options.resolveHost(host.jumpHost), host);
    return connect(host, { secrets, knownHosts, timeoutMs, through, onHostKey });
  }

  /** A stream to `host` from its jump host, on the jump host's own pooled connection. */
  async #tunnel(jump: Host, host: Host) {
    const pooled = this.#pooled(jump);
    const client = await pooled.client;
    return new Promise<ClientChannel>((resolve, reject) => {
      client.forwardOut('127.0.0.1', 0, host.address, host.port, (error, stream) => {
        if (!error) {
          pooled.tunnels += 1;
          stream.once('close', () => {
            pooled.tunnels -= 1;
            this.#closeWhenIdle(jump, pooled);
          });
          return resolve(stream);
        }
        const message = `Host "${host.name}" (${host.address}:${host.port}) cannot be reached from jump host "${jump.name}".`;
        reject(new HoldfastError('HOST_UNREACHABLE', message, { host: host.name, details: error.message }));
      });
    });
  }

  async #presentedKey(host: Host): Promise<Buffer> {
    let presented: Buffer | undefined;
    try {
      const client = await this.#open(host, (key) => {
        presented = key;
      });
      client.end();
    } catch (error) {
      if (presented === undefined) throw error;
    }
    if (presented === undefined) throw connectionLost(host);
    return presented;
  }

  #closeWhenIdle(host: Host, pooled: Pooled): void {
    clearTimeout(pooled.idle);
    if (pooled.tunnels > 0) return;
    pooled.idle = setTimeout(() => {
      if (this.#pool.get(poolKey(host)) === pooled) this.disconnect(host);
    }, IDLE_LIMIT);
    pooled.idle.unref();
  }
}

/** What makes two connections different. */
function poolKey({ name, address, port, user, auth, jumpHost }: Host): string {
  return JSON.stringify([name, address, port, user, auth, jumpHost]);
}
