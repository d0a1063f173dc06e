import type { Outcome } from '../../../contract/activity';
import { HoldfastError } from '../../../contract/errors';
import type { AuditFile } from './audit-file';
import { currentCaller } from './caller';
import { osUser } from './os-user';

/** What is said of an operation before it runs. */
export interface AuditedOperation {
  /** Area and verb, such as `backup.create`. */
  operation: string;
  host?: string | undefined;
  packageName?: string | undefined;
  /** What was asked for; never a secret. */
  arguments?: Record<string, unknown> | undefined;
}

/** Characters of arguments that are kept: an entry must fit into `AuditFile`'s tail. */
const ARGUMENTS_LIMIT = 8192;

/** Codes with which nothing was begun, because it was not allowed, not understood or not possible. */
const REFUSALS: ReadonlySet<string> = new Set([
  'BAD_REQUEST',
  'UNAUTHORIZED',
  'FORBIDDEN',
  'RATE_LIMITED',
  'PACKAGE_NOT_FOUND',
  'HOST_NOT_FOUND',
  'PACKAGE_AMBIGUOUS',
  'BACKUP_NOT_SUPPORTED',
  'BUSY',
]);

/** Puts on record each operation that changes something, and each refusal: who, when, what, outcome, duration. */
export class AuditLog {
  /** @param onFailure told when a line cannot be written: that never changes how the operation ended. */
  constructor(
    private readonly file: AuditFile,
    private readonly onFailure: (error: unknown) => void,
  ) {}

  /** Runs `action` and records how it ended. Its result or error is passed on unchanged. */
  async record<T>(operation: AuditedOperation, action: () => Promise<T>): Promise<T> {
    const started = Date.now();
    try {
      const result = await action();
      await this.note(operation, started);
      return result;
    } catch (error) {
      await this.note(operation, started, error instanceof HoldfastError ? error.code : 'INTERNAL');
      throw error;
    }
  }

  /** Records what has ended. @param started milliseconds since the epoch @param code why it did not succeed */
  async note({ operation, ...details }: AuditedOperation, started: number, code?: string): Promise<void> {
    const caller = currentCaller();
    caller.recorded = true;
    try {
      await this.file.append({
        time: new Date(started).toISOString(),
        operation,
        outcome: outcomeOf(code),
        code,
        user: osUser(),
        token: caller.token,
        via: caller.via,
        correlationId: caller.correlationId,
        ...details,
        arguments: bounded(details.arguments),
        durationMs: Math.max(0, Date.now() - started),
      });
    } catch (error) {
      this.onFailure(error);
    }
  }
}

function outcomeOf(code: string | undefined): Outcome {
  if (code === undefined) return 'done';
  return REFUSALS.has(code) ? 'refused' : 'failed';
}

function bounded(values: Record<string, unknown> | undefined): Record<string, unknown> | undefined {
  const text = JSON.stringify(values);
  if (text === undefined || text.length <= ARGUMENTS_LIMIT) return values;
  return { omitted: `${text.length} characters` };
}
