import { ORPCError } from '@orpc/client';
import type { ErrorBody, ErrorCode, ErrorData, FieldIssue } from '../../contract/errors';
import type { Translate } from '../i18n/i18n';
import { JobFailure } from './job-failure';

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
  /** With BUSY: what holds the package. */
  operation?: ErrorData['operation'];
  /** What a verification found. */
  problems?: string[] | undefined;
  /** What a cancelled operation put back. */
  undone?: string[] | undefined;
  /** Names the request in the log and on record. */
  correlationId?: string | undefined;
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
  if (error instanceof JobFailure) return error.body.code;
  // fetch throws a TypeError when nothing answers; a closed port ends its calls with an AbortError.
  const unanswered = error instanceof TypeError || (error instanceof Error && error.name === 'AbortError');
  return unanswered ? 'NO_ANSWER' : 'INTERNAL';
}

/** Turns whatever a call threw into what the operator is told. */
export function describeError(error: unknown, t: Translate): Failure {
  if (error instanceof ORPCError) return describeAnswer(error, t);
  if (error instanceof JobFailure) return describeErrorBody(error.body, t);
  if (failureCode(error) === 'INTERNAL') return { code: 'INTERNAL', message: t('errors:internal'), issues: [] };
  return { code: 'NO_ANSWER', message: t('errors:noAnswer'), remedy: t('errors:noAnswerRemedy'), issues: [] };
}

/** The same for the error that a job ended with. */
export function describeErrorBody({ code, message, error, ...data }: ErrorBody, t: Translate): Failure {
  return failureOf(code, sentence(code, message, t), { ...data, title: error });
}

function describeAnswer({ code, message, defined, data }: ORPCError<string, unknown>, t: Translate): Failure {
  const own = !defined && Object.hasOwn(BEFORE_OPERATION, code);
  const words = own ? { message: t(BEFORE_OPERATION[code as keyof typeof BEFORE_OPERATION]) } : undefined;
  return failureOf(code, words ?? sentence(code, message, t), errorData(data));
}

function failureOf(code: string, words: Pick<Failure, 'message' | 'original'>, data: ErrorData): Failure {
  const { title, remedy, host, issues, details, fingerprint, keyType, secretKind } = data;
  const { operation, problems, undone, correlationId } = data;
  return {
    code,
    ...words,
    title,
    remedy,
    host,
    issues: issues ?? [],
    details: details || undefined,
    fingerprint,
    keyType,
    secretKind,
    operation,
    problems,
    undone: undone == null ? undefined : [undone].flat(),
    correlationId,
  };
}

/** The application words its errors in English; other languages say what the code means, and show both. */
function sentence(code: string, message: string, t: Translate): Pick<Failure, 'message' | 'original'> {
  const meaning = t(`errors:code.${code as 'BUSY'}`, { defaultValue: message });
  return t('common:language') === 'en' || meaning === message ? { message } : { message: meaning, original: message };
}

/** The contract's data; a refusal before the operation carries the raw response, which has none of its fields. */
function errorData(data: unknown): ErrorData {
  return typeof data === 'object' && data !== null ? data : {};
}
