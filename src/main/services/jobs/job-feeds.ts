import pLimit, { type LimitFunction } from 'p-limit';
import { HoldfastError } from '../../../contract/errors';
import type { JobEvent, JobResultEvent } from '../../../contract/jobs';
import type { HostScript } from '../backups/host-script';
import type { ResolvedPackage } from '../packages/package-directory';
import { JobFeed } from './job-feed';

/** Jobs followed at once on one host: the rest of its channels is for everything else. */
const FOLLOWED_AT_ONCE = 5;
/** Milliseconds for which a job is followed on when nobody listens: whoever reloads a page comes back. */
const LINGER = 5000;

interface Shared {
  key: string;
  feed: JobFeed;
  listeners: number;
  abort: AbortController;
  linger?: NodeJS.Timeout;
}

/** One feed a job, shared by all who follow it, and ended when nobody does. */
export class JobFeeds {
  readonly #feeds = new Map<string, Shared>();
  readonly #limits = new Map<string, LimitFunction>();
  #closed = false;

  /** @param onEnd told when a job that was followed here has ended or is no longer followed */
  constructor(
    private readonly script: Pick<HostScript, 'followJob'>,
    private readonly onEnd: (resolved: ResolvedPackage) => void = () => {},
  ) {}

  /** The job's events from the one with index `from` on, until its result or until the signal aborts. */
  async *events(
    resolved: ResolvedPackage,
    id: string,
    from: number,
    signal?: AbortSignal,
  ): AsyncGenerator<JobEvent, void> {
    const shared = this.#listen(resolved, id);
    try {
      yield* shared.feed.events(from, signal);
    } finally {
      this.#leave(shared);
    }
  }

  /** How the job ends. @throws HoldfastError when it cannot be followed any more */
  async result(resolved: ResolvedPackage, id: string): Promise<JobResultEvent> {
    const shared = this.#listen(resolved, id);
    try {
      return await shared.feed.result();
    } finally {
      this.#leave(shared);
    }
  }

  /** Ends all feeds. The jobs go on. */
  close(): void {
    this.#closed = true;
    for (const shared of this.#feeds.values()) shared.abort.abort(closing());
  }

  #listen(resolved: ResolvedPackage, id: string): Shared {
    if (this.#closed) throw closing();
    const key = JSON.stringify([resolved.host.name, resolved.name, id]);
    let shared = this.#feeds.get(key);
    if (!shared) {
      const fresh: Shared = {
        key,
        feed: new JobFeed(this.script, resolved, id),
        listeners: 0,
        abort: new AbortController(),
      };
      this.#feeds.set(key, fresh);
      // Nothing is awaited: those who listen are told.
      void this.#limitOf(resolved.host.name)(() => fresh.feed.follow(fresh.abort.signal)).finally(() => {
        this.#forget(fresh);
        this.onEnd(resolved);
      });
      shared = fresh;
    }
    shared.listeners += 1;
    clearTimeout(shared.linger);
    return shared;
  }

  #leave(shared: Shared): void {
    shared.listeners -= 1;
    if (shared.listeners > 0) return;
    shared.linger = setTimeout(() => {
      // First, so that whoever comes now gets a feed that goes on.
      this.#forget(shared);
      shared.abort.abort(closing());
    }, LINGER).unref();
  }

  #forget(shared: Shared): void {
    if (this.#feeds.get(shared.key) === shared) this.#feeds.delete(shared.key);
  }

  #limitOf(host: string): LimitFunction {
    const limit = this.#limits.get(host) ?? pLimit(FOLLOWED_AT_ONCE);
    this.#limits.set(host, limit);
    return limit;
  }
}

/** Told to those who still wait for a job when the application ends. */
function closing(): HoldfastError {
  return new HoldfastError('CONNECTION_LOST', 'The job is no longer followed from here. It goes on.', {
    remedy: 'List the jobs of the package to see how it ended.',
  });
}
