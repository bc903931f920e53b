import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import type { Taxonomies } from '../catalog/taxonomies.ts';
import { errorResponse } from './contracts/common.ts';
import { taxonomy, taxonomyParams } from './contracts/taxonomies.ts';

/** Controlled vocabularies; they hold no secrets and are open to all. */
export function registerTaxonomies(
  server: FastifyInstance,
  { taxonomies }: { taxonomies: Taxonomies },
): void {
  server.withTypeProvider<ZodTypeProvider>().get(
    '/taxonomies/:name',
    {
      schema: {
        tags: ['taxonomies'],
        summary: 'Read a vocabulary',
        params: taxonomyParams,
        response: { 200: taxonomy, '4xx': errorResponse, '5xx': errorResponse },
      },
    },
    ({ params }) => taxonomies.get(params.name),
  );
}
