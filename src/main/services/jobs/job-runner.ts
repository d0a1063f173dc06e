import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { LongOperation, Performance } from '../backups/backup-host';
import type { HostScript } from '../backups/host-script';
import { invalidAnswer } from '../backups/script-failure';
import type { ResolvedPackage } from '../packages/package-directory';
import { BackOff } from './back-off';
import { isConnectionTrouble, jobGoesOn } from './job-failures';
import type { JobFeeds } from './job-feeds';
import { failureOf } from './job-result';
import type { JobWhereabouts } from './job-whereabouts';

const StartAnswerSchema = z.object({ success: z.literal(true), jobId: z.string() });

/** Runs long operations as jobs: started once, then followed to their end however often the connection is lost. */
export class JobRunner {
  constructor(
    private readonly script: HostScript,
    private readonly feeds: JobFeeds,
    private readonly whereabouts: JobWhereabouts,
  ) {}

  run<T>(resolved: ResolvedPackage, operation: LongOperation<T>): Performance<T> {
    const { timeoutMs, wait } = operation;
    const end = Date.now() + timeoutMs;
    let answer: (started: { jobId: string }) => void = () => {};
    let giveUp: (error: unknown) => void = () => {};
    const early = new Promise<{ jobId: string }>((resolve, reject) => {
      answer = resolve;
      giveUp = reject;
    });
    // Whoever waits is told; when the end came first, nobody does.
    early.catch(() => {});
    const run = async () => {
      const jobId = await this.#start(resolved, operation, end);
      this.whereabouts.remember(jobId, resolved);
      if (!wait) answer({ jobId });
      const timer = setTimeout(() => giveUp(jobGoesOn(resolved, jobId, timeoutMs)), Math.max(0, end - Date.now()));
      try {
        return await this.#result(resolved, jobId, operation);
      } finally {
        clearTimeout(timer);
      }
    };
    return { ended: run(), early };
  }

  /**
   * Starts the job and returns its id. When the answer is lost, the same request is sent again: the host starts
   * one job for it.
   */
  async #start<T>(resolved: ResolvedPackage, operation: LongOperation<T>, end: number): Promise<string> {
    const request = `--request-id=${randomUUID()}`;
    const command = ['job', 'start', operation.operation, ...operation.arguments, request] as const;
    const backOff = new BackOff();
    for (let sent = false; ; sent = true) {
      const timeoutMs = Math.max(1, end - Date.now());
      try {
        return (await this.script.ask(resolved, { command, answer: StartAnswerSchema, timeoutMs })).jobId;
      } catch (error) {
        const mayRun = isConnectionTrouble(error) && (sent || error.code === 'CONNECTION_LOST');
        if (!mayRun || Date.now() >= end) throw error;
      }
      await backOff.pause();
    }
  }

  async #result<T>(
    resolved: ResolvedPackage,
    jobId: string,
    { answer, answersWith = [] }: LongOperation<T>,
  ): Promise<T> {
    const event = await this.feeds.result(resolved, jobId);
    const isAnswer = event.state === 'done' || (event.exitCode !== null && answersWith.includes(event.exitCode));
    const parsed = isAnswer ? answer.safeParse(event.result) : undefined;
    if (parsed?.success) return parsed.data;
    throw event.state === 'done' ? invalidAnswer(resolved, JSON.stringify(event.result)) : failureOf(event);
  }
}
