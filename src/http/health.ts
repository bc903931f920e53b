import type { FastifyInstance } from 'fastify';
import type { GuardedSearch } from '../search/guarded.ts';
import type { Embedder } from '../search/ports.ts';

/**
 * `/livez`: the process runs. `/readyz`: it may get requests; 503 once it is closing. A model that cannot be loaded or
 * a search server that does not answer is a warning, not a failure: lists, search and keyword ranking go on.
 */
export function registerHealth(
  server: FastifyInstance,
  embedder: Embedder,
  search: Pick<GuardedSearch, 'state'>,
): void {
  let closing = false;
  server.addHook('preClose', async () => {
    closing = true;
  });
  server.get('/livez', { schema: { hide: true } }, () => ({ status: 'alive' }));
  server.get('/readyz', { schema: { hide: true } }, (_request, reply) => {
    const warnings: string[] = [];
    if (embedder.status().problem !== null) warnings.push('the embedding model is unavailable');
    if (search.state() !== 'ready') warnings.push(`the search server is ${search.state()}`);
    return reply.status(closing ? 503 : 200).send({ status: closing ? 'closing' : 'ready', warnings });
  });
}
