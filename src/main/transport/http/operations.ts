import { OpenAPIHandler } from '@orpc/openapi/fastify';
import { RPCHandler } from '@orpc/server/fastify';
import { BatchHandlerPlugin } from '@orpc/server/plugins';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { ErrorBody, ErrorData } from '../../../contract/errors';
import type { Application } from '../../application';
import { router } from '../../router';
import type { Caller } from '../../services/activity/caller';
import { errorBody } from './error-body';

/** The router, twice over: as REST for anybody's programs and as RPC for the page. */
export function serveOperations(scope: FastifyInstance, application: Application): void {
  const rest = new OpenAPIHandler(router, {
    customErrorResponseBodyEncoder: (error) => errorBody(error.code, error.message, error.data as ErrorData),
  });
  // A browser opens six connections at most: one slow host must not keep the others' answers waiting.
  const rpc = new RPCHandler(router, { plugins: [new BatchHandlerPlugin({ maxSize: 100 })] });
  // Answers tell of hosts and backups: no cache on the way may keep them.
  scope.addHook('onSend', async (request, reply, payload) => {
    reply.header('Cache-Control', 'no-store');
    if (reply.statusCode < 400 || typeof payload !== 'string' || !request.url.startsWith('/api/')) return payload;
    const body = JSON.parse(payload) as ErrorBody;
    if (body.retryAfterSeconds !== undefined) reply.header('Retry-After', body.retryAfterSeconds);
    // What cannot be decoded fails before the router, which knows the request's id.
    return JSON.stringify({ correlationId: request.id, ...body });
  });
  // A request without a body has no form or file either, whatever its headers say: oRPC would look for it.
  scope.addHook('preHandler', async ({ body, headers }) => {
    if (body !== undefined) return;
    delete headers['content-type'];
    delete headers['content-disposition'];
  });
  scope.all('/api/*', async (request, reply) => {
    const { matched } = await rest.handle(request, reply, { context: contextOf(request, 'rest') });
    if (!matched) reply.callNotFound();
    return reply;
  });
  scope.all('/rpc/*', async (request, reply) => {
    const { matched } = await rpc.handle(request, reply, { prefix: '/rpc', context: contextOf(request, 'page') });
    if (!matched) reply.callNotFound();
    return reply;
  });

  function contextOf({ id, identity }: FastifyRequest, via: 'rest' | 'page') {
    // Every route of this scope has an identity; without one, nothing is permitted beyond reading.
    const caller = (): Caller => ({ correlationId: id, via, scope: identity?.scope ?? 'read', token: identity?.token });
    return { application, caller };
  }
}
