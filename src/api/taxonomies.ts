import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import type { Taxonomies } from '../catalog/taxonomies.ts';
import { answers } from '../http/access.ts';
import { taxonomy, taxonomyParams } from './contracts/taxonomies.ts';

/** Controlled vocabularies; they hold no secrets and are open to all. */
export function registerTaxonomies(
  server: FastifyInstance,
  { taxonomies }: { taxonomies: Taxonomies },
): void {
  server.withTypeProvider<ZodTypeProvider>().get(
    '/taxonomies/:name',
    {
      config: { access: { who: 'anyone', action: null, tokens: 'read' } },
      schema: {
        tags: ['taxonomies'],
        summary: 'Read a vocabulary',
        params: taxonomyParams,
        response: answers({ 200: taxonomy }, ['invalid', 'not_found']),
      },
    },
    ({ params }) => taxonomies.get(params.name),
  );
}
