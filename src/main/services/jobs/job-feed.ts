import type { JobEvent, JobResultEvent } from '../../../contract/jobs';
import type { HostScript } from '../backups/host-script';
import type { ResolvedPackage } from '../packages/package-directory';
import { BackOff } from './back-off';
import { EventBuffer } from './event-buffer';
import { isConnectionTrouble, jobNotFound } from './job-failures';
import { resultEvent } from './job-result';
import { readEvent } from './read-event';

/** Milliseconds for which a host may stay away before its job is no longer followed. The job goes on. */
const PATIENCE = 15 * 60_000;

/**
 * Follows one job on its host, once, for everybody who wants its events. A lost connection is made again, and the
 * job followed on from the last whole line.
 */
export class JobFeed {
  readonly #buffer = new EventBuffer();
  readonly #waiting = new Set<() => void>();
  /** Number of the next line. */
  #line = 0;
  #result: JobResultEvent | undefined;
  #failure: { error: unknown } | undefined;

  /** @param script whose lines may come again and again: see `follow` */
  constructor(
    private readonly script: Pick<HostScript, 'followJob'>,
    private readonly resolved: ResolvedPackage,
    private readonly id: string,
    private readonly patienceMs = PATIENCE,
  ) {}

  /** Follows the job until its result, or until the signal aborts. What goes wrong is told to those who wait. */
  async follow(signal: AbortSignal): Promise<void> {
    const backOff = new BackOff();
    let trouble: { since: number; error: unknown } | undefined;
    while (!this.#result && !this.#failure) {
      const before = this.#line;
      const error = await this.#followOnce(signal);
      if (this.#result) return;
      if (signal.aborted) return this.#fail(signal.reason);
      // Without an error the script's own process was ended on the host: as a lost connection.
      if (error !== undefined && !isConnectionTrouble(error)) return this.#fail(error);
      if (this.#line > before || !trouble) {
        trouble = { since: Date.now(), error };
        backOff.reset();
      }
      trouble.error = error ?? trouble.error;
      if (Date.now() - trouble.since > this.patienceMs) {
        return this.#fail(trouble.error ?? jobNotFound(this.resolved, this.id));
      }
      await backOff.pause(signal);
    }
  }

  /** The events from the one with index `from` on, until the result. Ends when the signal aborts. */
  async *events(from: number, signal?: AbortSignal): AsyncGenerator<JobEvent, void> {
    for (let next = from; !signal?.aborted; ) {
      const event = this.#buffer.firstFrom(next);
      if (event) {
        yield event;
        if (event.type === 'result') return;
        next = event.index + 1;
      } else if (this.#failure) {
        throw this.#failure.error;
      } else if (this.#result) {
        return;
      } else {
        await this.#news(signal);
      }
    }
  }

  /** How the job ends. @throws what kept it from being followed to its end */
  async result(): Promise<JobResultEvent> {
    while (!this.#result) {
      if (this.#failure) throw this.#failure.error;
      await this.#news();
    }
    return this.#result;
  }

  async #followOnce(signal: AbortSignal): Promise<unknown> {
    try {
      await this.script.followJob(this.resolved, this.id, this.#line, (line) => this.#read(line), signal);
      return undefined;
    } catch (error) {
      return error;
    }
  }

  /** A damaged line counts, so that the next one has its right number. */
  #read(line: string | undefined): void {
    if (this.#result) return;
    const index = this.#line;
    this.#line += 1;
    const event = line === undefined ? undefined : readEvent(line);
    if (!event) return;
    if (event.type === 'result') {
      this.#result = resultEvent(this.resolved, this.id, index, event);
      this.#buffer.add(this.#result);
    } else {
      this.#buffer.add({ ...event, index });
    }
    this.#tell();
  }

  #fail(error: unknown): void {
    this.#failure = { error };
    this.#tell();
  }

  #tell(): void {
    for (const wake of this.#waiting) wake();
    this.#waiting.clear();
  }

  #news(signal?: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      const wake = () => {
        signal?.removeEventListener('abort', aborted);
        resolve();
      };
      const aborted = () => {
        this.#waiting.delete(wake);
        resolve();
      };
      this.#waiting.add(wake);
      signal?.addEventListener('abort', aborted, { once: true });
    });
  }
}
