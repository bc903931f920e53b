import type { Db } from '../db/open.ts';
import type { Place } from '../kernel/paging.ts';
import type {
  FacetName,
  SearchDocument,
  SearchEngine,
  SearchRequest,
  SearchResult,
  SortOrder,
} from './ports.ts';
import { facetNames } from './ports.ts';
import { segment, toFullTextQuery } from './segment.ts';

/** Sort keys all rise, so one comparison pages through every order; what has no value comes last. */
const sortKeys: Record<SortOrder, string> = {
  relevance: 'bm25(search_texts, 6, 6, 1, 1)',
  published: '-coalesce(published_at, 0)',
  deadline: `coalesce(closes_on, '9999-12-31')`,
  amount: 'coalesce(-amount, 1)',
};

interface Query {
  from: string;
  where: string;
  values: unknown[];
}

/** The search box on SQLite's FTS5, in the service's own database: no server to run, always there. */
export function createFullTextEngine(db: Db): SearchEngine {
  const sqlite = db.$client;

  const putAll = sqlite.transaction((documents: SearchDocument[]) => {
    removeAll(documents.map(({ id }) => id));
    for (const document of documents) insert(document);
  });

  function insert(document: SearchDocument): void {
    const { lastInsertRowid } = sqlite
      .prepare(
        `INSERT INTO search_documents (id, list, version, organisation_id, state, open, chain, region, trl,
           closes_on, published_at, amount)
         VALUES (@id, @list, @version, @organisationId, @state, @open, @chain, @region, @trl, @closesOn,
           @publishedAt, @amount)`,
      )
      .run({ ...document, open: document.open ? 1 : 0 });
    const title = segment(document.title);
    const body = segment(document.body);
    sqlite
      .prepare(
        `INSERT INTO search_texts (rowid, title_characters, title_bigrams, body_characters, body_bigrams)
         VALUES (?, ?, ?, ?, ?)`,
      )
      .run(lastInsertRowid, title.characters, title.bigrams, body.characters, body.bigrams);
  }

  const removeAll = sqlite.transaction((ids: string[]) => {
    const find = sqlite.prepare('SELECT number FROM search_documents WHERE id = ?').pluck();
    for (const id of ids) {
      const number = find.get(id);
      if (number === undefined) continue;
      sqlite.prepare('DELETE FROM search_texts WHERE rowid = ?').run(number);
      sqlite.prepare('DELETE FROM search_documents WHERE number = ?').run(number);
    }
  });

  function query(request: SearchRequest, match: string | null, without?: FacetName): Query {
    const where = ['list = ?'];
    const values: unknown[] = [request.list];
    if (match !== null) {
      where.push('search_texts MATCH ?');
      values.push(match);
    }
    if (request.reader !== 'all') {
      const { organisationIds } = request.reader;
      where.push(`(open = 1 OR organisation_id IN (${marks(organisationIds)}))`);
      values.push(...organisationIds);
    }
    for (const facet of facetNames) {
      const wanted = request.filters[facet];
      if (wanted === undefined || facet === without) continue;
      where.push(`CAST(${facet} AS TEXT) IN (${marks(wanted)})`);
      values.push(...wanted);
    }
    const join = match === null ? '' : 'JOIN search_texts ON search_texts.rowid = search_documents.number';
    return { from: `search_documents ${join}`, where: where.join(' AND '), values };
  }

  function countAll({ from, where, values }: Query): number {
    return Number(
      sqlite
        .prepare(`SELECT count(*) FROM ${from} WHERE ${where}`)
        .pluck()
        .get(...values),
    );
  }

  function countFacet(facet: FacetName, { from, where, values }: Query) {
    return sqlite
      .prepare(
        `SELECT CAST(${facet} AS TEXT) AS value, count(*) AS count FROM ${from}
         WHERE ${where} AND ${facet} IS NOT NULL AND ${facet} <> '' GROUP BY 1 ORDER BY 2 DESC, 1`,
      )
      .all(...values) as { value: string; count: number }[];
  }

  function page(request: SearchRequest, sort: SortOrder, { from, where, values }: Query): Place[] {
    const { after, limit } = request;
    const place = after === null ? '' : 'WHERE (key > ? OR (key = ? AND id > ?))';
    const placeValues = after === null ? [] : [after.key, after.key, after.id];
    return sqlite
      .prepare(
        `SELECT key, id FROM (SELECT ${sortKeys[sort]} AS key, id FROM ${from} WHERE ${where})
         ${place} ORDER BY key, id LIMIT ?`,
      )
      .all(...values, ...placeValues, limit + 1) as Place[];
  }

  /** Entries that hold everything typed; where there is none, entries that hold some of it. */
  function chooseMatch(request: SearchRequest): string | null | undefined {
    if (request.text.trim() === '') return null;
    const typed = toFullTextQuery(request.text);
    if (typed === null) return undefined;
    return countAll(query(request, typed.all)) > 0 ? typed.all : typed.any;
  }

  return {
    name: 'embedded',
    put: async (documents) => putAll.immediate(documents),
    remove: async (ids) => removeAll.immediate(ids),
    search: async (request): Promise<SearchResult> => {
      const match = chooseMatch(request);
      // Only punctuation was typed: nothing can hold it.
      if (match === undefined) {
        return { hits: [], total: 0, facets: { chain: [], region: [], trl: [], state: [] } };
      }
      const sort = match === null && request.sort === 'relevance' ? 'published' : request.sort;
      const all = query(request, match);
      const facets = facetNames.map((facet) => [facet, countFacet(facet, query(request, match, facet))]);
      return { hits: page(request, sort, all), total: countAll(all), facets: Object.fromEntries(facets) };
    },
    count: async (list) =>
      Number(sqlite.prepare('SELECT count(*) FROM search_documents WHERE list = ?').pluck().get(list)),
  };
}

function marks(values: unknown[]): string {
  return values.map(() => '?').join(', ');
}
