import { z } from 'zod';
import {
  BackupFilenameSchema,
  BackupInfoSchema,
  BackupListResponseSchema,
  VerificationSchema,
  VersionSchema,
} from './backup-info';
import { HostQuery, oneLine, operation, PackageParams } from './base';
import { flag, orJobStarted } from './jobs';
import { restores, WaitQuery } from './restores';

export * from './backup-info';
export * from './restores';

export const BackupCreateResponseSchema = z.object({
  success: z.literal(true),
  backup: BackupInfoSchema,
  message: z.string().optional(),
  /** What is not as one would expect although the backup was made. */
  warnings: z.array(z.string()).optional(),
  error: z.string().optional(),
});
export type BackupCreateResponse = z.infer<typeof BackupCreateResponseSchema>;

export const BackupStatusResponseSchema = z.object({
  backupDirectory: z.string(),
  totalBackups: z.number().int().nonnegative(),
  totalSize: z.string(),
  totalSizeBytes: z.number().int().nonnegative().optional(),
  oldestBackup: z.string().nullable(),
  newestBackup: z.string().nullable(),
  retentionDays: z.number().int().nonnegative(),
  backupsToCleanup: z.number().int().nonnegative(),
  version: z.string().nullish(),
  serviceState: z.enum(['running', 'stopped', 'unknown']).optional(),
  dataDirectory: z.string().optional(),
  /** Free bytes on the filesystem of the backup folder. */
  freeBytes: z.number().int().nonnegative().nullish(),
  toolVersion: z.string().optional(),
});
export type BackupStatusResponse = z.infer<typeof BackupStatusResponseSchema>;

/** A backup that holds. One that does not is the error CORRUPT_ARCHIVE or UNSAFE_ARCHIVE with `problems`. */
export const VerifyResponseSchema = VerificationSchema.extend({
  success: z.literal(true),
  filename: z.string(),
  fileCount: z.number().int().nonnegative().nullish(),
});
export type VerifyResponse = z.infer<typeof VerifyResponseSchema>;

/** All backups of a package. `success` is false when one does not hold. */
export const VerifyAllResponseSchema = z.object({
  success: z.boolean(),
  results: z.array(VerificationSchema.extend({ filename: z.string() })),
  validCount: z.number().int().nonnegative(),
  invalidCount: z.number().int().nonnegative(),
});
export type VerifyAllResponse = z.infer<typeof VerifyAllResponseSchema>;

export const DeleteBackupsResponseSchema = z.object({
  success: z.literal(true),
  deleted: z.array(z.string()),
  freedBytes: z.number().nonnegative(),
});
export type DeleteBackupsResponse = z.infer<typeof DeleteBackupsResponseSchema>;

export const AnnotateResponseSchema = z.object({ success: z.literal(true), backup: BackupInfoSchema });
export type AnnotateResponse = z.infer<typeof AnnotateResponseSchema>;

export const CleanupResponseSchema = z.object({
  success: z.literal(true),
  removed: z.array(z.string()),
  removedCount: z.number().int().nonnegative(),
  freedBytes: z.number().nonnegative(),
  kept: z.number().int().nonnegative().nullish(),
  retentionDays: z.number().int().nonnegative().nullish(),
  /** Restores whose kept data was deleted because their undo time is over. */
  discarded: z.array(z.string()).optional(),
});
export type CleanupResponse = z.infer<typeof CleanupResponseSchema>;

/** `refresh` asks the host even when an answer of the last seconds is known. */
const ListQuery = z.object({ host: oneLine().optional(), refresh: flag().optional() }).default({});

/** Several lines, but no other control characters: it is shown and kept as it is. */
const NotesSchema = z
  .string({ error: 'must be a text' })
  .max(2000, 'must have at most 2000 characters')
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is refused here
  .regex(/^[^\u0000-\u0009\u000b-\u001f\u007f]*$/u, 'must not contain control characters other than line breaks');

const tags = ['Backup'];

