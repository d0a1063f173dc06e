import { eventIterator } from '@orpc/contract';
import { z } from 'zod';
import { operation } from './base';
import { ErrorBodySchema } from './errors';

/** A job's id as hosts make them, such as `20251127-101500-4f2a`. */
export const JobIdSchema = z
  .string()
  .regex(/^[A-Za-z0-9][A-Za-z0-9-]{0,63}$/, 'must be a job id such as 20251127-101500-4f2a');

export const JobOperationSchema = z.enum(['backup', 'restore', 'undo', 'verify', 'recover', 'cleanup']);
export type JobOperation = z.infer<typeof JobOperationSchema>;

/** `lost`: its process was killed before it could say how it ended; the host's next operation recovers. */
export const JobStateSchema = z.enum(['running', 'done', 'failed', 'cancelled', 'lost']);
export type JobState = z.infer<typeof JobStateSchema>;

/** A long operation on a host. It goes on whatever happens to the connection. Times are ISO 8601 in UTC. */
export const JobSchema = z.object({
  id: z.string(),
  host: z.string(),
  packageName: z.string(),
  operation: JobOperationSchema,
  /** What the operation was given, such as a backup's file name. */
  arguments: z.array(z.string()),
  /** Who started it, such as `anna@workstation`. */
  operator: z.string(),
  startedAt: z.string(),
  endedAt: z.string().nullable(),
  state: JobStateSchema,
  phase: z.string().nullable(),
  bytesDone: z.number().int().nonnegative().nullable(),
  bytesTotal: z.number().int().nonnegative().nullable(),
  /** Whether a cancel would be followed now. */
  cancellable: z.boolean(),
  exitCode: z.number().int().nullable(),
  /** The operation's answer once it has ended: what `POST …/restore` and the others answer with. */
  result: z.record(z.string(), z.unknown()).nullable(),
});
export type Job = z.infer<typeof JobSchema>;

/** What every event has: `index` counts from 0, and `from=index+1` goes on after it. */
const event = { index: z.number().int().nonnegative(), time: z.string() };

/** What a job reports while it runs. The result is the last event. No speed: the viewer derives it. */
export const JobEventSchema = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('progress'),
    ...event,
    phase: z.string(),
    /** null where it is not known. */
    bytesDone: z.number().int().nonnegative().nullable(),
    bytesTotal: z.number().int().nonnegative().nullable(),
    cancellable: z.boolean(),
  }),
  z.object({ type: z.literal('log'), ...event, level: z.enum(['info', 'warning']), message: z.string() }),
  z.object({
    type: z.literal('result'),
    ...event,
    state: JobStateSchema,
    exitCode: z.number().int().nullable(),
    /** The operation's answer, as `POST …/restore` and the others answer. null when it failed. */
    result: z.record(z.string(), z.unknown()).nullable(),
    /** Why it failed, as the operation itself would have answered. null when it did not. */
    error: ErrorBodySchema.nullable(),
  }),
]);
export type JobEvent = z.infer<typeof JobEventSchema>;
export type JobResultEvent = Extract<JobEvent, { type: 'result' }>;

/** The answer of a long operation that is not waited for. */
export const JobStartedSchema = z.object({ success: z.literal(true), jobId: z.string() });
export type JobStarted = z.infer<typeof JobStartedSchema>;

/**
 * Output of a long operation: its answer once it is done, or 202 and the job's id with `wait=false`. A host
 * whose script knows no jobs answers when it is done, whatever was asked for.
 */
export const orJobStarted = <T extends z.ZodType>(answer: T) =>
  z.union([
    z.object({ status: z.literal(200).describe('Done'), body: answer }),
    z.object({ status: z.literal(202).describe('Started; the job goes on'), body: JobStartedSchema }),
  ]);

/** A text of a query or a boolean of a call. */
export const flag = () => z.union([z.boolean(), z.enum(['true', 'false']).transform((text) => text === 'true')]);

const JobParams = z.object({ id: JobIdSchema });
/** Where a job is: needed only for one that this application has not started or listed. */
const WhereQuery = z.object({ package: z.string().min(1).optional(), host: z.string().min(1).optional() }).default({});

const tags = ['Jobs'];

export const jobs = {
  list: operation
    .meta({ failureTitle: 'Failed to list jobs' })
    .route({
      method: 'GET',
      path: '/jobs',
      operationId: 'ListJobs',
      summary: 'List the jobs of a package, newest first',
      tags,
    })
    .input(z.object({ query: z.object({ package: z.string().min(1), host: z.string().min(1).optional() }) }))
    .output(z.object({ jobs: z.array(JobSchema) })),

  get: operation
    .meta({ failureTitle: 'Failed to read the job' })
    .route({ method: 'GET', path: '/jobs/{id}', operationId: 'GetJob', summary: 'Say how a job stands', tags })
    .input(z.object({ params: JobParams, query: WhereQuery }))
    .output(JobSchema),

  cancel: operation
    .meta({ failureTitle: 'Failed to cancel the job', access: 'operate' })
    .route({
      method: 'POST',
      path: '/jobs/{id}/cancel',
      operationId: 'CancelJob',
      summary: 'Ask a job to end safely; the answer says how it stands then',
      description:
        'It is safe at any time: what is half done is undone first, and what cannot be undone any more is finished.',
      tags,
    })
    .input(z.object({ params: JobParams, query: WhereQuery }))
    .output(z.object({ success: z.literal(true), jobId: z.string(), state: JobStateSchema, message: z.string() })),

  events: operation
    .meta({ failureTitle: 'Failed to follow the job' })
    .route({
      method: 'GET',
      path: '/jobs/{id}/events',
      operationId: 'FollowJob',
      summary: "Stream a job's events as server-sent events, until its result",
      description: 'From the event with index `from` on; a Last-Event-ID header goes on after that event.',
      tags,
    })
    .input(
      z.object({
        params: JobParams,
        query: z
          .object({
            package: z.string().min(1).optional(),
            host: z.string().min(1).optional(),
            from: z.coerce.number().int().nonnegative().optional(),
          })
          .default({}),
      }),
    )
    .output(eventIterator(JobEventSchema)),
};
