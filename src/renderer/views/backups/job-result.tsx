import type {
  BackupCreateResponse,
  BackupRestoreResponse,
  CleanupResponse,
  RecoverResponse,
  UndoResponse,
  VerifyAllResponse,
  VerifyResponse,
} from '../../../contract/backups';
import { useTranslate } from '../../i18n/use-translate';
import type { JobView } from '../../jobs/job-view';
import { RestoreResult } from './restore-result';
import { Warnings } from './warnings';

/** The answers of jobs, which the application has checked against the contract. */
interface Answers {
  backup: BackupCreateResponse;
  restore: BackupRestoreResponse;
  undo: UndoResponse;
  verify: VerifyResponse | VerifyAllResponse;
  recover: RecoverResponse;
  cleanup: CleanupResponse;
}

/** What the operator has to read before it goes away: anything about live data, and warnings. */
export function needsReading({ operation, end }: JobView): boolean {
  const result = end?.result;
  const warned = Array.isArray(result?.warnings) && result.warnings.length > 0;
  return ['restore', 'undo', 'recover'].includes(operation) || warned || result?.success === false;
}

/** What a job that is done has done. */
export function JobResult({ job, where }: { job: JobView; where: string }) {
  const result = job.end?.result;
  const answer = <Operation extends keyof Answers>(operation: Operation) =>
    job.operation === operation && result ? (result as unknown as Answers[Operation]) : undefined;

  const restored = answer('restore') ?? answer('undo');
  if (restored) return <RestoreResult where={where} result={restored} />;
  return (
    <div className="long-text">
      <Sentence backup={answer('backup')} verified={answer('verify')} where={where} />
      {answer('recover')?.message}
      <Warnings warnings={answer('backup')?.warnings ?? []} />
    </div>
  );
}

function Sentence(props: {
  backup: BackupCreateResponse | undefined;
  verified: VerifyResponse | VerifyAllResponse | undefined;
  where: string;
}) {
  const t = useTranslate();
  const { backup, verified, where } = props;
  if (backup) {
    const { filename, version } = backup.backup;
    return t('backups:create.result', { filename, version, where });
  }
  if (!verified) return where;
  if ('filename' in verified) return t('verification:holds', { filename: verified.filename, where });
  const { validCount, invalidCount } = verified;
  return t('verification:results', { valid: validCount, invalid: invalidCount, where });
}
