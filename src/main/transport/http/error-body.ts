import type { FastifyReply, FastifyRequest } from 'fastify';
import { ERROR_CODES, type ErrorBody, type ErrorCode, type ErrorData } from '../../../contract/errors';

/** The JSON body that every REST error has; `error` and `message` are the specification's fields. */
export function errorBody(code: string, message: string, { title, ...data }: ErrorData = {}): ErrorBody {
  return { success: false, error: title ?? 'Request failed', message, code, ...data };
}

/** Answers a request that fails before any operation is reached. */
export function refuse(
  { id }: FastifyRequest,
  reply: FastifyReply,
  code: ErrorCode,
  message: string = ERROR_CODES[code].message,
  data: ErrorData = {},
): FastifyReply {
  const { retryAfterSeconds } = data;
  if (retryAfterSeconds !== undefined) reply.header('Retry-After', retryAfterSeconds);
  return reply.status(ERROR_CODES[code].status).send(errorBody(code, message, { ...data, correlationId: id }));
}
