import { type ErrorCode, HoldfastError } from '../../../contract/errors';
import type { Host } from '../../../contract/inventory';
import type { OpenConnection } from './open-connection';
import { PooledConnection } from './pooled-connection';

/**
 * Milliseconds for which a failed attempt answers for further ones: many questions to a dead host cost
 * one attempt, and a person who tries again starts a new one.
 */
const FAILURE_MEMORY = 1000;
/** Other failures wait for the operator's answer, and must be gone when it comes. */
const REMEMBERED = new Set<ErrorCode>(['HOST_UNREACHABLE', 'CONNECTION_REFUSED', 'AUTHENTICATION_FAILED']);

export interface PoolOptions {
  open: (host: Host, signal: AbortSignal) => Promise<OpenConnection>;
  /** What makes two connections different. */
  keyOf: (host: Host) => string;
  /** Milliseconds after which an unused connection is closed. */
  idleMs: number;
}

/** One connection a host: opened on demand, shared, forgotten when lost or failed, closed when idle. */
export class ConnectionPool {
  readonly #current = new Map<string, PooledConnection>();
  /** Also those that new users no longer get. */
  readonly #all = new Set<PooledConnection>();

  constructor(private readonly options: PoolOptions) {}

  get(host: Host): PooledConnection {
    const key = this.options.keyOf(host);
    const current = this.#current.get(key);
    if (current) return current;
    const pooled: PooledConnection = new PooledConnection((signal) => this.options.open(host, signal), {
      after: this.options.idleMs,
      action: () => this.retire(pooled),
    });
    this.#current.set(key, pooled);
    this.#all.add(pooled);
    pooled.opened.then(
      (connection) => connection.closed.then(() => this.#forget(pooled)),
      (error: unknown) => {
        const remembered = error instanceof HoldfastError && REMEMBERED.has(error.code);
        if (remembered) setTimeout(() => this.#forget(pooled), FAILURE_MEMORY).unref();
        else this.#forget(pooled);
      },
    );
    return pooled;
  }

  /** The next user gets a new connection. This one ends when its users are done. */
  retire(pooled: PooledConnection): void {
    this.#takeOut(pooled);
    pooled.retire();
  }

  /** Retires the connection to a host, if there is one, and forgets that connecting failed. */
  disconnect(host: Host): void {
    const current = this.#current.get(this.options.keyOf(host));
    if (current) this.retire(current);
  }

  /** Ends everything within a second. */
  async close(): Promise<void> {
    this.#current.clear();
    await Promise.all([...this.#all].map((pooled) => pooled.close()));
  }

  #forget(pooled: PooledConnection): void {
    this.#all.delete(pooled);
    this.#takeOut(pooled);
  }

  #takeOut(pooled: PooledConnection): void {
    for (const [key, current] of this.#current) if (current === pooled) this.#current.delete(key);
  }
}
