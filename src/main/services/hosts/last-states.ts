import { z } from 'zod';
import { type HostState, type LastHostState, LastHostStateSchema } from '../../../contract/host-state';
import type { DocumentStore } from '../../platform/platform';

/** Milliseconds that changes are gathered for before they are written. */
const WRITE_AFTER = 1000;

/** What each host answered last, kept on disk for a start without a connection. Losing it costs nothing but that. */
export class LastStates {
  readonly #states = new Map<string, LastHostState>();
  #timer: NodeJS.Timeout | undefined;

  /**
   * What is stored and cannot be read, such as another version's, is forgotten.
   * @param isKnown whether a host is still in the inventory; others are not written
   */
  constructor(
    private readonly store: DocumentStore,
    private readonly isKnown: (host: string) => boolean,
  ) {
    const { hosts } = z.object({ hosts: z.array(z.unknown()).catch([]) }).parse(store.read());
    for (const item of hosts) {
      const { data } = LastHostStateSchema.safeParse(item);
      if (data) this.#states.set(data.host, data);
    }
  }

  get(host: string): LastHostState {
    return this.#states.get(host) ?? { host, state: null, failure: null };
  }

  answered(state: HostState): void {
    this.#keep({ host: state.host, state, failure: null });
  }

  failed(host: string, failure: NonNullable<LastHostState['failure']>): void {
    this.#keep({ ...this.get(host), failure });
  }

  /** Writes what is not written yet. */
  flush(): void {
    if (this.#timer === undefined) return;
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.store.write({ hosts: [...this.#states.values()].filter(({ host }) => this.isKnown(host)) });
  }

  #keep(state: LastHostState): void {
    this.#states.set(state.host, state);
    this.#timer ??= setTimeout(() => this.flush(), WRITE_AFTER).unref();
  }
}
