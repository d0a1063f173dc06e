import { dirname, join } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance } from 'fastify';

/** swagger-ui writes inline styles; scripts are only those that are served here. */
const POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self'; " +
  "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

const PAGE = `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <title>Holdfast REST</title>
    <link rel="stylesheet" href="./swagger-ui.css" />
    <link rel="icon" type="image/png" href="./favicon-32x32.png" />
  </head>
  <body>
    <div id="swagger-ui"></div>
    <script src="./swagger-ui-bundle.js"></script>
    <script src="./start.js"></script>
  </body>
</html>
`;

/** No validator: that would be a request to somebody else's server. */
const START = `SwaggerUIBundle({
  url: './openapi.json',
  dom_id: '#swagger-ui',
  validatorUrl: null,
  deepLinking: true,
  tryItOutEnabled: false,
});
`;

/**
 * swagger-ui at `/api/docs`, from this machine alone. It and the document are public knowledge and need no token; what
 * is tried out from it does.
 */
export function serveDocs(server: FastifyInstance, document: () => Promise<unknown>): void {
  server.register(async (scope) => {
    scope.addHook('onSend', async (_request, reply) => {
      reply.header('Content-Security-Policy', POLICY);
    });
    scope.get('/api/docs', (_request, reply) => reply.redirect('/api/docs/'));
    scope.get('/api/docs/', (_request, reply) => reply.type('text/html').send(PAGE));
    scope.get('/api/docs/start.js', (_request, reply) => reply.type('text/javascript').send(START));
    scope.get('/api/docs/openapi.json', document);
    const root = join(dirname(require.resolve('@fastify/swagger-ui/package.json')), 'static');
    await scope.register(fastifyStatic, { root, prefix: '/api/docs/', index: false, decorateReply: false });
  });
}
