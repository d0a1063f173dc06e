import type { AnySchema } from '@orpc/contract';
import { accessOf } from '../../contract/access';
import type { OperationMeta } from '../../contract/base';
import { HoldfastError } from '../../contract/errors';
import type { Application } from '../application';
import type { Caller } from '../services/activity/caller';
import { refusedInput } from './failures';

/** One call of an operation. */
export interface Call {
  application: Application;
  caller: Caller;
  path: readonly string[];
  input: unknown;
  operation: { meta: OperationMeta; route: { method?: string }; inputSchema?: AnySchema | undefined };
}

/**
 * Sees to it that whatever changes something is on record, refusals included. A service that knows more of its
 * operation, such as the host it resolved, has recorded it by itself.
 */
export async function putOnRecord<T>(call: Call, action: () => Promise<T>): Promise<T> {
  const started = Date.now();
  try {
    const result = await action();
    if (changes(call)) await note(call, started);
    return result;
  } catch (error) {
    const code = codeOf(error);
    // A question that is not understood changes nothing and is nobody's attempt at anything.
    if (changes(call) || code === 'FORBIDDEN') await note(call, started, code);
    throw error;
  }
}

const changes = ({ operation }: Call) => accessOf(operation) !== 'read';

async function note({ application, caller, path, input }: Call, started: number, code?: string): Promise<void> {
  if (caller.recorded) return;
  await application.audit.note({ operation: operationName(path), ...targetOf(input) }, started, code);
}

function codeOf(error: unknown): string {
  if (error instanceof HoldfastError) return error.code;
  return refusedInput(error) ? 'BAD_REQUEST' : 'INTERNAL';
}

/** `backup.create` for the operation `create` of the area `backups`. */
function operationName([area = '', ...rest]: readonly string[]): string {
  return [area.replace(/s$/, ''), ...rest].join('.');
}

/** Host and package as the caller wrote them: nothing else of an input is known to be no secret. */
function targetOf(input: unknown) {
  const { params, query } = (input ?? {}) as { params?: Record<string, unknown>; query?: Record<string, unknown> };
  return { host: name(params?.host ?? query?.host), packageName: name(params?.packageName) };
}

function name(value: unknown): string | undefined {
  return typeof value === 'string' ? value.slice(0, 255) : undefined;
}
