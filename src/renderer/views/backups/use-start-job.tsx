import { useMutation } from '@tanstack/react-query';
import { App, Flex, Typography } from 'antd';
import type { JobOperation, JobStarted } from '../../../contract/jobs';
import { useAnnounce } from '../../components/announcer';
import { useOutcome } from '../../components/use-outcome';
import { describeError } from '../../errors/describe-error';
import { useTranslate } from '../../i18n/use-translate';
import { type JobStart, newJob } from '../../jobs/job-view';
import { useJobs } from '../../jobs/jobs-context';
import { type HostPackage, nameOf } from '../packages/host-package';
import { operationKey } from './package-operations';
import { useInvalidatePackages } from './use-backups';
import { useAnnounceEnd } from './use-job-outcomes';

/** The two answers of a long operation: done already (hosts without jobs), or started. */
type Answer = { status: 200; body: object } | { status: 202; body: JobStarted };

/** Seconds for which a started job is announced; its progress is shown on the package from then on. */
const ANNOUNCED = 4;

/** Starts a long operation as a job, follows it, and says how it goes, whichever view is open then. */
export function useStartJob<Input>(
  target: HostPackage,
  operation: JobOperation,
  start: (input: Input) => Promise<Answer>,
) {
  const t = useTranslate();
  const jobs = useJobs();
  const announce = useAnnounce();
  const { message } = App.useApp();
  const invalidate = useInvalidatePackages();
  const announceEnd = useAnnounceEnd();
  const mutationKey = operationKey(target, operation);
  const key = mutationKey.join('/');
  const outcome = useOutcome(key);
  const where = nameOf(target, t);
  const what = t(`jobs:running.${operation}`);

  const tell = (duration: number) =>
    message.open({ key, type: 'loading', duration, content: <Progress what={what} where={where} /> });

  return useMutation({
    mutationKey,
    mutationFn: start,
    onMutate: () => {
      outcome.clear();
      announce(t('jobs:announceRunning', { what, where }));
      tell(0);
    },
    onSuccess: (answer) => {
      const job: JobStart = { ...target, jobId: '', operation, own: true };
      if (answer.status === 202) {
        tell(ANNOUNCED);
        return jobs.follow({ ...job, jobId: answer.body.jobId, startedAt: new Date().toISOString() });
      }
      message.destroy(key);
      const time = new Date().toISOString();
      const result = answer.body as Record<string, unknown>;
      const end = { type: 'result', index: 0, time, state: 'done', exitCode: 0, result, error: null } as const;
      announceEnd({ ...newJob(job, Date.now()), end });
    },
    onError: (error) => {
      message.destroy(key);
      announce('');
      outcome.failed(t(`jobs:ended.${operation}.failed`), describeError(error, t), where);
      // What keeps it from running may be another operator's job: shown as soon as it is known.
      void invalidate(target);
    },
  });
}

function Progress({ what, where }: { what: string; where: string }) {
  return (
    <Flex component="span" vertical align="start" style={{ display: 'inline-flex', maxWidth: 480 }}>
      <span>{what}</span>
      <Typography.Text type="secondary" className="long-text">
        {where}
      </Typography.Text>
    </Flex>
  );
}
