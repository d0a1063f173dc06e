import { createContext, type ReactNode, useContext, useEffect, useState, useSyncExternalStore } from 'react';
import { useApi } from '../connection/api-context';
import { JobStore } from './job-store';
import type { JobView } from './job-view';

const JobsContext = createContext<JobStore | undefined>(undefined);

/** Follows jobs for everything below it. */
export function JobsProvider({ children }: { children: ReactNode }) {
  const { client } = useApi();
  const [store] = useState(() => new JobStore(client));
  useEffect(() => () => store.stop(), [store]);
  return <JobsContext value={store}>{children}</JobsContext>;
}

/** The jobs that are followed. Only below `JobsProvider`. */
export function useJobs(): JobStore {
  const store = useContext(JobsContext);
  if (!store) throw new Error('useJobs needs a JobsProvider above');
  return store;
}

/** The job that runs on a package now, as far as this window knows. */
export function usePackageJob({ host, packageName }: { host: string; packageName: string }): JobView | undefined {
  const store = useJobs();
  const jobs = useSyncExternalStore(store.subscribe, store.snapshot);
  for (const job of jobs.values()) if (job.host === host && job.packageName === packageName) return job;
  return undefined;
}
