import { useIsMutating } from '@tanstack/react-query';
import { useEffect } from 'react';
import type { JobOperation } from '../../../contract/jobs';
import { useJobs, usePackageJob } from '../../jobs/jobs-context';
import type { Holder } from '../jobs/job-sentence';
import type { HostPackage } from '../packages/host-package';
import { usePackageState } from './use-package-state';

/** Under this key an operation is started, wherever in the page that was. */
export function operationKey({ host, packageName }: HostPackage, operation?: JobOperation): string[] {
  return ['package', host, packageName, ...(operation ? [operation] : [])];
}

/** What runs on a package now: started by this window, by another operator, or on the host by hand. */
export function usePackageOperation(target: HostPackage) {
  const starting = useIsMutating({ mutationKey: operationKey(target) }) > 0;
  const job = usePackageJob(target);
  useFollowHolder(target, usePackageState(target)?.operation);
  return { job, starting, busy: starting || job !== undefined };
}

/** Follows the job that holds a package, where it is one: this window, opened anew, shows it from where it is. */
export function useFollowHolder({ host, packageName }: HostPackage, holder: Holder | null | undefined): void {
  const jobs = useJobs();
  useEffect(() => {
    if (!holder?.jobId) return;
    const { jobId, operation, operator, startedAt } = holder;
    jobs.follow({ host, packageName, jobId, operation, operator, startedAt, own: false });
  }, [jobs, host, packageName, holder]);
}
