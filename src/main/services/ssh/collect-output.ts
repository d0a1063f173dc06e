import type { ClientChannel } from 'ssh2';
import type { ExecResult } from './connections';
import { splitLines } from './split-lines';

/**
 * Collects what a command prints, decoded as UTF-8 at its end.
 * @param limit in bytes, for stdout and stderr each
 * @param onLine told stdout line by line instead; stdout is not kept then
 * @param onEnd told how the command ended; undefined when the host did not say, as when the connection broke
 */
export function collectOutput(
  channel: ClientChannel,
  limit: number,
  {
    onEnd,
    onTooMuch,
    onLine,
  }: {
    onEnd: (result: ExecResult | undefined) => void;
    onTooMuch: () => void;
    onLine?: ((line: string | undefined) => void) | undefined;
  },
): void {
  let ending: Pick<ExecResult, 'exitCode' | 'signal'> | undefined;
  // ssh2 reports a death by signal as a null code and the signal's name.
  channel.on('exit', (code: number | null, signal?: string) => {
    ending = code === null ? { exitCode: null, signal: signal ?? 'unknown' } : { exitCode: code, signal: null };
  });
  const stdout = onLine ? passOn(channel, onLine, () => ending !== undefined) : collect(channel, limit, onTooMuch);
  const stderr = collect(channel.stderr, limit, onTooMuch);
  let open = 2;
  const closed = () => {
    open -= 1;
    if (open === 0) onEnd(ending && { ...ending, stdout: stdout(), stderr: stderr() });
  };
  channel.once('close', closed);
  channel.stderr.once('close', closed);
}

/** A last line without an end counts when the command ended by itself: a lost connection may have cut it off. */
function passOn(stream: NodeJS.ReadableStream, onLine: (line: string | undefined) => void, ended: () => boolean) {
  const finish = splitLines(stream, onLine);
  return () => {
    if (ended()) finish();
    return '';
  };
}

/** Keeps at most `limit` bytes. Whole chunks are kept, so that a character cut between two is read right. */
function collect(stream: NodeJS.ReadableStream, limit: number, onTooMuch: () => void): () => string {
  const chunks: Buffer[] = [];
  let bytes = 0;
  stream.on('data', (chunk: Buffer) => {
    bytes += chunk.length;
    if (bytes <= limit) chunks.push(chunk);
    else onTooMuch();
  });
  return () => Buffer.concat(chunks).toString('utf8');
}
