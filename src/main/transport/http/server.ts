import { OpenAPIHandler } from '@orpc/openapi/fastify';
import { RPCHandler } from '@orpc/server/fastify';
import { BatchHandlerPlugin } from '@orpc/server/plugins';
import Fastify, { type FastifyError, type FastifyInstance, type FastifyRequest } from 'fastify';
import type { ErrorData } from '../../../contract/errors';
import type { Application } from '../../application';
import { router } from '../../router';
import type { Caller } from '../../services/activity/caller';
import { requireLoopback, requireToken } from './access';
import { answerCorrelationId, correlationIdOf } from './correlation';
import { errorBody, refuse } from './error-body';
import { openApiDocument } from './openapi';
import { servePage } from './page';

/** Bytes; the largest honest body is an inventory. */
const BODY_LIMIT = 1024 * 1024;

export interface HttpServer {
  /** Such as `http://127.0.0.1:4711`. */
  url: string;
  close(): Promise<void>;
}

export interface HttpServerOptions {
  /** 0 chooses a free port. */
  port: number;
  token: string;
  /** Folder of the built page. */
  pageDirectory: string;
}

/**
 * Serves the router over HTTP on loopback: REST at `/api`, the page's own calls at `/rpc`, the
 * OpenAPI document at `/api/openapi.json` and the page at `/`.
 */
export async function startHttpServer(application: Application, options: HttpServerOptions): Promise<HttpServer> {
  const server = Fastify({
    bodyLimit: BODY_LIMIT,
    forceCloseConnections: true,
    genReqId: correlationIdOf,
    routerOptions: { maxParamLength: 2048 },
  });
  answerCorrelationId(server);
  readBodiesAsJson(server);
  answerFailures(server, application);
  requireLoopback(server);
  servePage(server, options.pageDirectory);
  await server.register(async (scope) => {
    requireToken(scope, options.token);
    serveOperations(scope, application, () => addressOf(server));
  });

  await listen(server, options.port);
  return { url: addressOf(server), close: () => server.close() };
}

/** The router, twice over: as REST for anybody's programs and as RPC for the page. */
function serveOperations(scope: FastifyInstance, application: Application, address: () => string): void {
  const contextOf = ({ id }: FastifyRequest, via: 'rest' | 'page') => ({
    application,
    caller: (): Caller => ({ correlationId: id, via, scope: 'admin' }),
  });
  const rest = new OpenAPIHandler(router, {
    customErrorResponseBodyEncoder: (error) => errorBody(error.code, error.message, error.data as ErrorData),
  });
  // A browser opens six connections at most: one slow host must not keep the others' answers waiting.
  const rpc = new RPCHandler(router, { plugins: [new BatchHandlerPlugin({ maxSize: 100 })] });
  let document: ReturnType<typeof openApiDocument> | undefined;

  scope.get('/api/openapi.json', () => {
    document ??= openApiDocument(address());
    return document;
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
}

/** Every body is JSON, whatever its content type says; an empty one is none. */
function readBodiesAsJson(server: FastifyInstance): void {
  server.removeAllContentTypeParsers();
  server.addContentTypeParser('*', { parseAs: 'string' }, (_request, body, done) => {
    if (body.length === 0) return done(null, undefined);
    try {
      done(null, JSON.parse(body.toString()));
    } catch {
      done(Object.assign(new Error('The body is not valid JSON.'), { statusCode: 400 }));
    }
  });
}

/** Failures before an operation is reached have the same body as all others. */
function answerFailures(server: FastifyInstance, application: Application): void {
  server.setNotFoundHandler((request, reply) => refuse(request, reply, 'NOT_FOUND'));
  server.setErrorHandler((error: FastifyError, request, reply) => {
    if (error.statusCode === 413) return refuse(request, reply, 'PAYLOAD_TOO_LARGE');
    if (error.statusCode !== undefined && error.statusCode < 500) {
      return refuse(request, reply, 'BAD_REQUEST', error.message);
    }
    application.log.error({ err: error, correlationId: request.id }, 'The HTTP server failed unexpectedly');
    return refuse(request, reply, 'INTERNAL');
  });
}

/** @throws Error with a sentence for the operator when the port cannot be had. */
async function listen(server: FastifyInstance, port: number): Promise<void> {
  try {
    await server.listen({ host: '127.0.0.1', port });
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code !== 'EADDRINUSE' && code !== 'EACCES') throw error;
    const why = code === 'EADDRINUSE' ? 'is in use' : 'may not be used by this user';
    throw new Error(`Port ${port} of 127.0.0.1 ${why}: choose another with --port, or 0 for a free one.`);
  }
}

function addressOf(server: FastifyInstance): string {
  const address = server.server.address();
  if (address === null || typeof address === 'string') throw new Error('the server does not listen on a port');
  return `http://127.0.0.1:${address.port}`;
}
