import { z } from 'zod';
import { HostQuery, operation, PackageParams } from './base';

/** The only names a backup can have. The timestamp is the host's, in UTC for those Holdfast wrote. */
export const BACKUP_FILENAME = /^backup-\d{8}-\d{6}\.tar\.gz$/;

export const BackupFilenameSchema = z
  .string({ error: 'must be a text' })
  .regex(BACKUP_FILENAME, 'must be a bare file name of the form backup-YYYYMMDD-HHMMSS.tar.gz');

/** A version label that is safe as a git tag and as a file's content; `unknown` is one too. */
export const VersionSchema = z
  .string({ error: 'must be a text' })
  .max(100, 'must have at most 100 characters')
  .regex(
    /^[A-Za-z0-9][A-Za-z0-9._+-]*$/,
    'must start with a letter or digit and hold only letters, digits, ".", "_", "+" and "-"',
  )
  .refine((version) => !version.includes('..'), 'must not contain ".."');

/** One backup, as the specification names its fields. Times are ISO 8601 in UTC, sizes in bytes. */
export const BackupInfoSchema = z.object({
  filename: z.string(),
  displayName: z.string(),
  version: z.string(),
  /** Whether the version's tag existed when the backup was made. */
  gitTagExists: z.boolean(),
  /** Whether the tag can be checked out on the host now. */
  gitTagAvailable: z.boolean().optional(),
  gitCommit: z.string().nullish(),
  packageName: z.string().nullish(),
  /** As `du -h` prints it, such as "584K". */
  size: z.string(),
  sizeBytes: z.number().int().nonnegative(),
  createdDate: z.string(),
  fullPath: z.string(),
  /** Something the operator should know of this backup, such as unreadable metadata. */
  note: z.string().optional(),
});
export type BackupInfo = z.infer<typeof BackupInfoSchema>;

export const BackupListResponseSchema = z.object({
  backups: z.array(BackupInfoSchema),
  totalCount: z.number().int().nonnegative(),
  totalSizeBytes: z.number().int().nonnegative(),
  totalSize: z.string(),
  error: z.string().optional(),
});
export type BackupListResponse = z.infer<typeof BackupListResponseSchema>;

export const BackupCreateResponseSchema = z.object({
  success: z.literal(true),
  backup: BackupInfoSchema,
  message: z.string().optional(),
  error: z.string().optional(),
});
export type BackupCreateResponse = z.infer<typeof BackupCreateResponseSchema>;

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
  error: z.string().optional(),
});
export type BackupRestoreResponse = z.infer<typeof BackupRestoreResponseSchema>;

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

/** `refresh` asks the host even when an answer of the last seconds is known. */
const ListQuery = z
  .object({
    host: z.string().min(1).optional(),
    refresh: z.union([z.boolean(), z.enum(['true', 'false']).transform((text) => text === 'true')]).optional(),
  })
  .default({});

const tags = ['Backup'];

export const backups = {
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
    .meta({ failureTitle: 'Backup creation failed', access: 'operate' })
    .route({
      method: 'POST',
      path: '/backup/{packageName}/create',
      operationId: 'CreateBackup',
      summary: 'Create a backup',
      description: 'Without a version, the one in the deployment state of the package is used, else "unknown".',
      tags,
    })
    .input(
      z.object({
        params: PackageParams,
        query: HostQuery,
        body: z.object({ version: VersionSchema.nullish() }, { error: 'must be a JSON object' }).optional(),
      }),
    )
    .output(BackupCreateResponseSchema),

  restore: operation
    .meta({ failureTitle: 'Restore failed', access: 'operate' })
    .route({
      method: 'POST',
      path: '/backup/{packageName}/restore',
      operationId: 'RestoreBackup',
      summary: 'Restore data and code from a backup',
      tags,
    })
    .input(
      z.object({
        params: PackageParams,
        query: HostQuery,
        body: z.object({ filename: BackupFilenameSchema }, { error: 'must be a JSON object with "filename"' }),
      }),
    )
    .output(BackupRestoreResponseSchema),

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
};
