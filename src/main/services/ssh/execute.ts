import type { ClientChannel } from 'ssh2';
import type { HoldfastError } from '../../../contract/errors';
import type { Host } from '../../../contract/inventory';
import { collectOutput } from './collect-output';
import type { ExecOptions, ExecResult } from './connections';
import { connectionLost, notStarted, timedOut, tooMuchOutput } from './failures';
import type { OpenConnection } from './open-connection';

const DEFAULT_OUTPUT_LIMIT = 32 * 1024 * 1024;
/** The longest time that Node's timers can wait, in milliseconds. */
export const LONGEST_TIMER = 2 ** 31 - 1;

/** The channel could not be opened: nothing was started on the host. */
export class ChannelNotOpened extends Error {
  /** `refused`: by the host, over a connection that works. */
  constructor(
    message: string,
    readonly refused: boolean,
  ) {
    super(message);
  }
}

/**
 * Runs one command line on an open connection.
 * @throws ChannelNotOpened when nothing was started; HoldfastError TIMEOUT, OUTPUT_TOO_LARGE or
 *   CONNECTION_LOST when something may have been; the signal's reason when it aborts.
 */
export function execute(
  connection: OpenConnection,
  host: Host,
  line: string,
  { timeoutMs, maxOutputBytes = DEFAULT_OUTPUT_LIMIT, onLine, signal, input }: ExecOptions,
): Promise<ExecResult> {
  return new Promise((resolve, reject) => {
    let channel: ClientChannel | undefined;
    let over = false;
    const settle = (finish: () => void) => {
      if (over) return;
      over = true;
      clearTimeout(timer);
      signal?.removeEventListener('abort', aborted);
      finish();
    };
    const stop = (error: unknown) =>
      settle(() => {
        if (channel) abandon(channel);
        reject(error);
      });
    const aborted = () => stop(signal?.reason);
    const timer = setTimeout(() => stop(timedOut(host, timeoutMs)), Math.min(timeoutMs, LONGEST_TIMER));
    signal?.addEventListener('abort', aborted);

    // Not a promise: a quick command's end can stand in the same packet, so that its channel must be
    // listened to before this call returns.
    const opened = (error: Error | undefined, fresh?: ClientChannel) => {
      if (error || !fresh) return settle(() => reject(openFailure(connection, host, error)));
      if (over) return abandon(fresh);
      channel = fresh;
      collectOutput(channel, maxOutputBytes, {
        onEnd: (result) => settle(() => (result ? resolve(result) : reject(connectionLost(host)))),
        onTooMuch: () => stop(tooMuchOutput(host, maxOutputBytes)),
        onLine,
      });
      channel.end(input);
    };
    try {
      connection.client.exec(line, opened);
    } catch (error) {
      // ssh2 throws at once when the connection is known to be gone.
      opened(error as Error);
    }
  });
}

/** Only the channel ends: what runs on the host is not killed by it. */
function abandon(channel: ClientChannel): void {
  for (const stream of [channel, channel.stderr]) {
    stream.removeAllListeners('data');
    stream.resume();
  }
  channel.close();
}

function openFailure(connection: OpenConnection, host: Host, error?: Error & { reason?: unknown }) {
  // ssh2's words when the channel was open and the request to run the command was sent: what became
  // of it is not known when the connection is gone, and it must not run twice.
  if (error?.message === 'Unable to exec') return unanswered(connection, host);
  return new ChannelNotOpened(error?.message ?? 'the connection closed', error?.reason !== undefined);
}

function unanswered(connection: OpenConnection, host: Host): HoldfastError {
  return connection.isOpen ? notStarted(host, 'it refused to run it') : connectionLost(host);
}
