import { z } from 'zod';
import { RunningOperationSchema } from './running-operation';

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

/** How the data was copied: while the service ran, or while it was stopped. */
export const ConsistencySchema = z.enum(['live', 'stopped']);

/** What the last verification of a backup found. `unchecked`: there was none, and the others are null or empty. */
export const VerificationSchema = z.object({
  /** `archive`: checksums and tar shape hold. `structure`: EventStore's own files hold, too. */
  level: z.enum(['unchecked', 'archive', 'structure']),
  valid: z.boolean().nullable(),
  verifiedAt: z.string().nullable(),
  problems: z.array(z.string()).default([]),
});
export type Verification = z.infer<typeof VerificationSchema>;

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
  /** What the operator wrote about it. */
  notes: z.string().nullish(),
  /** Retention never removes a pinned backup. */
  pinned: z.boolean().optional(),
  /** null or absent where the host does not know. */
  consistency: ConsistencySchema.nullish(),
  verification: VerificationSchema.nullish(),
});
export type BackupInfo = z.infer<typeof BackupInfoSchema>;

/** A restore, or an undo of one, that can be taken back. */
export const UndoInfoSchema = z.object({
  id: z.string(),
  /** null when what can be undone is itself an undo. */
  restoredBackup: z.string().nullish(),
  restoredVersion: z.string().nullish(),
  /** The version that an undo brings back. */
  previousVersion: z.string().nullish(),
  restoredAt: z.string(),
  /** After this time `cleanup` deletes the kept data. */
  expiresAt: z.string().nullish(),
  sizeBytes: z.number().int().nonnegative().nullish(),
  /** Folder on the host with the data that was live before. */
  keptData: z.string().nullish(),
});
export type UndoInfo = z.infer<typeof UndoInfoSchema>;

/** An unfinished restore that could not be finished by itself. */
export const AttentionSchema = z.object({ code: z.string(), message: z.string() });
export type Attention = z.infer<typeof AttentionSchema>;

export const BackupListResponseSchema = z.object({
  backups: z.array(BackupInfoSchema),
  totalCount: z.number().int().nonnegative(),
  totalSizeBytes: z.number().int().nonnegative(),
  totalSize: z.string(),
  error: z.string().optional(),
  /** What the scripts on the host cannot do, one sentence each; absent with Holdfast's own. */
  limitations: z.array(z.string()).optional(),
  /** Free bytes on the filesystem of the backup folder. */
  freeBytes: z.number().int().nonnegative().nullish(),
  /** The restore that can be undone now. */
  undo: UndoInfoSchema.nullish(),
  /** What holds the package now. */
  operation: RunningOperationSchema.nullish(),
  attention: AttentionSchema.nullish(),
});
export type BackupListResponse = z.infer<typeof BackupListResponseSchema>;
