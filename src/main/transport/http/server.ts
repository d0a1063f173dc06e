import Fastify, { type FastifyError, type FastifyInstance } from 'fastify';
import { HoldfastError } from '../../../contract/errors';
import type { Application } from '../../application';
import { requireOwnAddress, requireToken } from './access';
import { answerCorrelationId, correlationIdOf } from './correlation';
import { serveDocs } from './docs';
import { refuse } from './error-body';
import { bracketed, type Listen, type Listening, prepareListening } from './listen';
import { openApiDocument } from './openapi';
import { serveOperations } from './operations';
import { servePage } from './page';
import { RefusalRecorder } from './refusals';

/** Bytes; the largest honest body is an inventory. */
const BODY_LIMIT = 1024 * 1024;
/** Milliseconds until a whole request must have come, and until its headers must. Answers may take as long as they do. */
const REQUEST_LIMIT = 30_000;
const HEADERS_LIMIT = 10_000;

export interface HttpServer {
  /** Such as `http://127.0.0.1:4711`. */
  url: string;
  close(): Promise<void>;
}

export interface HttpServerOptions {
  /** 0 chooses a free port. */
  port: number;
  /** The owner's token, which may do everything. */
  token: string;
  /** Folder of the built page. */
  pageDirectory: string;
  /** Default: loopback, without TLS. */
  listen?: Listen | undefined;
}

/**
 * Serves the router over HTTP: REST at `/api`, its description at `/api/docs` and `/api/openapi.json`, the page's own
 * calls at `/rpc` and the page at `/`.
 * @throws HoldfastError BAD_REQUEST for another address than loopback without a certificate
 */
export async function startHttpServer(application: Application, options: HttpServerOptions): Promise<HttpServer> {
  const listening = prepareListening(options.listen);
  const server = createServer(listening);
  const address = () => addressOf(server, listening);
  const refusals = new RefusalRecorder(application.audit);
  let document: ReturnType<typeof openApiDocument> | undefined;
  const describe = () => {
    document ??= openApiDocument(address());
    return document;
  };
  answerCorrelationId(server);
  readBodiesAsJson(server);
  answerFailures(server, application);
  requireOwnAddress(server, listening.names, refusals);
  servePage(server, options.pageDirectory);
  serveDocs(server, describe);
  await server.register(async (scope) => {
    requireToken(scope, application, options.token, refusals);
    scope.get('/api/openapi.json', describe);
    serveOperations(scope, application);
  });

  await listen(server, listening, options.port);
  return { url: address(), close: () => server.close() };
}

function createServer({ tls }: Listening): FastifyInstance {
  const options = {
    bodyLimit: BODY_LIMIT,
    requestTimeout: REQUEST_LIMIT,
    http: { headersTimeout: HEADERS_LIMIT },
    forceCloseConnections: true,
    genReqId: correlationIdOf,
    routerOptions: { maxParamLength: 2048 },
  };
  if (tls === undefined) return Fastify(options);
  return Fastify({ ...options, https: { ...tls, headersTimeout: HEADERS_LIMIT } }) as unknown as FastifyInstance;
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

/** @throws HoldfastError PORT_UNAVAILABLE */
async function listen(server: FastifyInstance, { address }: Listening, port: number): Promise<void> {
  try {
    await server.listen({ host: address, port });
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code !== 'EADDRINUSE' && code !== 'EACCES') throw error;
    const why = code === 'EADDRINUSE' ? 'is in use' : 'may not be used by this user';
    throw new HoldfastError(
      'PORT_UNAVAILABLE',
      `Port ${port} of ${address} ${why}: choose another with --port, or 0 for a free one.`,
    );
  }
}

function addressOf(server: FastifyInstance, { scheme, address }: Listening): string {
  const bound = server.server.address();
  if (bound === null || typeof bound === 'string') throw new Error('the server does not listen on a port');
  return `${scheme}://${bracketed(address)}:${bound.port}`;
}
