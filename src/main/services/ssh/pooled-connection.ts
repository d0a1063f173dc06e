import { ChannelQueue } from './channel-queue';
import type { OpenConnection } from './open-connection';

/** A connection of the pool, being opened or open, and who uses it. */
export class PooledConnection {
  /** Rejects when the connection cannot be opened. */
  readonly opened: Promise<OpenConnection>;
  readonly channels = new ChannelQueue();
  readonly #abort = new AbortController();
  #users = 0;
  #idle: NodeJS.Timeout | undefined;
  #retired = false;

  /** @param idle what to do when nobody has used the connection for `after` milliseconds */
  constructor(
    open: (signal: AbortSignal) => Promise<OpenConnection>,
    private readonly idle: { after: number; action: () => void },
  ) {
    this.opened = open(this.#abort.signal);
    // Whoever waits for it is told; a rejection that nobody waits for must not end the application.
    this.opened.catch(() => {});
  }

  /** Counts a user, before whose end the connection does not count as idle. Returns the end of use. */
  acquire(): () => void {
    this.#users += 1;
    clearTimeout(this.#idle);
    let released = false;
    return () => {
      if (released) return;
      released = true;
      this.#users -= 1;
      if (this.#users > 0) return;
      if (this.#retired) this.close();
      else this.#idle = setTimeout(this.idle.action, this.idle.after).unref();
    };
  }

  /** Ends the connection when its users are done. It must not be given to new ones. */
  retire(): void {
    this.#retired = true;
    if (this.#users === 0) this.close();
  }

  /** Ends the connection now, also while it is being opened. */
  async close(): Promise<void> {
    clearTimeout(this.#idle);
    this.#abort.abort();
    await this.opened.then(
      (connection) => connection.close(),
      () => {},
    );
  }
}
