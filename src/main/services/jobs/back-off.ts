import { setTimeout as delay } from 'node:timers/promises';

/** Milliseconds before the first and the longest before a further attempt. */
const FIRST = 250;
const LONGEST = 10_000;

/** Pauses that double: for reconnecting to a host that may stay away. */
export class BackOff {
  #next = FIRST;

  /** The next trouble is a new one. */
  reset(): void {
    this.#next = FIRST;
  }

  /** Waits; ends at once when the signal aborts. It keeps no process running. */
  async pause(signal?: AbortSignal): Promise<void> {
    const milliseconds = this.#next;
    this.#next = Math.min(2 * milliseconds, LONGEST);
    await delay(milliseconds, undefined, { signal, ref: false }).catch((error: unknown) => {
      if (!signal?.aborted) throw error;
    });
  }
}
