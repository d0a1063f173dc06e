import type { Readable } from 'node:stream';
import { Client } from 'ssh2';
import type { HoldfastError } from '../../../contract/errors';
import type { Host } from '../../../contract/inventory';
import type { SecretStore } from '../../platform/platform';
import { algorithmsFor } from './algorithms';
import { authentication } from './authentication';
import { connectFailure, hostKeyFailure } from './failures';
import type { KnownHosts } from './known-hosts';

/** Milliseconds between keep-alives, and how many may stay unanswered before a connection counts as lost. */
const KEEP_ALIVE = { keepaliveInterval: 15_000, keepaliveCountMax: 3 };

export interface ConnectOptions {
  secrets: SecretStore;
  knownHosts: KnownHosts;
  /** Milliseconds until the login must be done. */
  timeoutMs: number;
  /** A stream to the host through its jump host. */
  through?: Readable;
  /** Decides on the host key instead of the known_hosts files; the login is not tried after it. */
  onHostKey?: (key: Buffer) => void;
}

/** Opens a connection. Resolves when logged in. @throws HoldfastError with an SSH code */
export function connect(host: Host, options: ConnectOptions): Promise<Client> {
  return new Promise((resolve, reject) => {
    const client = new Client();
    // What ssh2 reports last is often not the cause: the first precise reason wins.
    let reason: HoldfastError | undefined;
    const fail = (error: Error) => {
      client.removeAllListeners('ready');
      client.destroy();
      reject(reason ?? connectFailure(host, error));
    };
    // ssh2 leaves Nagle's algorithm on, which costs about 40 ms for each command.
    client.on('connect', () => client.setNoDelay(true));
    client.once('ready', () => {
      client.off('error', fail);
      client.off('close', closed);
      // Later errors end in 'close', which the pool listens to.
      client.on('error', () => {});
      resolve(client);
    });
    const closed = () => fail(new Error('it closed the connection'));
    client.on('error', fail);
    client.on('close', closed);

    const { knownHosts } = options;
    client.connect({
      host: host.address,
      port: host.port,
      sock: options.through,
      readyTimeout: options.timeoutMs,
      ...KEEP_ALIVE,
      algorithms: algorithmsFor(knownHosts.knownKeyTypes(host.address, host.port)),
      hostVerifier: (key: Buffer): boolean => {
        if (options.onHostKey) {
          options.onHostKey(key);
          return false;
        }
        const verdict = knownHosts.verify(host.address, host.port, key);
        if (verdict.status === 'trusted') return true;
        reason = hostKeyFailure(host, key, verdict);
        return false;
      },
      ...authentication(host, options.secrets, (error) => {
        reason = error;
      }),
    });
  });
}
