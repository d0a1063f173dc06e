import type { JobEvent } from '../../../contract/jobs';

/** Sentences that are kept of a job. The oldest go first. */
const LOGS_KEPT = 5000;

/**
 * The events of one job, in order. Progress that a later one of the same phase has overtaken is dropped, so that
 * whoever comes late or reads slowly gets what matters, and memory stays small however long the job runs.
 */
export class EventBuffer {
  #events: JobEvent[] = [];

  add(event: JobEvent): void {
    const last = this.#events.at(-1);
    if (event.type === 'progress' && last?.type === 'progress' && last.phase === event.phase) this.#events.pop();
    this.#events.push(event);
    if (this.#events.length > 2 * LOGS_KEPT) this.#events = this.#events.slice(-LOGS_KEPT);
  }

  /** The first event with at least this index. */
  firstFrom(index: number): JobEvent | undefined {
    let low = 0;
    let high = this.#events.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.#events[middle]?.index ?? 0) < index) low = middle + 1;
      else high = middle;
    }
    return this.#events[low];
  }
}
