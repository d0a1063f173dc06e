import { appendFile, mkdir } from 'node:fs/promises';
import { userInfo } from 'node:os';
import { dirname } from 'node:path';
import { HoldfastError } from '../../../contract/errors';

/** What is said of an operation before it runs. */
export interface AuditedOperation {
  operation: 'backup.create' | 'backup.restore' | 'host.trustKey' | 'inventory.merge';
  host?: string;
  packageName?: string;
  /** What was asked for; never a secret. */
  arguments?: Record<string, unknown>;
}

/** Appends one JSON line for each operation that changes something, with who, when, outcome and duration. */
export class AuditLog {
  /** @param onFailure told when a line cannot be written: that never changes how the operation ended. */
  constructor(
    private readonly file: string,
    private readonly onFailure: (error: unknown) => void,
  ) {}

  /** Runs `action` and records how it ended. Its result or error is passed on unchanged. */
  async record<T>(operation: AuditedOperation, action: () => Promise<T>): Promise<T> {
    const started = Date.now();
    const entry = { time: new Date(started).toISOString(), user: userInfo().username, ...operation };
    try {
      const result = await action();
      await this.#append({ ...entry, outcome: 'done', durationMs: Date.now() - started });
      return result;
    } catch (error) {
      const code = error instanceof HoldfastError ? error.code : 'INTERNAL';
      await this.#append({ ...entry, outcome: 'failed', code, durationMs: Date.now() - started });
      throw error;
    }
  }

  async #append(entry: object): Promise<void> {
    try {
      await mkdir(dirname(this.file), { recursive: true, mode: 0o700 });
      await appendFile(this.file, `${JSON.stringify(entry)}\n`, { mode: 0o600 });
    } catch (error) {
      this.onFailure(error);
    }
  }
}
