import { showDocument } from './documents.ts';
import { ApiError, indexNotFound } from './errors.ts';
import { countFacets } from './facets.ts';
import { compileFilter } from './filter.ts';
import { compareBySort, parseSort, type SortKey, sortKey } from './sorting.ts';
import type { Store, StoredIndex } from './store.ts';
import { type Document, similarity } from './vectors.ts';
import { createMatcher, type Found, parseQuery } from './words.ts';

export interface SearchQuery {
  q?: string | null;
  filter?: unknown;
  facets?: string[] | null;
  sort?: string[] | null;
  limit?: number;
  offset?: number;
  attributesToRetrieve?: string[] | null;
  attributesToSearchOn?: string[] | null;
  matchingStrategy?: 'all' | 'last' | 'frequency';
  showRankingScore?: boolean;
  rankingScoreThreshold?: number | null;
  retrieveVectors?: boolean;
  hybrid?: { embedder: string; semanticRatio?: number } | null;
  vector?: number[] | null;
}

/** A document with what its place is decided by. */
interface Hit {
  document: Document;
  /** How many of the query's parts were found: fewer than all with the strategies that drop some. */
  parts: number;
  attribute: number;
  position: number;
  exact: number;
  score: number;
}

type Rule = (left: Hit, right: Hit) => number;

/** Answers one query of `/search` or `/multi-search`. */
export function search(store: Store, uid: string, query: SearchQuery) {
  const index = store.indexes.get(uid);
  if (!index) throw indexNotFound(uid);
  checkTypes(query);
  const { filterableAttributes, sortableAttributes, pagination } = index.settings;
  const passes = compileFilter(query.filter, { uid, filterableAttributes }, 'invalid_search_filter');
  const sort = parseSort(query.sort, { uid, sortableAttributes }, 'invalid_search_sort');
  const candidates = [...index.documents.values()].filter(passes);
  const semantic = vectorOf(query, index);
  const hits = (semantic ? byVector(candidates, semantic) : byWords(candidates, query, uid, index))
    .filter(({ score }) => score >= (query.rankingScoreThreshold ?? 0))
    .sort(combined(rulesFor(query, index, sort, semantic !== null)));
  const offset = Math.min(query.offset ?? 0, pagination.maxTotalHits);
  const limit = query.limit ?? 20;
  const page = hits.slice(offset, offset + Math.min(limit, pagination.maxTotalHits - offset));
  const documents = hits.map(({ document }) => document);
  return {
    hits: page.map(({ document, score }) => ({
      ...showDocument(document, index, query.attributesToRetrieve ?? ['*'], query.retrieveVectors ?? false),
      ...(query.showRankingScore ? { _rankingScore: score } : {}),
    })),
    query: query.q ?? '',
    processingTimeMs: 0,
    limit,
    offset,
    estimatedTotalHits: Math.min(hits.length, pagination.maxTotalHits),
    ...(query.facets ? countFacets(query.facets, documents, index) : {}),
    ...(semantic ? { semanticHitCount: page.length } : {}),
  };
}

const QUERY_FIELDS =
  'q vector media hybrid offset limit page hitsPerPage attributesToRetrieve retrieveVectors attributesToCrop cropLength attributesToHighlight showMatchesPosition showRankingScore showRankingScoreDetails showPerformanceDetails useNetwork filter sort distinct facets highlightPreTag highlightPostTag cropMarker matchingStrategy attributesToSearchOn rankingScoreThreshold locales personalize indexUid federationOptions'.split(
    ' ',
  );

function checkTypes(query: SearchQuery): void {
  const unknown = Object.keys(query).find((field) => !QUERY_FIELDS.includes(field));
  if (unknown !== undefined) throw new ApiError('bad_request', `Unknown field \`${unknown}\`.`);
  const arrays = { sort: query.sort, facets: query.facets };
  for (const [field, value] of Object.entries(arrays))
    if (value !== undefined && value !== null && !Array.isArray(value))
      throw new ApiError(
        `invalid_search_${field}`,
        `Invalid value type at \`.${field}\`: expected an array.`,
      );
  for (const [field, value] of Object.entries({ limit: query.limit, offset: query.offset }))
    if (value !== undefined && !(Number.isInteger(value) && value >= 0))
      throw new ApiError(`invalid_search_${field}`, `Invalid value at \`.${field}\`.`);
}

interface Semantic {
  embedder: string;
  vector: number[];
}

