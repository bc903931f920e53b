import type { Db } from '../db/open.ts';
import {
  type CandidateRequest,
  copiesOf,
  type FacetName,
  facetNames,
  type SearchDocument,
  type SearchEngine,
  type SearchReader,
  type SearchRequest,
  type SearchResult,
  type SearchTexts,
  type SortOrder,
} from './engine-port.ts';
import { relevanceOf } from './fts5-relevance.ts';
import { type Clause, segment, toMatch, typedClauses } from './segment.ts';

/** Sort keys all rise, so one comparison pages through every order; what has no value comes last. */
const sortKeys: Record<SortOrder, string> = {
  relevance: '-relevance, -coalesce(published_at, 0)',
  published: '-coalesce(published_at, 0)',
  deadline: `coalesce(closes_on, '9999-12-31')`,
  amount: 'coalesce(-amount, 1)',
};

/** Candidates are found by keywords only; so many are as good as all (see `matching/candidates.ts`). */
const MOST_CANDIDATES = 2000;

interface Query {
  from: string;
  where: string;
  values: unknown[];
}

export interface EmbeddedEngine extends SearchEngine {
  /** Removes these entries within the caller's transaction on the same database, if one is open. */
  removeNow(ids: string[]): void;
}

/** The search box on SQLite's FTS5, in the service's own database: no server to run, always there. */
export function createFullTextEngine(db: Db): EmbeddedEngine {
  const sqlite = db.$client;

  const putAll = sqlite.transaction((documents: SearchDocument[]) => {
    removeAll(documents.map(({ id }) => id));
    for (const document of documents) insert(document);
  });

  function insert(document: SearchDocument): void {
    for (const copy of copiesOf(document)) {
      const { others, full } = document;
      if (copy === 'others' && others !== null && others !== 'full') {
        const { amount, region } = others;
        insertCopy({ ...document, amount, region }, copy, others);
      } else insertCopy(document, copy, full);
    }
  }

  function insertCopy(document: SearchDocument, copy: string, texts: SearchTexts): void {
    const { id, list, version, organisationId, state, chain, region, trl, closesOn, publishedAt, amount } =
      document;
    const { lastInsertRowid } = sqlite
      .prepare(
        `INSERT INTO search_documents (id, copy, list, version, organisation_id, state, chain, region, trl,
           closes_on, published_at, amount)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      )
      .run(id, copy, list, version, organisationId, state, chain, region, trl, closesOn, publishedAt, amount);
    const title = segment(texts.title);
    const body = segment(texts.body);
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
      for (const number of find.all(id)) {
        sqlite.prepare('DELETE FROM search_texts WHERE rowid = ?').run(number);
        sqlite.prepare('DELETE FROM search_documents WHERE number = ?').run(number);
      }
    }
  });

  function query(request: SearchRequest, match: string | null, without?: FacetName): Query {
    const where = ['list = ?'];
    const values: unknown[] = [request.list];
    if (match !== null) {
      where.push('search_texts MATCH ?');
      values.push(match);
    }
    const copies = readableCopies(request.reader);
    where.push(copies.where);
    values.push(...copies.values);
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

  function page({ limit, offset, list }: SearchRequest, sort: SortOrder, clauses: Clause[], all: Query) {
    const ranked = sort === 'relevance' ? relevanceOf(sqlite, list, clauses) : { join: '', values: [] };
    return sqlite
      .prepare(
        `SELECT id FROM ${all.from} ${ranked.join} WHERE ${all.where}
         ORDER BY ${sortKeys[sort]}, id LIMIT ? OFFSET ?`,
      )
      .pluck()
      .all(...ranked.values, ...all.values, limit + 1, offset) as string[];
  }

  /** Entries that hold everything typed; where there is none, entries that hold some of it. */
  function chooseMatch(request: SearchRequest, clauses: Clause[]): string {
    const matches = clauses.map((clause) => toMatch(clause));
    const all = matches.join(' AND ');
    return countAll(query(request, all)) > 0 ? all : matches.join(' OR ');
  }

  function findCandidates({ list, reader, terms }: CandidateRequest): string[] {
    const clauses = terms.map((unit) => ({ unit, channel: 'bigrams', isBeginning: false }) as const);
    const ranked = relevanceOf(sqlite, list, clauses);
    const copies = readableCopies(reader);
    return sqlite
      .prepare(
        `SELECT id FROM search_documents ${ranked.join}
         WHERE list = ? AND state = 'published' AND relevance IS NOT NULL AND ${copies.where}
         ORDER BY ${sortKeys.relevance}, id LIMIT ?`,
      )
      .pluck()
      .all(...ranked.values, list, ...copies.values, MOST_CANDIDATES) as string[];
  }

  return {
    name: 'embedded',
    put: async (documents) => putAll.immediate(documents),
    removeNow: (ids) => removeAll.immediate(ids),
    remove: async (ids) => removeAll.immediate(ids),
    search: async (request): Promise<SearchResult> => {
      const isTyped = request.text.trim() !== '';
      const clauses = typedClauses(request.text);
      // Only punctuation was typed: nothing can hold it.
      if (isTyped && clauses.length === 0) {
        const facets = { chain: [], region: [], trl: [], state: [] };
        return { engine: 'embedded', hits: [], total: 0, facets };
      }
      const match = isTyped ? chooseMatch(request, clauses) : null;
      const sort = match === null && request.sort === 'relevance' ? 'published' : request.sort;
      const all = query(request, match);
      const facets = facetNames.map((facet) => [facet, countFacet(facet, query(request, match, facet))]);
      const hits = page(request, sort, clauses, all);
      return { engine: 'embedded', hits, total: countAll(all), facets: Object.fromEntries(facets) };
    },
    candidates: async (request) => (request.terms.length === 0 ? [] : findCandidates(request)),
    count: async (list) =>
      Number(
        sqlite
          .prepare(`SELECT count(*) FROM search_documents WHERE list = ? AND copy <> 'others'`)
          .pluck()
          .get(list),
      ),
  };
}

/** Which copies a reader may find: `mayFind` as a condition. */
function readableCopies(reader: SearchReader): { where: string; values: string[] } {
  if (reader === 'all') return { where: `copy <> 'others'`, values: [] };
  const { organisationIds, pledged } = reader;
  const own = `(organisation_id IN (${marks(organisationIds)}) OR id IN (${marks(pledged)}))`;
  return {
    where: `(copy = 'whole' OR (copy = 'full' AND ${own}) OR (copy = 'others' AND NOT ${own}))`,
    values: [...organisationIds, ...pledged, ...organisationIds, ...pledged],
  };
}

function marks(values: unknown[]): string {
  return values.map(() => '?').join(', ');
}
