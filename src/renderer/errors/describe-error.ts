import { ORPCError } from '@orpc/client';
import type { ErrorCode, ErrorData, FieldIssue } from '../../contract/errors';
import type { Translate } from '../i18n/i18n';

/** An error as the views show it. */
export interface Failure {
  /** `NO_ANSWER` is the page's own: the application behind it cannot be reached. */
  code: ErrorCode | 'NO_ANSWER' | (string & {});
  /** Short title of what failed, such as "Failed to list backups". */
  title?: string | undefined;
  /** The sentence for the operator. */
  message: string;
  /** The application's own, more precise English sentence where `message` is in another language. */
  original?: string | undefined;
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

/** Texts for refusals that arise before an operation is reached, so that they carry none. */
const BEFORE_OPERATION = {
  UNAUTHORIZED: 'errors:unauthorized',
  FORBIDDEN: 'errors:forbidden',
  PAYLOAD_TOO_LARGE: 'errors:payloadTooLarge',
} as const;

/** The code alone of whatever a call threw. */
export function failureCode(error: unknown): Failure['code'] {
  if (error instanceof ORPCError) return error.code;
  // fetch throws a TypeError when nothing answers; a closed port ends its calls with an AbortError.
  const unanswered = error instanceof TypeError || (error instanceof Error && error.name === 'AbortError');
  return unanswered ? 'NO_ANSWER' : 'INTERNAL';
}

/** Turns whatever a call threw into what the operator is told. */
export function describeError(error: unknown, t: Translate): Failure {
  if (error instanceof ORPCError) return describeAnswer(error, t);
  if (failureCode(error) === 'INTERNAL') return { code: 'INTERNAL', message: t('errors:internal'), issues: [] };
  return { code: 'NO_ANSWER', message: t('errors:noAnswer'), remedy: t('errors:noAnswerRemedy'), issues: [] };
}

function describeAnswer(error: ORPCError<string, unknown>, t: Translate): Failure {
  const { title, remedy, host, issues, details, fingerprint, keyType, secretKind } = errorData(error.data);
  return {
    code: error.code,
    ...sentence(error, t),
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

/** The application words its errors in English; other languages say what the code means, and show both. */
function sentence({ code, message, defined }: ORPCError<string, unknown>, t: Translate) {
  if (!defined && Object.hasOwn(BEFORE_OPERATION, code)) {
    return { message: t(BEFORE_OPERATION[code as keyof typeof BEFORE_OPERATION]) };
  }
  const meaning = t(`errors:code.${code as 'BUSY'}`, { defaultValue: message });
  return t('common:language') === 'en' || meaning === message ? { message } : { message: meaning, original: message };
}

/** The contract's data; a refusal before the operation carries the raw response, which has none of its fields. */
function errorData(data: unknown): ErrorData {
  return typeof data === 'object' && data !== null ? data : {};
}
