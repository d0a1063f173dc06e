import { createHash, timingSafeEqual } from 'node:crypto';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { refuse } from './error-body';

/** Names under which a browser may address this server: anything else is DNS rebinding. */
const LOOPBACK_NAMES = new Set(['127.0.0.1', 'localhost', '[::1]']);

/** Refuses what is addressed to another name or comes from another site. */
export function requireLoopback(server: FastifyInstance): void {
  server.addHook('onRequest', async (request, reply) => {
    if (isForThisServer(request)) return;
    return refuse(request, reply, 'FORBIDDEN', 'Requests must be addressed to this loopback address.');
  });
}

/** Refuses requests without the token, for the routes of this scope. */
export function requireToken(scope: FastifyInstance, token: string): void {
  scope.addHook('onRequest', async (request, reply) => {
    if (hasToken(request, token)) return;
    return refuse(request, reply.header('WWW-Authenticate', 'Bearer'), 'UNAUTHORIZED');
  });
}

function isForThisServer(request: FastifyRequest): boolean {
  const { host, origin } = request.headers;
  if (host === undefined || !LOOPBACK_NAMES.has(host.replace(/:\d+$/, ''))) return false;
  return origin === undefined || origin === `http://${host}`;
}

function hasToken(request: FastifyRequest, token: string): boolean {
  const given = /^Bearer (.+)$/i.exec(request.headers.authorization ?? '')?.[1] ?? '';
  // Hashes have one length, so that the comparison tells nothing of the token's.
  return timingSafeEqual(sha256(given), sha256(token));
}

function sha256(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
