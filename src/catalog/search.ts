import type { Db } from '../db/open.ts';
import type { Actor } from '../identity/model.ts';
import { invalid } from '../kernel/errors.ts';
import { decodeCursor, encodeCursor, type Page } from '../kernel/paging.ts';
import type { EngineName, FacetName, SearchResult, SortOrder } from '../search/engine-port.ts';
import type { GuardedSearch } from '../search/guarded.ts';
import { typedGroups } from '../search/segment.ts';
import type { List } from './entry-model.ts';
import { type FoundText, foundText } from './excerpt.ts';
import { findEntries } from './store.ts';
import type { SeenEntry, Visibility } from './visibility.ts';

export interface SearchInput {
  list: List;
  text: string;
  filters: Partial<Record<FacetName, string[]>>;
  sort?: SortOrder | undefined;
  limit: number;
  cursor?: string | undefined;
}

export interface SearchOutput extends Page<{ seen: SeenEntry; found: FoundText }> {
  facets: SearchResult['facets'];
  engine: EngineName;
  /** True when the search server that is set up could not answer. */
  degraded: boolean;
}

export interface SearchDeps {
  db: Db;
  engine: Pick<GuardedSearch, 'search'>;
  visibility: Visibility;
}

export type SearchService = ReturnType<typeof createSearchService>;

/** A cursor counts the hits before it: both engines understand it, so a page can follow when one fails. */
const CURSOR_ID = 'hits';

/** The search box over both lists. */
export function createSearchService({ db, engine, visibility }: SearchDeps) {
  return {
    /**
     * For anyone, over what this actor may see; published entries only, unless states are asked for. Entries are
     * read fresh and checked once more, so a lagging index shows too little rather than too much.
     */
    async search(actor: Actor, input: SearchInput): Promise<SearchOutput> {
      const { list, text, limit, cursor } = input;
      const states = input.filters.state ?? ['published'];
      const offset = cursor === undefined ? 0 : readOffset(cursor);
      const result = await engine.search({
        list,
        text,
        filters: { ...input.filters, state: states },
        reader: visibility.scopeOf(actor),
        sort: input.sort ?? (text.trim() === '' ? 'published' : 'relevance'),
        limit,
        offset,
      });
      const { hits, total, facets, engine: name, degraded } = result;
      const found = findEntries(db, hits.slice(0, limit));
      const typed = typedGroups(text);
      const entries = hits.slice(0, limit).flatMap((id) => found.get(id) ?? []);
      const current = entries.filter(({ state }) => states.includes(state));
      // Of a stub nothing can be found; a lagging index might still think so.
      const seen = visibility.seeAll(actor, current).filter(({ view }) => view !== 'stub');
      visibility.recordRead(actor, 'search', seen);
      const items = seen.map((one) => ({ seen: one, found: foundText(one.entry, typed) }));
      const nextCursor = hits.length > limit ? encodeCursor({ key: offset + limit, id: CURSOR_ID }) : null;
      return { items, nextCursor, total, facets, engine: name, degraded };
    },
  };
}

function readOffset(cursor: string): number {
  const { key, id } = decodeCursor(cursor);
  const isOurs = id === CURSOR_ID && typeof key === 'number' && Number.isSafeInteger(key) && key >= 0;
  if (!isOurs) throw invalid([{ field: 'cursor', text: 'field.cursor' }]);
  return key;
}
