import type { Server } from 'node:http';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance } from 'fastify';

/** Headers of everything served; the page's own Content-Security-Policy is in its index.html. */
const HEADERS = {
  'X-Content-Type-Options': 'nosniff',
  'X-Frame-Options': 'DENY',
  'Referrer-Policy': 'no-referrer',
};

/** Serves the built page at `/`. It holds no secrets: the token is asked for by the page itself. */
export function servePage(server: FastifyInstance<Server>, directory: string): void {
  server.addHook('onSend', async (_request, reply) => {
    reply.headers(HEADERS);
  });
  server.register(fastifyStatic, { root: directory, index: ['index.html'], cacheControl: false });
}
