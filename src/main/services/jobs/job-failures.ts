import { HoldfastError } from '../../../contract/errors';
import type { ResolvedPackage } from '../packages/package-directory';

/** The time of the answer is over. @param limit in milliseconds */
export function jobGoesOn({ host, name }: ResolvedPackage, jobId: string, limit: number): HoldfastError {
  return new HoldfastError(
    'TIMEOUT',
    `Job ${jobId} on host "${host.name}" did not finish within ${Math.round(limit / 100) / 10} s. It goes on.`,
    {
      host: host.name,
      packageName: name,
      jobId,
      remedy: 'Follow the job to see how it ends, or raise the time-out in settings.json.',
    },
  );
}

export function jobNotFound({ host, name }: ResolvedPackage, jobId: string): HoldfastError {
  return new HoldfastError('JOB_NOT_FOUND', `Host "${host.name}" has no job ${jobId} of package "${name}".`, {
    host: host.name,
    packageName: name,
    jobId,
  });
}

/** Whether an error says nothing of the job, only that the host could not be asked just now. */
export function isConnectionTrouble(error: unknown): error is HoldfastError {
  return error instanceof HoldfastError && TROUBLES.has(error.code);
}

const TROUBLES: ReadonlySet<string> = new Set(['CONNECTION_LOST', 'CONNECTION_REFUSED', 'HOST_UNREACHABLE', 'TIMEOUT']);
