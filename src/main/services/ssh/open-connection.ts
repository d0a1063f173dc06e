import type { Duplex } from 'node:stream';
import { setTimeout as delay } from 'node:timers/promises';
import type { Client } from 'ssh2';

/** Milliseconds that the other side has to say goodbye. */
const FAREWELL = 500;

/** A connection that is logged in. */
export class OpenConnection {
  #open = true;
  readonly #closed: Promise<void>;

  constructor(
    readonly client: Client,
    private readonly stream: Duplex,
  ) {
    this.#closed = new Promise((resolve) => {
      client.once('close', () => {
        this.#open = false;
        resolve();
      });
    });
    // ssh2 may wait for the other side after an error, a keep-alive without answer included.
    client.on('error', () => stream.destroy());
  }

  /** False as soon as the connection is known to be lost. */
  get isOpen(): boolean {
    return this.#open;
  }

  /** Resolves when the connection has ended, however that came. */
  get closed(): Promise<void> {
    return this.#closed;
  }

  /** Ends the connection, in under a second whatever the other side does. */
  async close(): Promise<void> {
    if (!this.#open) return;
    this.client.end();
    const limit = setTimeout(() => this.stream.destroy(), FAREWELL);
    // A stream through a jump host that is gone too never says that it closed.
    const patience = delay(FAREWELL + 100, undefined, { ref: false });
    await Promise.race([this.#closed, patience]);
    clearTimeout(limit);
  }
}
