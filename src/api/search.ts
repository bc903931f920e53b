import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import type { SearchService } from '../catalog/search.ts';
import { answers } from '../http/access.ts';
import { invalid } from '../kernel/errors.ts';
import { isCleanText } from '../kernel/text.ts';
import { type FacetName, facetNames } from '../search/engine-port.ts';
import { searchAnswer, searchQuery } from './contracts/search.ts';
import type { Presenter } from './present.ts';

export interface SearchRouteDeps {
  search: SearchService;
  presenter: Presenter;
}

/** The search box with its facets. */
export function registerSearch(server: FastifyInstance, { search, presenter }: SearchRouteDeps): void {
  server.withTypeProvider<ZodTypeProvider>().get(
    '/search',
    {
      config: { access: { who: 'anyone', action: 'entry.view', tokens: 'read' }, pace: 'expensive' },
      schema: {
        tags: ['search'],
        summary: 'Search one list, with facet counts',
        querystring: searchQuery,
        response: answers({ 200: searchAnswer }, ['invalid']),
      },
    },
    async ({ actor, query }) => {
      const { list, q, sort, limit, cursor } = query;
      if (!isCleanText(q)) throw invalid([{ field: 'q', text: 'field.unclean' }]);
      const filters = Object.fromEntries(
        facetNames.flatMap((facet) => {
          const values = splitValues(query[facet]);
          return values.length > 0 ? [[facet, values] as [FacetName, string[]]] : [];
        }),
      );
      const answer = await search.search(actor, { list, text: q, filters, sort, limit, cursor });
      const summaries = presenter.summaries(
        actor,
        answer.items.map(({ seen }) => seen),
      );
      return { ...answer, items: summaries.map((row, at) => ({ ...row, ...answer.items[at]!.found })) };
    },
  );
}

function splitValues(joined: string | undefined): string[] {
  return (joined ?? '')
    .split(',')
    .map((value) => value.trim())
    .filter((value) => value !== '');
}
