import type { JobStarted } from '../../../contract/jobs';

/** The answer of a long operation that was waited for. */
export function done<T>(answer: { status: 200; body: T } | { status: 202; body: JobStarted }): T {
  if (answer.status === 200) return answer.body;
  throw new Error(`the operation was not waited for: job ${answer.body.jobId} goes on`);
}
