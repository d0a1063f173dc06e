import { z } from 'zod';
import { BackupFilenameSchema } from './backup-info';
import { HostQuery, operation, PackageParams } from './base';
import { flag, orJobStarted } from './jobs';

/** A restore's id, such as `20251127-101500`. */
export const UndoIdSchema = z
  .string({ error: 'must be a text' })
  .regex(/^[A-Za-z0-9][A-Za-z0-9-]{0,63}$/, 'must be the id of a restore, such as 20251127-101500');

export const BackupRestoreResponseSchema = z.object({
  success: z.literal(true),
  message: z.string(),
  restoredBackup: z.string(),
  restoredVersion: z.string(),
  /** False when the code was kept; `warnings` says why. */
  codeVersionRestored: z.boolean(),
  previousVersion: z.string().nullish(),
  /** What is not as one would expect although the restore succeeded. */
  warnings: z.array(z.string()).default([]),
  /** Where the data that was live before is kept on the host. */
  keptData: z.string().nullish(),
  /** From stop to start, in milliseconds, without the service's own start-up. */
  downtimeMs: z.number().nonnegative().nullish(),
  /** What `undo` takes to bring back what was before. */
  undoId: z.string().nullish(),
  undoExpiresAt: z.string().nullish(),
  error: z.string().optional(),
});
export type BackupRestoreResponse = z.infer<typeof BackupRestoreResponseSchema>;

/** The same as of a restore: an undo swaps data and code back by the same transaction. */
export const UndoResponseSchema = BackupRestoreResponseSchema.extend({
  restoredBackup: z.null().optional(),
  restoredVersion: z.string().nullish(),
  /** Id of the restore that was taken back. */
  undoneRestore: z.string(),
});
export type UndoResponse = z.infer<typeof UndoResponseSchema>;

export const RecoverResponseSchema = BackupRestoreResponseSchema.partial().extend({
  success: z.literal(true),
  outcome: z.enum(['nothing', 'completed', 'rolledBack']),
  message: z.string(),
  restoredBackup: z.string().nullish(),
});
export type RecoverResponse = z.infer<typeof RecoverResponseSchema>;

/** A version of the package's code. */
const CodeVersionSchema = z.object({
  version: z.string().nullish(),
  commit: z.string().nullish(),
  tag: z.string().nullish(),
});

export const PlanCheckSchema = z.object({
  id: z.string(),
  title: z.string(),
  status: z.enum(['passed', 'warning', 'failed']),
  message: z.string(),
});
export type PlanCheck = z.infer<typeof PlanCheckSchema>;

/** What a restore would do. A plan that finds failures is an answer, not an error. */
export const RestorePlanSchema = z.object({
  success: z.literal(true),
  /** False when one check failed. */
  restorable: z.boolean(),
  filename: z.string(),
  sizeBytes: z.number().int().nonnegative().nullish(),
  createdDate: z.string().nullish(),
  from: CodeVersionSchema,
  to: CodeVersionSchema,
  codeWillChange: z.boolean(),
  /** Changed files of the checkout that a change of code would have to discard. */
  localChanges: z.array(z.string()).default([]),
  /** How much older the backup is than now, in milliseconds. */
  dataAgeMs: z.number().nullish(),
  spaceNeededBytes: z.number().nonnegative().nullish(),
  spaceFreeBytes: z.number().nonnegative().nullish(),
  servicesToStop: z.array(z.string()).default([]),
  /** Median of this host's past restores, in milliseconds; null without any. */
  expectedDowntimeMs: z.number().nonnegative().nullish(),
  checks: z.array(PlanCheckSchema),
});
export type RestorePlan = z.infer<typeof RestorePlanSchema>;

export const DiscardUndoResponseSchema = z.object({
  success: z.literal(true),
  discarded: z.array(z.string()),
  freedBytes: z.number().nonnegative(),
});
export type DiscardUndoResponse = z.infer<typeof DiscardUndoResponseSchema>;

/** `wait=false` answers 202 and the job's id at once. */
export const WaitQuery = z.object({ host: z.string().min(1).optional(), wait: flag().default(true) }).prefault({});

const tags = ['Restore'];

/** Operations that bring data and code back, and what is around them. */
export const restores = {
  plan: operation
    .meta({ failureTitle: 'Failed to plan the restore' })
    .route({
      method: 'GET',
      path: '/backup/{packageName}/plan',
      operationId: 'PlanRestore',
      summary: 'Say what a restore would do, and whether it could, without touching anything',
      tags,
    })
    .input(
      z.object({
        params: PackageParams,
        query: z.object({ host: z.string().min(1).optional(), filename: BackupFilenameSchema }),
      }),
    )
    .output(RestorePlanSchema),

  restore: operation
    .meta({ failureTitle: 'Restore failed', access: 'operate' })
    .route({
      method: 'POST',
      path: '/backup/{packageName}/restore',
      operationId: 'RestoreBackup',
      summary: 'Restore data and code from a backup',
      outputStructure: 'detailed',
      tags,
    })
    .input(
      z.object({
        params: PackageParams,
        query: WaitQuery,
        body: z.object(
          {
            filename: BackupFilenameSchema,
            /** Let the change of code overwrite changed files of the checkout. */
            discardLocalChanges: z.boolean().optional(),
          },
          { error: 'must be a JSON object with "filename"' },
        ),
      }),
    )
    .output(orJobStarted(BackupRestoreResponseSchema)),

  undo: operation
    .meta({ failureTitle: 'Undo failed', access: 'operate' })
    .route({
      method: 'POST',
      path: '/backup/{packageName}/undo',
      operationId: 'UndoRestore',
      summary: 'Take the last restore back: data and code as they were before it',
      outputStructure: 'detailed',
      tags,
    })
    .input(
      z.object({
        params: PackageParams,
        query: WaitQuery,
        body: z.object({ id: UndoIdSchema.nullish() }, { error: 'must be a JSON object' }).optional(),
      }),
    )
    .output(orJobStarted(UndoResponseSchema)),

  discardUndo: operation
    .meta({ failureTitle: 'Failed to discard the kept data', access: 'operate' })
    .route({
      method: 'POST',
      path: '/backup/{packageName}/discard-undo',
      operationId: 'DiscardUndo',
      summary: 'Delete the data that an undo would bring back; without an id, all of it',
      tags,
    })
    .input(
      z.object({
        params: PackageParams,
        query: HostQuery,
        body: z.object({ id: UndoIdSchema.nullish() }, { error: 'must be a JSON object' }).optional(),
      }),
    )
    .output(DiscardUndoResponseSchema),

  recover: operation
    .meta({ failureTitle: 'Recovery failed', access: 'operate' })
    .route({
      method: 'POST',
      path: '/backup/{packageName}/recover',
      operationId: 'RecoverRestore',
      summary: 'Finish or roll back what a crash cut off',
      outputStructure: 'detailed',
      tags,
    })
    .input(z.object({ params: PackageParams, query: WaitQuery }))
    .output(orJobStarted(RecoverResponseSchema)),
};
