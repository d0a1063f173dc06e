import { setTimeout as delay } from 'node:timers/promises';
import pLimit from 'p-limit';
import type { Host } from '../../../contract/inventory';
import { ChannelNotOpened, LONGEST_TIMER } from './execute';
import { neverItsTurn } from './failures';

/** Channels open at once on one connection; sshd allows 10 unless MaxSessions says otherwise. */
const CHANNELS_PER_HOST = 8;
/** sshd counts a session for a moment after it has said that it ended: how often to ask again, and after how many milliseconds. */
const REFUSALS = 3;
const PAUSE = 20;

/** How long a command may wait for its turn. */
export interface Patience {
  /** Milliseconds. */
  timeoutMs: number;
  signal?: AbortSignal;
}

/** Lets a bounded number of commands run on one connection; the others wait for their turn. */
export class ChannelQueue {
  readonly #limit = pLimit(CHANNELS_PER_HOST);
  #running = 0;

  /**
   * @param task is given the milliseconds that waiting has left of its time.
   * @throws HoldfastError TIMEOUT when its turn never came; whatever the task throws.
   */
  async run<T>(host: Host, patience: Patience, task: (timeoutMs: number) => Promise<T>): Promise<T> {
    const end = performance.now() + patience.timeoutMs;
    for (let refusals = 1; ; refusals += 1) {
      const timeoutMs = Math.max(1, end - performance.now());
      try {
        return await this.#turn(host, { ...patience, timeoutMs }, () => task(Math.max(1, end - performance.now())));
      } catch (error) {
        if (!(error instanceof ChannelNotOpened && error.refused)) throw error;
        // None of ours is in its way: the host refuses for another reason.
        if (this.#running === 0 && refusals > REFUSALS) throw error;
        // This sshd allows fewer sessions than we use.
        const { concurrency } = this.#limit;
        this.#limit.concurrency = Math.max(1, Math.min(concurrency - 1, this.#running || concurrency));
        await delay(PAUSE);
      }
    }
  }

  #turn<T>(host: Host, { timeoutMs, signal }: Patience, task: () => Promise<T>): Promise<T> {
    return new Promise((resolve, reject) => {
      let waiting = true;
      const stopWaiting = () => {
        waiting = false;
        clearTimeout(timer);
        signal?.removeEventListener('abort', aborted);
      };
      const giveUp = (error: unknown) => {
        stopWaiting();
        reject(error);
      };
      const aborted = () => giveUp(signal?.reason);
      const timer = setTimeout(() => giveUp(neverItsTurn(host, timeoutMs)), Math.min(timeoutMs, LONGEST_TIMER));
      signal?.addEventListener('abort', aborted);
      if (signal?.aborted) return aborted();

      this.#limit(async () => {
        if (!waiting) return;
        stopWaiting();
        this.#running += 1;
        try {
          const result = await task();
          this.#running -= 1;
          resolve(result);
        } catch (error) {
          this.#running -= 1;
          reject(error);
        }
      });
    });
  }
}
