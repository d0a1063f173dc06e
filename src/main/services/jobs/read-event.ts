import { z } from 'zod';
import type { JobEvent } from '../../../contract/jobs';

const time = z.string();
const bytes = z.number().int().nonnegative().nullable();

/** The lines that hosts write (docs/host-protocol.md, "Events"). */
const HostEventSchema = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('progress'),
    time,
    phase: z.string(),
    bytesDone: bytes,
    bytesTotal: bytes,
    cancellable: z.boolean().default(false),
  }),
  z.object({ type: z.literal('log'), time, level: z.enum(['info', 'warning']).catch('info'), message: z.string() }),
  z.object({
    type: z.literal('result'),
    time,
    exitCode: z.number().int().nullable(),
    result: z.record(z.string(), z.unknown()).nullable(),
    /** Written by somebody who noticed that the job's process is gone. */
    lost: z.boolean().default(false),
  }),
]);
export type HostEvent = z.infer<typeof HostEventSchema>;
export type HostResult = Extract<HostEvent, { type: 'result' }>;

/** Reads one line; undefined for one that is damaged or of a kind that this version does not know. */
export function readEvent(line: string): HostEvent | undefined {
  try {
    return HostEventSchema.safeParse(JSON.parse(line)).data;
  } catch {
    return undefined;
  }
}

/** How a job ended, from its result line. */
export function stateOf({ exitCode, result, lost }: HostResult): Extract<JobEvent, { type: 'result' }>['state'] {
  if (lost) return 'lost';
  if (exitCode === 0) return 'done';
  return result?.code === 'ABORTED' ? 'cancelled' : 'failed';
}
