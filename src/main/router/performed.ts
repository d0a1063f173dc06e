import type { JobStarted } from '../../contract/jobs';
import type { Performed } from '../services/backups/backup-host';

/** How the contract answers a long operation: 200 when it is done, 202 with the job that goes on. */
export function performed<T>(answer: Performed<T>): { status: 200; body: T } | { status: 202; body: JobStarted } {
  if ('jobId' in answer) return { status: 202, body: { success: true, jobId: answer.jobId } };
  return { status: 200, body: answer.done };
}
