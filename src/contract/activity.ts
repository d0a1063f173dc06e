import { z } from 'zod';
import { operation } from './base';

/** How something on record ended. `refused`: it was not allowed or not understood, and nothing was done. */
export const OutcomeSchema = z.enum(['done', 'failed', 'refused']);
export type Outcome = z.infer<typeof OutcomeSchema>;

/** One line of the audit file. `hash` covers the whole line before it; `previous` is the hash of the line before. */
export const ActivityEntrySchema = z.object({
  /** From 1, without gaps. */
  seq: z.number().int().positive(),
  /** When it began, ISO 8601 in UTC. */
  time: z.string(),
  /** Such as `backup.create`. */
  operation: z.string(),
  outcome: OutcomeSchema,
  /** The error's code, unless it is done. */
  code: z.string().optional(),
  /** The operating system's user that Holdfast runs as. */
  user: z.string(),
  /** The name of the token that was used, over HTTP. */
  token: z.string().optional(),
  /** Where the request came from. */
  via: z.enum(['window', 'page', 'rest', 'command', 'application']),
  /** The request's id: also in its error body, in the log and in the host's own audit file. */
  correlationId: z.string(),
  host: z.string().optional(),
  packageName: z.string().optional(),
  /** What was asked for; never a secret. */
  arguments: z.record(z.string(), z.unknown()).optional(),
  durationMs: z.number().nonnegative(),
  previous: z.string(),
  hash: z.string(),
});
export type ActivityEntry = z.infer<typeof ActivityEntrySchema>;

/** Which entries are wanted; everything that is given must hold. */
const Filter = z.object({
  /** ISO 8601; `from` is included, `to` is not. */
  from: z.iso.datetime({ offset: true, error: 'must be a time such as 2025-11-26T21:45:11Z' }).optional(),
  to: z.iso.datetime({ offset: true, error: 'must be a time such as 2025-11-26T21:45:11Z' }).optional(),
  host: z.string().min(1).max(255).optional(),
  packageName: z.string().min(1).max(255).optional(),
  operation: z.string().min(1).max(100).optional(),
  outcome: OutcomeSchema.optional(),
  /** Found anywhere in the entry, whatever its case. */
  text: z.string().min(1).max(255).optional(),
});
export type ActivityFilter = z.infer<typeof Filter>;

/** In a query every value is a text. */
const count = (max: number) => z.coerce.number().int().min(1).max(max);

/** The end of the proof: everything holds, or the first line that does not. */
export const ActivityProofSchema = z.object({
  valid: z.boolean(),
  /** Entries that were proved, up to the first broken line. */
  entries: z.number().int().nonnegative(),
  files: z.number().int().nonnegative(),
  first: z.object({ seq: z.number(), time: z.string() }).nullable(),
  /** Keep `hash` elsewhere: the same or a longer chain must hold it for ever. */
  last: z.object({ seq: z.number(), time: z.string(), hash: z.string() }).nullable(),
  /** The first line that does not hold; `line` counts from 1. */
  problem: z.object({ file: z.string(), line: z.number().int(), reason: z.string() }).nullable(),
});
export type ActivityProof = z.infer<typeof ActivityProofSchema>;

const tags = ['Activity'];

export const activity = {
  list: operation
    .meta({ failureTitle: 'Failed to read the activity', access: 'read' })
    .route({
      method: 'GET',
      path: '/activity',
      operationId: 'ListActivity',
      summary: 'List what was done and refused, newest first',
      tags,
    })
    .input(
      z.object({
        query: Filter.extend({
          limit: count(500).default(50),
          /** Only entries older than this `seq`: the last page's `next`. */
          before: count(Number.MAX_SAFE_INTEGER).optional(),
        }).prefault({}),
      }),
    )
    .output(
      z.object({
        entries: z.array(ActivityEntrySchema),
        /** `before` of the next page, null on the last. */
        next: z.number().int().nullable(),
      }),
    ),

  verify: operation
    .meta({ failureTitle: 'Failed to verify the activity', access: 'read' })
    .route({
      method: 'GET',
      path: '/activity/verify',
      operationId: 'VerifyActivity',
      summary: 'Prove that no entry was changed or removed, or name the first broken line',
      tags,
    })
    .output(ActivityProofSchema),

  export: operation
    .meta({ failureTitle: 'Failed to export the activity', access: 'read' })
    .route({
      method: 'GET',
      path: '/activity/export',
      operationId: 'ExportActivity',
      summary: 'Export entries as CSV or JSON, oldest first',
      tags,
    })
    .input(z.object({ query: Filter.extend({ format: z.enum(['csv', 'json']).default('json') }).prefault({}) }))
    .output(
      z.object({
        /** A name for the file. */
        filename: z.string(),
        mediaType: z.string(),
        content: z.string(),
        entries: z.number().int().nonnegative(),
      }),
    ),
};
