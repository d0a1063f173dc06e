import type { Client } from '../client';
import { followJob } from './follow-job';
import { applyEvent, type JobPlace, type JobStart, type JobView, newJob } from './job-view';

type Listener = () => void;
type EndListener = (job: JobView) => void;

/** Milliseconds within which changes are shown together: a job's past comes in a burst. */
const BATCH = 100;

/** The jobs that the window follows, whichever views are open. A snapshot never changes; a change makes a new one. */
export class JobStore {
  #jobs: ReadonlyMap<string, JobView> = new Map();
  #shown = this.#jobs;
  #timer: ReturnType<typeof setTimeout> | undefined;
  readonly #listeners = new Set<Listener>();
  readonly #endListeners = new Set<EndListener>();
  #ending = new AbortController();

  constructor(private readonly client: Client) {}

  readonly subscribe = (listener: Listener): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  readonly snapshot = (): ReadonlyMap<string, JobView> => this.#shown;

  /** Tells of each job's end once, whether or not this window started it. */
  onEnd(listener: EndListener): () => void {
    this.#endListeners.add(listener);
    return () => this.#endListeners.delete(listener);
  }

  /** Follows a job and waits for its end; undefined when the host knows no such job any more. */
  followToEnd(start: JobStart): Promise<JobView | undefined> {
    const key = keyOf(start);
    return new Promise((resolve) => {
      const finish = (job?: JobView) => {
        stopListening();
        stopWatching();
        resolve(job);
      };
      const stopListening = this.onEnd((job) => keyOf(job) === key && finish(job));
      const stopWatching = this.subscribe(() => !this.#jobs.has(key) && finish());
      this.follow(start);
    });
  }

  /** Follows a job until its end. One that is followed already stays as it is. */
  follow(start: JobStart): void {
    const key = keyOf(start);
    const known = this.#jobs.get(key);
    if (known) {
      if (start.own && !known.own) this.#change(key, { ...known, own: true });
      return;
    }
    this.#change(key, newJob(start, Date.now()), true);
    void followJob(this.client, start, this.#ending.signal, {
      onEvent: (event) => {
        const job = this.#jobs.get(key);
        if (job) this.#change(key, applyEvent(job, event, Date.now()), event.type === 'result');
      },
      onLost: () => {
        const job = this.#jobs.get(key);
        if (job) this.#change(key, { ...job, connected: false, cancellable: false }, true);
      },
      onGone: () => this.#remove(key),
    });
  }

  /** Asks a job to end safely. Whether it did, its end tells. */
  async cancel({ host, packageName, jobId }: JobPlace): Promise<void> {
    this.#setCancelling(keyOf({ host, packageName, jobId }), true);
    try {
      await this.client.jobs.cancel({ params: { id: jobId }, query: { host, package: packageName } });
    } catch (error) {
      this.#setCancelling(keyOf({ host, packageName, jobId }), false);
      throw error;
    }
  }

  /** Follows nothing more. */
  stop(): void {
    this.#ending.abort();
    this.#ending = new AbortController();
    clearTimeout(this.#timer);
    this.#jobs = new Map();
    this.#show();
  }

  #setCancelling(key: string, cancelling: boolean): void {
    const job = this.#jobs.get(key);
    if (job) this.#change(key, { ...job, cancelling }, true);
  }

  #change(key: string, job: JobView, now = false): void {
    this.#jobs = new Map(this.#jobs).set(key, job);
    if (now) this.#show();
    else this.#timer ??= setTimeout(() => this.#show(), BATCH);
    if (job.end === undefined) return;
    for (const listener of [...this.#endListeners]) listener(job);
    this.#remove(key);
  }

  #remove(key: string): void {
    const jobs = new Map(this.#jobs);
    jobs.delete(key);
    this.#jobs = jobs;
    this.#show();
  }

  #show(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#shown = this.#jobs;
    for (const listener of [...this.#listeners]) listener();
  }
}

function keyOf({ host, packageName, jobId }: JobPlace): string {
  return JSON.stringify([host, packageName, jobId]);
}
