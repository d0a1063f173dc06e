import { ORPCError } from '@orpc/client';
import { ValidationError } from '@orpc/contract';
import { ERROR_CODES, type ErrorData, type FieldIssue, HoldfastError } from '../../contract/errors';
import type { Log } from '../application';
import type { Caller } from '../services/activity/caller';

/**
 * Turns whatever an operation throws into the contract's error: a code of the closed set, a sentence
 * for the operator, and data with the operation's title. What is not expected is logged whole and
 * answered without its inner words.
 */
export function contractError(
  error: unknown,
  { title, caller, log }: { title: string | undefined; caller: Caller; log: Log },
): ORPCError<string, ErrorData> {
  const { code, message, data } = holdfastError(error, log);
  return new ORPCError(code, {
    status: ERROR_CODES[code].status,
    message,
    data: { title, ...data, correlationId: caller.correlationId },
    defined: true,
  });
}

/** Whether the contract's schemas refused the input, or it could not be read at all. */
export function refusedInput(error: unknown): error is ORPCError<'BAD_REQUEST', unknown> {
  return error instanceof ORPCError && error.code === 'BAD_REQUEST';
}

function holdfastError(error: unknown, log: Log): HoldfastError {
  if (error instanceof HoldfastError) return error;
  if (refusedInput(error)) return badRequest(error);
  log.error({ err: error }, 'An operation failed unexpectedly');
  return new HoldfastError('INTERNAL');
}

/** Input that the contract's schemas refused, or a body that could not be read at all. */
function badRequest(error: ORPCError<string, unknown>): HoldfastError {
  if (!(error.cause instanceof ValidationError)) return new HoldfastError('BAD_REQUEST', error.message);
  const issues = error.cause.issues.map(({ path = [], message }): FieldIssue => {
    // Inputs are { params, query, body }: the operator knows the field, not where it stands.
    const keys = path.map((part) => String(typeof part === 'object' ? part.key : part));
    return { field: keys.slice(1).join('.') || (keys[0] ?? ''), message };
  });
  const list = issues.map(({ field, message }) => `${field}: ${message}`).join('; ');
  return new HoldfastError('BAD_REQUEST', list, { issues, field: issues[0]?.field });
}
