import { HoldfastError } from '../../../contract/errors';
import type { RestStatus } from '../../../contract/rest';
import { SettingsSchema } from '../../../contract/settings';
import type { DocumentStore } from '../../platform/platform';

/** A server that answers. */
export interface RunningServer {
  url: string;
  close(): Promise<void>;
}

/** Switches REST beside the desktop window on and off, and remembers it in `settings.json`. */
export class RestService {
  #start: ((port: number) => Promise<RunningServer>) | undefined;
  #running: RunningServer | undefined;
  #turn: Promise<unknown> = Promise.resolve();

  constructor(private readonly settings: DocumentStore) {}

  /** The application is this server: it cannot be switched off from within. */
  runAlways(server: RunningServer): void {
    this.#running = server;
  }

  /** Makes it switchable, and starts it when it is on. @param start rejects when the port cannot be used */
  async makeSwitchable(start: (port: number) => Promise<RunningServer>): Promise<void> {
    this.#start = start;
    const { enabled, port } = this.#stored();
    if (enabled) await this.#inTurn(() => this.#open(port));
  }

  status(): RestStatus {
    const switchable = this.#start !== undefined;
    const { enabled, port } = this.#stored();
    const url = this.#running?.url ?? null;
    return { enabled: switchable ? enabled : true, url, port, switchable };
  }

  /** @throws HoldfastError PORT_UNAVAILABLE; BAD_REQUEST where the application is nothing but REST */
  async change(enabled: boolean, port = this.#stored().port): Promise<RestStatus> {
    if (this.#start === undefined) {
      throw new HoldfastError('BAD_REQUEST', 'This application is REST and its page: end it to switch REST off.');
    }
    await this.#inTurn(async () => {
      const stored = this.#stored();
      if (enabled && stored.enabled && port === stored.port && this.#running) return;
      const before = this.#running;
      // The new one first: when its port cannot be used, the old one goes on.
      if (enabled) await this.#open(port);
      else this.#running = undefined;
      await before?.close();
      this.settings.write({ ...this.settings.read(), rest: { enabled, port } });
    });
    return this.status();
  }

  async close(): Promise<void> {
    const server = this.#running;
    this.#running = undefined;
    await server?.close();
  }

  async #open(port: number): Promise<void> {
    this.#running = await this.#start?.(port);
  }

  #inTurn(work: () => Promise<void>): Promise<void> {
    const turn = this.#turn.then(work);
    this.#turn = turn.catch(() => {});
    return turn;
  }

  #stored() {
    return SettingsSchema.shape.rest.parse(this.settings.read().rest ?? {});
  }
}
