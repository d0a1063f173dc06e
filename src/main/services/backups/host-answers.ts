import { z } from 'zod';
import {
  AttentionSchema,
  type BackupInfo,
  BackupInfoSchema,
  type BackupListResponse,
  BackupRestoreResponseSchema,
  BackupStatusResponseSchema,
  CleanupResponseSchema,
  DeleteBackupsResponseSchema,
  DiscardUndoResponseSchema,
  RecoverResponseSchema,
  RestorePlanSchema,
  UndoInfoSchema,
  UndoResponseSchema,
  VerifyAllResponseSchema,
  VerifyResponseSchema,
} from '../../../contract/backups';
import { RunningOperationSchema } from '../../../contract/running-operation';

/**
 * What host scripts answer with on stdout (docs/host-protocol.md). It is looser than the contract
 * where the specification's own sample script leaves something out.
 */
const HostBackupSchema = BackupInfoSchema.extend({
  displayName: z.string().optional(),
  createdDate: z.string().refine((date) => !Number.isNaN(Date.parse(date)), 'must be a date'),
}).transform((backup): BackupInfo => {
  const created = new Date(backup.createdDate).toISOString().replace(/\.\d{3}Z$/, 'Z');
  return { ...backup, createdDate: created, displayName: backup.displayName ?? stampOf(backup.filename) };
});

export const ListAnswerSchema = z
  .object({
    backups: z.array(HostBackupSchema),
    totalSize: z.string().optional(),
    freeBytes: z.number().int().nonnegative().nullish(),
    undo: UndoInfoSchema.nullish(),
    operation: RunningOperationSchema.nullish(),
    attention: AttentionSchema.nullish(),
    limitations: z.array(z.string()).optional(),
  })
  .transform(({ backups, totalSize, ...more }): BackupListResponse => {
    const totalSizeBytes = backups.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
    return {
      backups: backups.sort(newestFirst),
      totalCount: backups.length,
      totalSizeBytes,
      totalSize: totalSize ?? `${totalSizeBytes}`,
      ...more,
    };
  });

export const CreateAnswerSchema = z.object({
  success: z.literal(true),
  message: z.string().optional(),
  warnings: z.array(z.string()).optional(),
  backup: HostBackupSchema,
});

export const AnnotateAnswerSchema = z.object({ success: z.literal(true), backup: HostBackupSchema });
export const RestoreAnswerSchema = BackupRestoreResponseSchema;
export const StatusAnswerSchema = BackupStatusResponseSchema;
export const PlanAnswerSchema = RestorePlanSchema;
export const UndoAnswerSchema = UndoResponseSchema;
export const DiscardUndoAnswerSchema = DiscardUndoResponseSchema;
export const RecoverAnswerSchema = RecoverResponseSchema;
export const VerifyAnswerSchema = VerifyResponseSchema;
export const VerifyAllAnswerSchema = VerifyAllResponseSchema;
export const DeleteAnswerSchema = DeleteBackupsResponseSchema;
export const CleanupAnswerSchema = CleanupResponseSchema;

function newestFirst(a: BackupInfo, b: BackupInfo): number {
  return b.createdDate.localeCompare(a.createdDate) || b.filename.localeCompare(a.filename);
}

/** "2025-11-26 21:45:05" from `backup-20251126-214505.tar.gz`. */
function stampOf(filename: string): string {
  return filename.replace(/^backup-(\d{4})(\d\d)(\d\d)-(\d\d)(\d\d)(\d\d)\.tar\.gz$/, '$1-$2-$3 $4:$5:$6');
}
