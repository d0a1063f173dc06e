import type { JobEvent } from '../../contract/jobs';
import type { Client } from '../client';
import { failureCode } from '../errors/describe-error';
import type { JobPlace } from './job-view';

interface Followed {
  onEvent: (event: JobEvent) => void;
  /** The stream broke; it is opened again after a while. */
  onLost: (error: unknown) => void;
  /** The host knows no such job any more. */
  onGone: () => void;
}

/** Milliseconds between attempts to connect again. */
const FIRST_DELAY = 1000;
const LONGEST_DELAY = 15_000;

/** Follows a job to its result, over any number of connections, each going on where the last one stopped. */
export async function followJob(client: Client, place: JobPlace, signal: AbortSignal, followed: Followed) {
  let from = 0;
  let delay = FIRST_DELAY;
  while (!signal.aborted) {
    try {
      const { host, packageName, jobId } = place;
      const input = { params: { id: jobId }, query: { host, package: packageName, from } };
      for await (const event of await client.jobs.events(input, { signal })) {
        from = event.index + 1;
        delay = FIRST_DELAY;
        followed.onEvent(event);
        if (event.type === 'result') return;
      }
    } catch (error) {
      if (signal.aborted) return;
      if (failureCode(error) === 'JOB_NOT_FOUND') return followed.onGone();
      followed.onLost(error);
    }
    await pause(delay, signal);
    delay = Math.min(delay * 2, LONGEST_DELAY);
  }
}

function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, milliseconds);
    signal.addEventListener('abort', () => {
      clearTimeout(timer);
      resolve();
    });
  });
}
