import { Alert, Spin } from 'antd';
import type { BackupListResponse } from '../../../contract/backups';
import { useTranslate } from '../../i18n/use-translate';
import type { JobView } from '../../jobs/job-view';
import { HolderAlert } from '../jobs/holder-alert';
import { JobProgress } from '../jobs/job-progress';
import type { HostPackage } from '../packages/host-package';
import { AttentionAlert } from './attention-alert';
import { UndoAlert } from './undo-alert';

interface BackupsNoticesProps {
  target: HostPackage;
  data: BackupListResponse | undefined;
  job: JobView | undefined;
  busy: boolean;
  /** The list is being read again: what it says can be undone may not be the newest any more. */
  refreshing: boolean;
  /** Of several backups that are verified one after the other. */
  verifying: { current: number; total: number } | undefined;
}

/** What the operator should know before looking at the list: trouble first, then what runs, then what can be undone. */
export function BackupsNotices({ target, data, job, busy, refreshing, verifying }: BackupsNoticesProps) {
  const t = useTranslate();
  const { attention, operation, undo } = data ?? {};
  return (
    <>
      {attention && <AttentionAlert target={target} attention={attention} busy={busy} />}
      {verifying && verifying.total > 1 && (
        <Alert
          type="info"
          role="status"
          showIcon
          icon={<Spin size="small" />}
          title={t('verification:progress', verifying)}
        />
      )}
      {job ? <JobProgress job={job} /> : operation && !operation.jobId && <HolderAlert holder={operation} />}
      {data?.error && <Alert type="warning" showIcon title={data.error} />}
      {undo && !attention && <UndoAlert target={target} undo={undo} busy={busy || refreshing} />}
    </>
  );
}
