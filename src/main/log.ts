import { join } from 'node:path';
import pino, { type Logger } from 'pino';
import { currentCorrelationId } from './services/activity/caller';

/** Logs JSON lines to stderr and to `logs/holdfast.log` in the data folder. Never to stdout: it is `serve`'s answer. */
export function createLog(dataDirectory: string): Logger {
  const file = pino.destination({ dest: join(dataDirectory, 'logs', 'holdfast.log'), mkdir: true, sync: true });
  // A full disk must not end the application: the other stream goes on.
  file.on('error', () => {});
  return pino(
    { base: undefined, timestamp: pino.stdTimeFunctions.isoTime, mixin },
    pino.multistream([{ stream: pino.destination({ dest: 2, sync: true }) }, { stream: file }]),
  );
}

/** Lines that are written for a request carry its id. */
function mixin(): object {
  const correlationId = currentCorrelationId();
  return correlationId === undefined ? {} : { correlationId };
}
