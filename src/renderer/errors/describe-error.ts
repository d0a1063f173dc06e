import { ORPCError } from '@orpc/client';
import type { ErrorCode, ErrorData, FieldIssue } from '../../contract/errors';

/** An error as the views show it. */
export interface Failure {
  /** `NO_ANSWER` is the page's own: the application behind it cannot be reached. */
  code: ErrorCode | 'NO_ANSWER' | (string & {});
  /** Short title of what failed, such as "Failed to list backups". */
  title?: string | undefined;
  /** The sentence for the operator. */
  message: string;
  /** What to do next. */
  remedy?: string | undefined;
  host?: string | undefined;
  issues: FieldIssue[];
  /** The host's own words. */
  details?: string | undefined;
  fingerprint?: string | undefined;
  keyType?: string | undefined;
  secretKind?: 'password' | 'passphrase' | undefined;
}

const NO_ANSWER: Failure = {
  code: 'NO_ANSWER',
  message: 'Holdfast does not answer.',
  remedy: 'Check that Holdfast is still running, then try again.',
  issues: [],
};

/** Sentences for refusals that arise before an operation is reached, so that they carry none. */
const BEFORE_OPERATION: Record<string, string> = {
  UNAUTHORIZED: 'The access token is not valid.',
  FORBIDDEN: 'Holdfast refused the request because of the address that this page was opened with.',
  PAYLOAD_TOO_LARGE: 'The document is too large.',
};

/** Turns whatever a call threw into what the operator is told. */
export function describeError(error: unknown): Failure {
  if (error instanceof ORPCError) return describeAnswer(error);
  // fetch throws a TypeError when nothing answers; a closed port ends its calls with an AbortError.
  if (error instanceof TypeError || (error instanceof Error && error.name === 'AbortError')) return NO_ANSWER;
  return { code: 'INTERNAL', message: 'Something unexpected went wrong.', issues: [] };
}

function describeAnswer({ code, message, defined, data }: ORPCError<string, unknown>): Failure {
  const own = defined ? undefined : BEFORE_OPERATION[code];
  const { title, remedy, host, issues, details, fingerprint, keyType, secretKind } = errorData(data);
  return {
    code,
    message: own ?? message,
    title,
    remedy,
    host,
    issues: issues ?? [],
    details: details || undefined,
    fingerprint,
    keyType,
    secretKind,
  };
}

/** The contract's data; a refusal before the operation carries the raw response, which has none of its fields. */
function errorData(data: unknown): ErrorData {
  return typeof data === 'object' && data !== null ? data : {};
}
