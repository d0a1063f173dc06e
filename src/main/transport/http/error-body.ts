import { ERROR_CODES, type ErrorBody, type ErrorCode, type ErrorData } from '../../../contract/errors';

/** The JSON body that every REST error has; `error` and `message` are the specification's fields. */
export function errorBody(code: string, message: string, { title, ...data }: ErrorData = {}): ErrorBody {
  return { success: false, error: title ?? 'Request failed', message, code, ...data };
}

/** Status and body of an error that arises before any operation is reached. */
export function failure(code: ErrorCode, message: string = ERROR_CODES[code].message) {
  return { status: ERROR_CODES[code].status, body: errorBody(code, message) };
}
