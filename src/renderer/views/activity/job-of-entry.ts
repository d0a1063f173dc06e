import type { ActivityEntry } from '../../../contract/activity';
import type { Job, JobOperation } from '../../../contract/jobs';

/** Which recorded operations run as jobs on the host. */
const JOBS: Record<string, JobOperation> = {
  'backup.create': 'backup',
  'backup.restore': 'restore',
  'backup.undo': 'undo',
  'backup.recover': 'recover',
  'backup.verify': 'verify',
  'backup.verifyAll': 'verify',
};

/** Milliseconds that the clocks of host and workstation may differ by, for a job to be an entry's. */
const TOLERANCE = 10 * 60_000;

/** The operation of the job that an entry may have started; undefined for one that runs as none. */
export function jobOperationOf({ operation, host, packageName }: ActivityEntry): JobOperation | undefined {
  if (host === undefined || packageName === undefined || !Object.hasOwn(JOBS, operation)) return undefined;
  return JOBS[operation];
}

/** The job of an entry: of the same operation, on the same file, the nearest in time. The record has no job's id. */
export function jobOf(entry: ActivityEntry, jobs: readonly Job[]): Job | undefined {
  const wanted = jobOperationOf(entry);
  const filename = entry.arguments?.filename;
  const distance = ({ startedAt }: Job) => Math.abs(Date.parse(startedAt) - Date.parse(entry.time));
  return jobs
    .filter(({ operation }) => operation === wanted)
    .filter((job) => typeof filename !== 'string' || job.arguments.includes(filename))
    .filter((job) => distance(job) <= TOLERANCE)
    .sort((left, right) => distance(left) - distance(right))[0];
}
