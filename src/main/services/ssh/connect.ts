import { createConnection } from 'node:net';
import type { Duplex } from 'node:stream';
import { Client } from 'ssh2';
import { HoldfastError } from '../../../contract/errors';
import type { Host } from '../../../contract/inventory';
import { algorithmsFor } from './algorithms';
import { authentication, type Credentials } from './authentication';
import { loginRefused } from './authentication-failures';
import { type ConnectError, connectFailure, hostKeyFailure } from './failures';
import type { KnownHosts } from './known-hosts';
import { OpenConnection } from './open-connection';

/** Milliseconds between keep-alives, and how many may stay unanswered before a connection counts as lost. */
const KEEP_ALIVE = { keepaliveInterval: 15_000, keepaliveCountMax: 3 };

export interface ConnectOptions extends Credentials {
  knownHosts: KnownHosts;
  /** Milliseconds until the login must be done. */
  timeoutMs: number;
  /** A stream to the host through its jump host. */
  through?: Duplex;
  /** Decides on the host key instead of the known_hosts files; the login is not tried after it. */
  onHostKey?: (key: Buffer) => void;
  /** Gives the attempt up. */
  signal?: AbortSignal;
}

/** Opens a connection. Resolves when logged in. @throws HoldfastError with an SSH code */
export function connect(host: Host, options: ConnectOptions): Promise<OpenConnection> {
  return new Promise((resolve, reject) => {
    const { knownHosts, signal, timeoutMs } = options;
    const algorithms = algorithmsFor(knownHosts.knownKeyTypes(host.address, host.port), {
      legacy: host.legacyAlgorithms,
    });
    // ssh2 leaves Nagle's algorithm on, which costs about 40 ms for each command. And it never destroys
    // a socket that waits for the other side's goodbye: the stream is ours, so that we can.
    const stream = options.through ?? createConnection({ host: host.address, port: host.port, noDelay: true });
    const client = new Client();
    // What ssh2 reports last is often not the cause: the first precise reason wins.
    let reason: HoldfastError | undefined;
    let authenticating = false;

    const settled = () => {
      signal?.removeEventListener('abort', aborted);
      client.off('error', failed);
      client.off('close', closed);
    };
    const fail = (error: Error) => {
      settled();
      client.on('error', () => {});
      stream.destroy();
      reject(reason ?? connectFailure(host, error));
    };
    const failed = (error: ConnectError) => {
      if (error.level === 'agent') {
        // ssh2 goes on with the agent's next key, or with none.
        reason ??= loginRefused(host, `the SSH agent failed (${error.message})`, {
          remedy: 'Check with "ssh-add -l" that the agent answers and has the key.',
        });
        return;
      }
      // A number is the host's own reason to disconnect, such as too many keys tried.
      if (authenticating && typeof error.code === 'number') reason ??= loginRefused(host, error.message);
      if (error.level === 'client-timeout') error.message = `it does not answer within ${timeoutMs / 1000} s`;
      fail(error);
    };
    const closed = () => fail(new Error('it closed the connection'));
    const aborted = () => fail(new Error('the connection is no longer wanted'));

    client.on('error', failed);
    client.on('close', closed);
    client.once('handshake', () => {
      authenticating = true;
    });
    client.once('ready', () => {
      settled();
      resolve(new OpenConnection(client, stream));
    });
    signal?.addEventListener('abort', aborted);
    if (signal?.aborted) return aborted();

    try {
      client.connect({
        sock: stream,
        readyTimeout: timeoutMs,
        ...KEEP_ALIVE,
        algorithms,
        hostVerifier: (key: Buffer): boolean => {
          if (options.onHostKey) {
            options.onHostKey(key);
            return false;
          }
          try {
            const verdict = knownHosts.verify(host.address, host.port, key);
            if (verdict.status === 'trusted') return true;
            reason = hostKeyFailure(host, key, verdict);
          } catch (error) {
            // Thrown further it would end the application: this runs inside a socket's event.
            if (error instanceof HoldfastError) reason = error;
          }
          return false;
        },
        ...authentication(host, options, (error) => {
          reason ??= error;
        }),
      });
    } catch (error) {
      // ssh2 throws at once where it does not like what it is given.
      fail(error as Error);
    }
  });
}