/** What a semantic search is asked for; null for a keyword or placeholder search. */
function vectorOf({ q, hybrid, vector }: SearchQuery, { settings }: StoredIndex): Semantic | null {
  if (!hybrid && !vector) return null;
  if (!hybrid)
    throw new ApiError(
      'missing_search_hybrid',
      'Invalid request: missing `hybrid` parameter when `vector` or `media` are present.',
    );
  const { embedder, semanticRatio = 0.5 } = hybrid;
  const typed = (q ?? '').trim() !== '';
  if (semanticRatio === 0 || (!typed && !vector)) return null;
  const config = settings.embedders[embedder];
  if (!config)
    throw new ApiError('invalid_search_embedder', `Cannot find embedder with name \`${embedder}\`.`);
  if (!vector) throw new ApiError('vector_embedding_error', `Embedder \`${embedder}\` cannot embed a text.`);
  if (vector.length !== config.dimensions)
    throw new ApiError(
      'invalid_vector_dimensions',
      `Invalid vector dimensions: expected: \`${config.dimensions}\`, found: \`${vector.length}\`.`,
    );
  if (typed && semanticRatio < 1) throw new Error('mixing words and vectors is not part of the fake');
  return { embedder, vector };
}

/** Documents without vectors are hits, too: they come last, with a score of 0. */
function byVector(candidates: Document[], { embedder, vector }: Semantic): Hit[] {
  return candidates.map((document) => ({
    ...plain(document),
    score: similarity(document, embedder, vector) ?? 0,
  }));
}

const plain = (document: Document): Hit => ({
  document,
  parts: 0,
  attribute: 0,
  position: 0,
  exact: 0,
  score: 1,
});

function byWords(candidates: Document[], query: SearchQuery, uid: string, index: StoredIndex): Hit[] {
  const searchOn = query.attributesToSearchOn ?? null;
  checkSearchOn(searchOn, uid, index);
  const parts = parseQuery(query.q ?? '', index.settings.prefixSearch !== 'disabled');
  if (parts.length === 0) return candidates.map(plain);
  const match = createMatcher([...index.documents.values()], index.settings, searchOn);
  const fewest = query.matchingStrategy === 'all' ? parts.length : 1;
  const hits: Hit[] = [];
  for (const document of candidates) {
    for (let count = parts.length; count >= fewest; count--) {
      const found = match(document, parts.slice(0, count));
      if (!found) continue;
      hits.push(hit(document, found, count, count / parts.length));
      break;
    }
  }
  return hits;
}

function hit(document: Document, found: Found[], parts: number, score: number): Hit {
  const sum = (value: (one: Found) => number) => found.reduce((total, one) => total + value(one), 0);
  return {
    document,
    parts,
    attribute: sum(({ attribute }) => attribute),
    position: sum(({ position }) => bucket(position)),
    exact: sum(({ exact }) => exact),
    score,
  };
}

/** The server tells near places apart and far ones only roughly. */
function bucket(position: number): number {
  if (position < 16) return position;
  return position < 24 ? 24 : 2 ** Math.ceil(Math.log2(position));
}

function checkSearchOn(searchOn: string[] | null, uid: string, { settings }: StoredIndex): void {
  const { searchableAttributes } = settings;
  if (!searchOn || searchableAttributes.includes('*')) return;
  const wrong = searchOn.find((name) => name !== '*' && !searchableAttributes.includes(name));
  if (wrong === undefined) return;
  throw new ApiError(
    'invalid_search_attributes_to_search_on',
    `Index \`${uid}\`: Attribute \`${wrong}\` is not searchable. Available searchable attributes are: \`${searchableAttributes.join(', ')}\`.`,
  );
}

const TEXT_RULES: Record<string, Rule[]> = {
  words: [(left, right) => right.parts - left.parts],
  typo: [],
  proximity: [],
  attribute: [
    (left, right) => left.attribute - right.attribute,
    (left, right) => left.position - right.position,
  ],
  attributeRank: [(left, right) => left.attribute - right.attribute],
  wordPosition: [(left, right) => left.position - right.position],
  exactness: [(left, right) => right.exact - left.exact],
};

/**
 * The index's ranking rules as comparisons. `words` goes before the first rule about text where it is not named;
 * a semantic search has one rule, nearness, in the place of all those; a placeholder search has none of them.
 */
function rulesFor(query: SearchQuery, { settings }: StoredIndex, sort: SortKey[], semantic: boolean): Rule[] {
  const { rankingRules } = settings;
  if (sort.length > 0 && !rankingRules.includes('sort'))
    throw new ApiError(
      'invalid_search_sort',
      'You must specify where `sort` is listed in the rankingRules setting to use the sort parameter at search time.',
    );
  const bySort =
    (keys: SortKey[]): Rule =>
    (left, right) =>
      compareBySort(left.document, right.document, keys);
  const nearest: Rule = (left, right) => right.score - left.score;
  const all = query.matchingStrategy === 'all';
  return rankingRules.flatMap((rule) => {
    if (rule === 'sort') return [bySort(sort)];
    const custom = sortKey(rule);
    if (custom) return [bySort([custom])];
    if (semantic) return [nearest];
    return all ? TEXT_RULES[rule]! : [...TEXT_RULES.words!, ...TEXT_RULES[rule]!];
  });
}

/** The first rule that tells two apart decides; the order of insertion where none does. */
function combined(rules: Rule[]): Rule {
  return (left, right) => {
    for (const rule of rules) {
      const order = rule(left, right);
      if (order !== 0) return order;
    }
    return 0;
  };
}
