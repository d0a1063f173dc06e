import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { FastifyInstance } from 'fastify';

const HEADER = 'X-Correlation-Id';

/** A request's id: the client's own when it is a plain word, so that its log and ours can be joined. */
export function correlationIdOf({ headers }: IncomingMessage): string {
  const given = headers[HEADER.toLowerCase()];
  return typeof given === 'string' && /^[A-Za-z0-9._-]{1,64}$/.test(given) ? given : randomUUID();
}

/** Tells every client its request's id. */
export function answerCorrelationId(server: FastifyInstance): void {
  server.addHook('onRequest', async (request, reply) => {
    reply.header(HEADER, request.id);
  });
}
