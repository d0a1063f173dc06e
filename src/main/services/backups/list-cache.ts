import type { BackupListResponse } from '../../../contract/backups';

interface Entry {
  answer: Promise<BackupListResponse>;
  /** Milliseconds since the epoch; Infinity while the answer is under way. */
  expires: number;
}

/**
 * Keeps list answers for a short time. Questions asked while one is under way share its answer;
 * a failure is never kept. What was asked before `drop` is never kept after it.
 */
export class ListCache {
  readonly #entries = new Map<string, Entry>();

  constructor(private readonly ttlMs: number) {}

  get(key: string, ask: () => Promise<BackupListResponse>): Promise<BackupListResponse> {
    const known = this.#entries.get(key);
    if (known && known.expires > Date.now()) return known.answer;
    const entry: Entry = { answer: ask(), expires: Number.POSITIVE_INFINITY };
    this.#entries.set(key, entry);
    entry.answer.then(
      () => {
        entry.expires = Date.now() + this.ttlMs;
      },
      () => {
        if (this.#entries.get(key) === entry) this.#entries.delete(key);
      },
    );
    return entry.answer;
  }

  drop(key: string): void {
    this.#entries.delete(key);
  }
}
