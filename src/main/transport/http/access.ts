import { timingSafeEqual } from 'node:crypto';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { AccessScope } from '../../../contract/access';
import type { Application } from '../../application';
import { RateLimit } from '../../services/rest/rate-limit';
import { hash } from '../../services/rest/token-service';
import { refuse } from './error-body';
import type { RefusalRecorder } from './refusals';

/** Whose token a request carries. */
export interface Identity {
  token: string;
  scope: AccessScope;
}

declare module 'fastify' {
  interface FastifyRequest {
    identity: Identity | undefined;
  }
}

/** The name of the token that is printed at the start: it may do everything, so that it can make the others. */
const OWNER = 'rest-token';
/** Requests with a wrong token that are answered at once, a minute; more have to wait, right ones never. */
const WRONG_TOKENS = 10;

/**
 * Refuses what is addressed to another name, which is DNS rebinding, or comes from another site.
 * @param names the host names and addresses that this server may be addressed by
 */
export function requireOwnAddress(
  server: FastifyInstance,
  names: ReadonlySet<string>,
  refusals: RefusalRecorder,
): void {
  server.addHook('onRequest', async (request, reply) => {
    if (isForThisServer(request, names)) return;
    await refusals.note(request, 'FORBIDDEN');
    return refuse(request, reply, 'FORBIDDEN', 'Requests must be addressed to this server, from its own page.');
  });
}

/** Refuses requests without a token that is known, for the routes of this scope, and slows those down. */
export function requireToken(
  scope: FastifyInstance,
  { tokens }: Pick<Application, 'tokens'>,
  ownerToken: string,
  refusals: RefusalRecorder,
): void {
  const wrong = new RateLimit(WRONG_TOKENS);
  scope.decorateRequest('identity', undefined);
  scope.addHook('onRequest', async (request, reply) => {
    const given = /^Bearer (.+)$/i.exec(request.headers.authorization ?? '')?.[1] ?? '';
    request.identity = identify(given);
    if (request.identity) return;
    const seconds = wrong.wait('');
    if (seconds !== undefined) {
      return refuse(request, reply, 'RATE_LIMITED', 'Too many requests with a wrong token.', {
        retryAfterSeconds: seconds,
      });
    }
    wrong.count('');
    await refusals.note(request, 'UNAUTHORIZED');
    return refuse(request, reply.header('WWW-Authenticate', 'Bearer'), 'UNAUTHORIZED');
  });

  function identify(token: string): Identity | undefined {
    // Both are always looked at: which of them a token is, the time must not tell.
    const named = tokens.identify(token);
    const isOwner = timingSafeEqual(hash(token), hash(ownerToken));
    if (isOwner) return { token: OWNER, scope: 'admin' };
    return named && { token: named.name, scope: named.scope };
  }
}

function isForThisServer({ headers: { host, origin }, protocol }: FastifyRequest, names: ReadonlySet<string>): boolean {
  if (host === undefined || !names.has(host.replace(/:\d+$/, '').toLowerCase())) return false;
  return origin === undefined || origin.toLowerCase() === `${protocol}://${host.toLowerCase()}`;
}
