/** Counts what happened within the last minute, by key, and says when the next may happen. */
export class RateLimit {
  readonly #times = new Map<string, number[]>();

  /**
   * @param limit how many a minute; 0: any number
   * @param now milliseconds that only ever grow: clocks are set back
   */
  constructor(
    private readonly limit: number,
    private readonly now: () => number = () => performance.now(),
  ) {}

  /** Seconds until the next is allowed; undefined when it is allowed now. */
  wait(key: string): number | undefined {
    const times = this.#recent(key);
    if (this.limit === 0 || times.length < this.limit) return undefined;
    const oldest = times[times.length - this.limit] as number;
    return Math.max(1, Math.ceil((oldest + MINUTE - this.now()) / 1000));
  }

  count(key: string): void {
    if (this.limit === 0) return;
    this.#times.set(key, [...this.#recent(key), this.now()]);
  }

  #recent(key: string): number[] {
    const since = this.now() - MINUTE;
    const times = (this.#times.get(key) ?? []).filter((time) => time > since).slice(-this.limit);
    if (times.length === 0) this.#times.delete(key);
    return times;
  }
}

/** In milliseconds. */
const MINUTE = 60_000;
