import type { JobEvent, JobResultEvent } from '../../contract/jobs';
import { observe, startRate, type TransferRate } from './transfer-rate';

/** Where a job is. */
export interface JobPlace {
  host: string;
  packageName: string;
  jobId: string;
}

/** What is known of a job before its first event. */
export interface JobStart extends JobPlace {
  operation: string;
  /** Who started it; absent where it is this window's own. */
  operator?: string | null | undefined;
  /** ISO 8601. */
  startedAt?: string | null | undefined;
  /** This window started it. */
  own: boolean;
  /** Who started it tells of its end, too: one of several. */
  quiet?: boolean;
}

export interface LogLine {
  index: number;
  time: string;
  level: 'info' | 'warning';
  message: string;
}

/** A job as the views show it. */
export interface JobView extends JobStart {
  phase: string | null;
  bytesDone: number | null;
  bytesTotal: number | null;
  cancellable: boolean;
  rate: TransferRate | undefined;
  /** When the last event came, milliseconds of the viewer's clock. */
  heardAt: number;
  log: readonly LogLine[];
  /** False while the connection to the host is lost: the job itself goes on. */
  connected: boolean;
  /** It is asked to end. */
  cancelling: boolean;
  /** Its last event; absent while it runs. */
  end: JobResultEvent | undefined;
}

/** Lines of the log that are kept: a viewer's screenful many times over. */
const LOG_LIMIT = 1000;

export function newJob(start: JobStart, now: number): JobView {
  return {
    ...start,
    phase: null,
    bytesDone: null,
    bytesTotal: null,
    cancellable: false,
    rate: undefined,
    heardAt: now,
    log: [],
    connected: true,
    cancelling: false,
    end: undefined,
  };
}

/** The job after an event. */
export function applyEvent(job: JobView, event: JobEvent, now: number): JobView {
  const heard = { ...job, connected: true, heardAt: now };
  if (event.type === 'result') return { ...heard, cancellable: false, end: event };
  if (event.type === 'log') {
    const { index, time, level, message } = event;
    return { ...heard, log: [...job.log.slice(1 - LOG_LIMIT), { index, time, level, message }] };
  }
  const { phase, bytesDone, bytesTotal, cancellable } = event;
  return { ...heard, phase, bytesDone, bytesTotal, cancellable, rate: rateAfter(job, event) };
}

/** Each step has its own speed: copying says nothing about verifying. */
function rateAfter(job: JobView, event: Extract<JobEvent, { type: 'progress' }>): TransferRate | undefined {
  const at = Date.parse(event.time);
  if (event.bytesDone === null || Number.isNaN(at)) return undefined;
  if (job.phase !== event.phase || job.rate === undefined) return startRate(at, event.bytesDone);
  return observe(job.rate, at, event.bytesDone);
}
