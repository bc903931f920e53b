import type { MultiSearchQuery } from 'meilisearch';
import {
  type CandidateRequest,
  type FacetName,
  facetNames,
  type SearchReader,
  type SearchRequest,
  type SortOrder,
} from '../engine-port.ts';
import { EMBEDDER, fullFields, othersFields } from './documents.ts';
import { quoteUnit } from './units.ts';

/** Sub-queries are generous, because the scorer ranks: what they miss, it never sees. */
const CANDIDATES_PER_TERM = 200;
const CANDIDATES_PER_VECTOR = 300;

const orders: Record<Exclude<SortOrder, 'relevance'>, string> = {
  published: 'published:desc',
  deadline: 'deadline:asc',
  amount: 'amount:desc',
};

/** A value in a filter expression; only quotation marks and backslashes mean something inside it. */
function quote(value: string): string {
  return `"${value.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`;
}

function oneOf(attribute: string, values: string[]): string {
  return `${attribute} IN [${values.map(quote).join(', ')}]`;
}

/** Which copies a reader may find: `mayFind` as a filter. */
function readableCopies(reader: SearchReader): string {
  if (reader === 'all') return `copy != others`;
  const { organisationIds, pledged } = reader;
  const rights = [
    ...(organisationIds.length > 0 ? [oneOf('organisation', organisationIds)] : []),
    ...(pledged.length > 0 ? [oneOf('entry', pledged)] : []),
  ];
  if (rights.length === 0) return `copy IN [whole, others]`;
  const own = `(${rights.join(' OR ')})`;
  return `(copy = whole OR (copy = full AND ${own}) OR (copy = others AND NOT ${own}))`;
}

/** The fields whose words count for a reader. Whole copies are in the full fields: everybody may read them in full. */
function readableFields(reader: SearchReader): string[] {
  return reader === 'all' ? [...fullFields] : [...fullFields, ...othersFields];
}

function filterOf({ filters, reader }: SearchRequest, without?: FacetName): string[] {
  const wanted = facetNames.flatMap((facet) => {
    const values = filters[facet];
    return values === undefined || facet === without ? [] : [oneOf(facet, values)];
  });
  return [readableCopies(reader), ...wanted];
}

/**
 * A search as sub-queries: the page itself with the facets that no filter touches, and for each filtered facet a
 * count without its own filter. `question` is empty for everything. Pure.
 */
export function searchQueries(
  indexUid: string,
  request: SearchRequest,
  question: string,
): MultiSearchQuery[] {
  const filtered = facetNames.filter((facet) => request.filters[facet] !== undefined);
  const sort = question === '' && request.sort === 'relevance' ? 'published' : request.sort;
  const common = {
    indexUid,
    q: question,
    matchingStrategy: 'all' as const,
    attributesToRetrieve: ['entry'],
    ...(question !== '' && { attributesToSearchOn: readableFields(request.reader) }),
  };
  return [
    {
      ...common,
      filter: filterOf(request),
      facets: facetNames.filter((facet) => !filtered.includes(facet)),
      ...(sort !== 'relevance' && { sort: [orders[sort]] }),
      offset: request.offset,
      limit: request.limit + 1,
    },
    ...filtered.map((facet) => ({ ...common, filter: filterOf(request, facet), facets: [facet], limit: 0 })),
  ];
}

/** Candidates as sub-queries: one a term, because a question of several terms asks for all of them; one a vector. Pure. */
export function candidateQueries(indexUid: string, request: CandidateRequest): MultiSearchQuery[] {
  const { reader, terms, vectors } = request;
  const common = {
    indexUid,
    filter: [readableCopies(reader), 'state = published'],
    attributesToRetrieve: ['entry'],
  };
  return [
    ...vectors.map((vector) => ({
      ...common,
      q: '',
      hybrid: { embedder: EMBEDDER, semanticRatio: 1 },
      vector: [...vector],
      limit: CANDIDATES_PER_VECTOR,
    })),
    ...terms.map((term) => ({
      ...common,
      q: quoteUnit(term),
      matchingStrategy: 'all' as const,
      attributesToSearchOn: readableFields(reader),
      limit: CANDIDATES_PER_TERM,
    })),
  ];
}
