import { useQuery } from '@tanstack/react-query';
import type { ActivityEntry } from '../../../contract/activity';
import type { JobEvent } from '../../../contract/jobs';
import { useApi } from '../../connection/api-context';
import { jobOf } from './job-of-entry';

/** A log is read up to this many events: a job that still runs is followed elsewhere. */
const MOST = 5000;

/** Reads the log of the job that an entry started. `null`: the host no longer has it. */
export function useJobLog(entry: ActivityEntry, enabled: boolean) {
  const { client } = useApi();
  const { host, packageName } = entry;
  return useQuery({
    queryKey: ['activity', 'job-log', entry.correlationId, entry.seq],
    enabled: enabled && host !== undefined && packageName !== undefined,
    gcTime: 0,
    queryFn: async ({ signal }) => {
      const place = { host: host as string, package: packageName as string };
      const { jobs } = await client.jobs.list({ query: place }, { signal });
      const job = jobOf(entry, jobs);
      if (!job) return null;
      const events: JobEvent[] = [];
      if (job.state === 'running') return { job, events };
      for await (const event of await client.jobs.events({ params: { id: job.id }, query: place }, { signal })) {
        events.push(event);
        if (event.type === 'result' || events.length === MOST) break;
      }
      return { job, events };
    },
  });
}
