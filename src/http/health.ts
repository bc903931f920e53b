import type { FastifyInstance } from 'fastify';
import type { Embedder } from '../search/ports.ts';

/**
 * `/livez`: the process runs. `/readyz`: it may get requests; 503 once it is closing. A model that cannot be loaded
 * is a warning, not a failure: lists, search and keyword ranking go on.
 */
export function registerHealth(server: FastifyInstance, embedder: Embedder): void {
  let closing = false;
  server.addHook('preClose', async () => {
    closing = true;
  });
  server.get('/livez', { schema: { hide: true } }, () => ({ status: 'alive' }));
  server.get('/readyz', { schema: { hide: true } }, (_request, reply) => {
    const warnings = embedder.status().problem === null ? [] : ['the embedding model is unavailable'];
    return reply.status(closing ? 503 : 200).send({ status: closing ? 'closing' : 'ready', warnings });
  });
}
