import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useOutcome } from '../../components/use-outcome';
import { useApi } from '../../connection/api-context';
import { describeError, failureCode } from '../../errors/describe-error';
import { JobFailure } from '../../errors/job-failure';
import { useTranslate } from '../../i18n/use-translate';
import { useJobs } from '../../jobs/jobs-context';
import { type HostPackage, nameOf } from '../packages/host-package';
import { operationKey } from './package-operations';
import { useInvalidatePackages } from './use-backups';

const DAMAGED = new Set(['CORRUPT_ARCHIVE', 'UNSAFE_ARCHIVE']);

/** Verifies backups one after the other, and says at the end which hold. A package runs one operation at a time. */
export function useVerifySelected(target: HostPackage) {
  const t = useTranslate();
  const { client } = useApi();
  const jobs = useJobs();
  const invalidate = useInvalidatePackages();
  const [progress, setProgress] = useState<{ current: number; total: number }>();
  const mutationKey = operationKey(target, 'verify');
  const outcome = useOutcome([...mutationKey, 'selected'].join('/'));
  const { host, packageName } = target;
  const where = nameOf(target, t);

  /** Whether the backup holds; undefined when its check was cancelled. Anything else that goes wrong is thrown. */
  const verifyOne = async (filename: string): Promise<boolean | undefined> => {
    try {
      const query = { host, wait: false };
      const answer = await client.backups.verify({ params: { packageName }, query, body: { filename } });
      if (answer.status === 200) return true;
      const place = { host, packageName, jobId: answer.body.jobId };
      const start = { ...place, operation: 'verify', startedAt: new Date().toISOString(), own: true, quiet: true };
      const end = (await jobs.followToEnd(start))?.end;
      if (end?.state === 'done') return true;
      if (end?.state === 'cancelled') return undefined;
      throw end?.error ? new JobFailure(end.error) : new Error('the job is lost');
    } catch (error) {
      if (DAMAGED.has(failureCode(error))) return false;
      throw error;
    }
  };

  const { mutate: verify, isPending } = useMutation({
    mutationKey,
    mutationFn: async (filenames: string[]) => {
      const damaged: string[] = [];
      for (const [index, filename] of filenames.entries()) {
        setProgress({ current: index + 1, total: filenames.length });
        const holds = await verifyOne(filename);
        void invalidate(target);
        if (holds === undefined) return { damaged, missed: filenames.length - index };
        if (!holds) damaged.push(filename);
      }
      return { damaged, missed: 0 };
    },
    onMutate: outcome.clear,
    onSuccess: ({ damaged, missed }) => {
      const lines = [where];
      if (damaged.length > 0) lines.push(t('verification:damagedNames', { names: damaged.join(', ') }));
      if (missed > 0) lines.push(t('verification:notReached', { count: missed }));
      const text = lines.join('. ');
      if (damaged.length > 0) outcome.completed(t('verification:summary.damaged'), text, true);
      else if (missed > 0) outcome.stopped(t('verification:summary.stopped'), text);
      else outcome.succeeded(t('verification:summary.done'), text);
    },
    onError: (error) => outcome.failed(t('jobs:ended.verify.failed'), describeError(error, t), where),
    onSettled: () => {
      setProgress(undefined);
      void invalidate(target);
    },
  });
  return { verify, progress: isPending ? progress : undefined };
}
