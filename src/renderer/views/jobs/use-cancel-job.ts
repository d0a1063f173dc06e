import { useOutcome } from '../../components/use-outcome';
import { describeError } from '../../errors/describe-error';
import { useTranslate } from '../../i18n/use-translate';
import type { JobView } from '../../jobs/job-view';
import { useJobs } from '../../jobs/jobs-context';
import { nameOf } from '../packages/host-package';

/** Asks the job to end safely. How it ended is announced as any end. */
export function useCancelJob(job: JobView): () => void {
  const t = useTranslate();
  const store = useJobs();
  const outcome = useOutcome(`cancel/${job.jobId}`);
  return () => {
    store.cancel(job).catch((error: unknown) => {
      outcome.failed(t('jobs:cancelFailed'), describeError(error, t), nameOf(job, t));
    });
  };
}