export const backups = {
  ...restores,

  list: operation
    .meta({ failureTitle: 'Failed to list backups' })
    .route({
      method: 'GET',
      path: '/backup/{packageName}/list',
      operationId: 'ListBackups',
      summary: 'List all backups of a package, newest first',
      tags,
    })
    .input(z.object({ params: PackageParams, query: ListQuery }))
    .output(BackupListResponseSchema),

  create: operation
    .meta({ failureTitle: 'Backup creation failed', access: 'operate', rateLimit: 'createPerMinute' })
    .route({
      method: 'POST',
      path: '/backup/{packageName}/create',
      operationId: 'CreateBackup',
      summary: 'Create a backup',
      description: 'Without a version, the one in the deployment state of the package is used, else "unknown".',
      outputStructure: 'detailed',
      tags,
    })
    .input(
      z.object({
        params: PackageParams,
        query: WaitQuery,
        body: z
          .object(
            {
              version: VersionSchema.nullish(),
              /** `auto` stops the service for the copy only where a live copy would not be consistent. */
              consistency: z.enum(['auto', 'live', 'stopped']).optional(),
            },
            { error: 'must be a JSON object' },
          )
          .optional(),
      }),
    )
    .output(orJobStarted(BackupCreateResponseSchema)),

  status: operation
    .meta({ failureTitle: 'Failed to read the backup status' })
    .route({
      method: 'GET',
      path: '/backup/{packageName}/status',
      operationId: 'GetBackupStatus',
      summary: 'Say how the backups of a package stand',
      tags,
    })
    .input(z.object({ params: PackageParams, query: HostQuery }))
    .output(BackupStatusResponseSchema),

  verify: operation
    .meta({ failureTitle: 'Verification failed', access: 'operate' })
    .route({
      method: 'POST',
      path: '/backup/{packageName}/verify',
      operationId: 'VerifyBackup',
      summary: 'Check one backup without a server, and keep the result beside it',
      outputStructure: 'detailed',
      tags,
    })
    .input(
      z.object({
        params: PackageParams,
        query: WaitQuery,
        body: z.object({ filename: BackupFilenameSchema }, { error: 'must be a JSON object with "filename"' }),
      }),
    )
    .output(orJobStarted(VerifyResponseSchema)),

  verifyAll: operation
    .meta({ failureTitle: 'Verification failed', access: 'operate' })
    .route({
      method: 'POST',
      path: '/backup/{packageName}/verify-all',
      operationId: 'VerifyAllBackups',
      summary: 'Check all backups of a package',
      outputStructure: 'detailed',
      tags,
    })
    .input(z.object({ params: PackageParams, query: WaitQuery }))
    .output(orJobStarted(VerifyAllResponseSchema)),

  delete: operation
    .meta({ failureTitle: 'Failed to delete backups', access: 'operate' })
    .route({
      method: 'POST',
      path: '/backup/{packageName}/delete',
      operationId: 'DeleteBackups',
      summary: 'Delete backups; never a pinned one, and the newest verified one only when that is said',
      tags,
    })
    .input(
      z.object({
        params: PackageParams,
        query: HostQuery,
        body: z.object(
          {
            filenames: z
              .array(BackupFilenameSchema)
              .min(1, 'must not be empty')
              .max(1000, 'must have at most 1000 names'),
            allowNewestVerified: z.boolean().optional(),
          },
          { error: 'must be a JSON object with "filenames"' },
        ),
      }),
    )
    .output(DeleteBackupsResponseSchema),

  annotate: operation
    .meta({ failureTitle: 'Failed to annotate the backup', access: 'operate' })
    .route({
      method: 'POST',
      path: '/backup/{packageName}/annotate',
      operationId: 'AnnotateBackup',
      summary: 'Write notes on a backup, pin or unpin it; what is not given stays as it is',
      tags,
    })
    .input(
      z.object({
        params: PackageParams,
        query: HostQuery,
        body: z.object(
          { filename: BackupFilenameSchema, notes: NotesSchema.optional(), pinned: z.boolean().optional() },
          { error: 'must be a JSON object with "filename"' },
        ),
      }),
    )
    .output(AnnotateResponseSchema),

  cleanup: operation
    .meta({ failureTitle: 'Cleanup failed', access: 'operate' })
    .route({
      method: 'POST',
      path: '/backup/{packageName}/cleanup',
      operationId: 'CleanUpBackups',
      summary: 'Delete backups beyond the retention time, and kept data whose undo time is over',
      outputStructure: 'detailed',
      tags,
    })
    .input(z.object({ params: PackageParams, query: WaitQuery }))
    .output(orJobStarted(CleanupResponseSchema)),
};
