import type { Client, ClientChannel } from 'ssh2';
import { HoldfastError } from '../../../contract/errors';
import type { Host } from '../../../contract/inventory';
import type { ExecOptions, ExecResult } from './connections';
import { connectionLost, timedOut } from './failures';

const DEFAULT_OUTPUT_LIMIT = 32 * 1024 * 1024;

/** The channel could not be opened: nothing was started on the host. */
export class ChannelNotOpened extends Error {}

/**
 * Runs one command line on an open connection.
 * @throws ChannelNotOpened when nothing was started; HoldfastError TIMEOUT, OUTPUT_TOO_LARGE or
 *   CONNECTION_LOST when something was.
 */
export function execute(client: Client, host: Host, line: string, options: ExecOptions): Promise<ExecResult> {
  return new Promise((resolve, reject) => {
    const notOpened = (error?: Error) => reject(new ChannelNotOpened(error?.message ?? 'the connection closed'));
    client.once('close', notOpened);
    try {
      client.exec(line, (error, channel) => {
        client.off('close', notOpened);
        // A quick command's end can stand in the same packet: its channel is listened to at once.
        if (error) notOpened(error);
        else readChannel(channel, host, options).then(resolve, reject);
      });
    } catch (error) {
      // ssh2 throws at once when the connection is known to be gone.
      client.off('close', notOpened);
      notOpened(error as Error);
    }
  });
}

function readChannel(channel: ClientChannel, host: Host, options: ExecOptions): Promise<ExecResult> {
  return new Promise((resolve, reject) => {
    const limit = options.maxOutputBytes ?? DEFAULT_OUTPUT_LIMIT;
    let ending: Pick<ExecResult, 'exitCode' | 'signal'> | undefined;
    const stop = (error: unknown) => {
      clearTimeout(timer);
      options.signal?.removeEventListener('abort', aborted);
      // Only the channel ends. What runs on the host is not killed by it.
      channel.removeAllListeners('data');
      channel.resume();
      channel.close();
      reject(error);
    };
    const aborted = () => stop(options.signal?.reason);
    const timer = setTimeout(() => stop(timedOut(host, options.timeoutMs)), options.timeoutMs);
    options.signal?.addEventListener('abort', aborted, { once: true });

    const collect = (stream: NodeJS.ReadableStream) => {
      const chunks: Buffer[] = [];
      let bytes = 0;
      stream.on('data', (chunk: Buffer) => {
        bytes += chunk.length;
        if (bytes <= limit) chunks.push(chunk);
        else stop(tooLarge(host, limit));
      });
      return () => Buffer.concat(chunks).toString('utf8');
    };
    const stdout = collect(channel);
    const stderr = collect(channel.stderr);
    channel.on('exit', (code: number | null, signal?: string) => {
      // ssh2 reports a death by signal as a null code and the signal's name.
      ending = code === null ? { exitCode: null, signal: signal ?? 'unknown' } : { exitCode: code, signal: null };
    });
    channel.on('close', () => {
      clearTimeout(timer);
      options.signal?.removeEventListener('abort', aborted);
      if (ending) resolve({ ...ending, stdout: stdout(), stderr: stderr() });
      else reject(connectionLost(host));
    });
    channel.end();
  });
}

function tooLarge(host: Host, limit: number): HoldfastError {
  return new HoldfastError(
    'OUTPUT_TOO_LARGE',
    `A command on host "${host.name}" printed more than ${Math.round(limit / 1024)} KiB; the rest was not read.`,
    { host: host.name },
  );
}
