import type { z } from 'zod';
import type { JobOperation } from '../../../contract/jobs';
import type { ResolvedPackage } from '../packages/package-directory';

/** A short question to a package's host, in the words of docs/host-protocol.md. */
export interface Question<T> {
  /** Command and its own arguments, such as `['plan', file]`. */
  command: readonly [string, ...string[]];
  /** What the host must answer with when it succeeds. */
  answer: z.ZodType<T>;
  timeoutMs: number;
  /** False for a host whose script may be older: then it is not told who asks. Default: true. */
  signed?: boolean;
}

/** Something that takes long and changes the package: a job, on hosts that know jobs. */
export interface LongOperation<T> {
  operation: JobOperation;
  /** Its own arguments, such as `[file, '--yes']`. */
  arguments: readonly string[];
  answer: z.ZodType<T>;
  /** Exit codes besides 0 with which it answers in the same shape, such as that of a verification that found something. */
  answersWith?: readonly number[];
  /** Milliseconds after which it is no longer waited for. It goes on. */
  timeoutMs: number;
  /** False: not waited for at all where the host knows jobs. */
  wait: boolean;
}

/** How a long operation was answered: with its own answer, or with the job that goes on. */
export type Performed<T> = { done: T } | { jobId: string };

/** A long operation that was begun. */
export interface Performance<T> {
  /** Its answer or failure, however long that takes. */
  ended: Promise<T>;
  /**
   * Settles only where an answer is due before the end: with the job's id when nobody waits, or with
   * TIMEOUT (and the job's id) when the time is over.
   */
  early: Promise<{ jobId: string }>;
}

/** What a host can do with the backups of its packages, whichever scripts it has. Failures are HoldfastError. */
export interface BackupHost {
  ask<T>(resolved: ResolvedPackage, question: Question<T>): Promise<T>;
  perform<T>(resolved: ResolvedPackage, operation: LongOperation<T>): Performance<T>;
}
