/** A long operation that this application began and waits for. */
export interface RunningOperation {
  /** As on record, such as `backup.create`. */
  operation: string;
  host: string;
  packageName: string;
  /** Milliseconds since 1970. */
  startedAt: number;
}

/** How one ended. */
export interface EndedOperation extends RunningOperation {
  outcome: 'done' | 'failed';
  durationMs: number;
}

/** Knows which long operations run now, so that the desktop can show them and tell of their end. */
export class RunningOperations {
  readonly #running = new Set<RunningOperation>();
  readonly #changeListeners = new Set<() => void>();
  readonly #endListeners = new Set<(ended: EndedOperation) => void>();

  /** Oldest first. */
  list(): RunningOperation[] {
    return [...this.#running];
  }

  onChange(listener: () => void): void {
    this.#changeListeners.add(listener);
  }

  onEnd(listener: (ended: EndedOperation) => void): void {
    this.#endListeners.add(listener);
  }

  /** Counts an operation as running until its promise settles, whose outcome stays the caller's. */
  track(what: Omit<RunningOperation, 'startedAt'>, ended: Promise<unknown>): void {
    const running = { ...what, startedAt: Date.now() };
    this.#running.add(running);
    this.#changed();
    const end = (outcome: EndedOperation['outcome']) => () => {
      this.#running.delete(running);
      this.#changed();
      const report = { ...running, outcome, durationMs: Date.now() - running.startedAt };
      for (const listener of this.#endListeners) listener(report);
    };
    ended.then(end('done'), end('failed'));
  }

  #changed(): void {
    for (const listener of this.#changeListeners) listener();
  }
}
