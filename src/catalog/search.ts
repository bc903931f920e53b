import type { Db } from '../db/open.ts';
import type { Actor } from '../identity/model.ts';
import { can, readScope } from '../identity/policy.ts';
import { decodeCursor, type Page, toPage } from '../kernel/paging.ts';
import type { FacetName, SearchEngine, SearchResult, SortOrder } from '../search/ports.ts';
import { type Entry, subjectOf } from './entry.ts';
import type { List } from './entry-model.ts';
import { findEntries } from './store.ts';

export interface SearchInput {
  list: List;
  text: string;
  filters: Partial<Record<FacetName, string[]>>;
  sort?: SortOrder | undefined;
  limit: number;
  cursor?: string | undefined;
}

export interface SearchOutput extends Page<Entry> {
  facets: SearchResult['facets'];
  engine: SearchEngine['name'];
  /** True when another engine than the configured one answered. */
  degraded: boolean;
}

export type SearchService = ReturnType<typeof createSearchService>;

/** The search box over both lists. */
export function createSearchService({ db, engine }: { db: Db; engine: SearchEngine }) {
  return {
    /**
     * For anyone, over what this actor may see; published entries only, unless states are asked for. Entries are
     * read fresh and checked once more, so a lagging index shows too little rather than too much.
     */
    async search(actor: Actor, input: SearchInput): Promise<SearchOutput> {
      const { list, text, limit, cursor } = input;
      const states = input.filters.state ?? ['published'];
      const result = await engine.search({
        list,
        text,
        filters: { ...input.filters, state: states },
        reader: readScope(actor),
        sort: input.sort ?? (text.trim() === '' ? 'published' : 'relevance'),
        limit,
        after: cursor === undefined ? null : decodeCursor(cursor),
      });
      const page = toPage(result.hits, limit, result.total, (hit) => hit);
      const found = findEntries(
        db,
        page.items.map(({ id }) => id),
      );
      const items = page.items.flatMap(({ id }) => {
        const entry = found.get(id);
        if (entry === undefined || !states.includes(entry.state)) return [];
        return can(actor, 'entry.view', subjectOf(entry)) ? [entry] : [];
      });
      return { ...page, items, facets: result.facets, engine: engine.name, degraded: false };
    },
  };
}
