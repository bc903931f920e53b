import { setImmediate as turn, setTimeout as wait } from 'node:timers/promises';
import type { FacetDistribution, Meilisearch, MultiSearchQuery, SearchResponse } from 'meilisearch';
import {
  type CandidateRequest,
  copiesOf,
  EngineRefusal,
  type FacetName,
  facetNames,
  type MirrorEngine,
  type SearchDocument,
  type SearchEngine,
  type SearchRequest,
  type SearchResult,
  type Side,
} from '../engine-port.ts';
import { createServerClient, unavailable } from './client.ts';
import { documentId, type StoredDocument, toStored } from './documents.ts';
import { candidateQueries, searchQueries } from './queries.ts';
import { differingSettings, indexSettings } from './settings.ts';
import { encodeTyped, MOST_PARTS } from './units.ts';

export interface MeilisearchOptions {
  url: string;
  /** Needs the actions listed in README, on the indexes that begin with `prefix`. */
  key: string | undefined;
  prefix: string;
  dimensions: number;
  lists: readonly string[];
  /** Answers what the server is bad at: some of the typed words instead of all of them, and long questions. */
  embedded: SearchEngine;
}

/** The server takes 100 MB a request; smaller ones keep its memory and the waiting of others small. */
const LARGEST_REQUEST_BYTES = 16 * 2 ** 20;
const DOCUMENTS_PER_PAGE = 1000;
const ENCODED_AT_ONCE = 20;
/** A swap waits for the tasks before it. */
const SWAP_MS = 60_000;

/** The search box and the candidates on a Meilisearch server: two indexes, one a list. */
export function createMeilisearchEngine(options: MeilisearchOptions): MirrorEngine {
  const { url, key, prefix, dimensions, lists, embedded } = options;
  const { ask, work, hasFailed, close } = createServerClient({ url, key });
  const settings = indexSettings(dimensions);

  function uidOf(list: string, side: Side): string {
    return `${prefix}_${list}${side === 'next' ? '_next' : ''}`;
  }

  async function multiSearch(queries: MultiSearchQuery[], signal: AbortSignal | undefined) {
    const { results } = await ask((client) =>
      client.multiSearch<{ queries: MultiSearchQuery[] }, { entry: string }>(
        { queries },
        signal === undefined ? undefined : { signal },
      ),
    );
    return results as SearchResponse<{ entry: string }>[];
  }

  async function search(request: SearchRequest, signal?: AbortSignal): Promise<SearchResult> {
    const isTyped = request.text.trim() !== '';
    const typed = isTyped ? encodeTyped(request.text) : { question: '', parts: 0 };
    if (typed === null || typed.parts > MOST_PARTS) return embedded.search(request);
    const results = await multiSearch(
      searchQueries(uidOf(request.list, 'live'), request, typed.question),
      signal,
    );
    const page = results[0];
    const total = page?.estimatedTotalHits ?? 0;
    if (total === 0 && isTyped) return embedded.search(request);
    const facets = Object.fromEntries(
      facetNames.map((facet) => [facet, countsOf(facet, results)]),
    ) as SearchResult['facets'];
    return { engine: 'meilisearch', hits: (page?.hits ?? []).map(({ entry }) => entry), total, facets };
  }

  async function candidates(request: CandidateRequest, signal?: AbortSignal): Promise<string[]> {
    const queries = candidateQueries(uidOf(request.list, 'live'), request);
    if (queries.length === 0) return [];
    const results = await multiSearch(queries, signal);
    return [...new Set(results.flatMap(({ hits }) => hits.map(({ entry }) => entry)))];
  }

  /** Documents one list at a time, in requests below the size limit. */
  async function put(documents: SearchDocument[], side: Side): Promise<void> {
    for (const list of lists) {
      const own = documents.filter((document) => document.list === list);
      if (own.length === 0) continue;
      const uid = uidOf(list, side);
      const bodies = requestsOf(await toRows(own));
      // An entry that was kept in two copies may now need one.
      const single = own.filter((document) => copiesOf(document).length === 1);
      await work(
        (client) => client.index(uid).deleteDocuments(single.map(({ id }) => documentId(id, 'others'))),
        ...bodies.map((body) => (client: Meilisearch) => {
          return client.index(uid).addDocumentsFromString(body, 'application/json', { primaryKey: 'id' });
        }),
      );
    }
  }

  async function remove(ids: string[], side: Side): Promise<void> {
    if (ids.length === 0) return;
    const copies = ids.flatMap((id) => [documentId(id, 'full'), documentId(id, 'others')]);
    for (const list of lists) await work((client) => client.index(uidOf(list, side)).deleteDocuments(copies));
  }

  async function prepareList(list: string, side: Side): Promise<boolean> {
    const uid = uidOf(list, side);
    const found = await orNull(ask((client) => client.index(uid).getSettings()));
    if (found === null) await work((client) => client.createIndex(uid, { primaryKey: 'id' }));
    const differing = found === null ? Object.keys(settings) : differingSettings(settings, found);
    if (differing.length > 0) await work((client) => client.index(uid).updateSettings(settings));
    // An index that the server made by itself, on a first document, has none of our fields.
    return found === null || differing.includes('searchableAttributes');
  }

  /** Whoever asks while it is under way gets the same answer: two would both make what is absent. */
  const preparing = new Map<Side, Promise<{ fresh: boolean }>>();

  async function prepareLists(side: Side): Promise<{ fresh: boolean }> {
    let fresh = false;
    for (const list of lists) fresh = (await prepareList(list, side)) || fresh;
    return { fresh };
  }

  async function identity(side: Side): Promise<string | null> {
    const parts: string[] = [];
    for (const list of lists) {
      const index = await orNull(ask((client) => client.getRawIndex(uidOf(list, side))));
      if (index === null) return null;
      parts.push(String(index.createdAt));
    }
    return parts.join(' ');
  }

  return {
    name: 'meilisearch',
    search,
    candidates,
    put,
    remove,
    close,
    identity,

    async count(list) {
      const result = await multiSearch(
        [{ indexUid: uidOf(list, 'live'), q: '', filter: ['copy != others'], limit: 0 }],
        undefined,
      );
      return result[0]?.estimatedTotalHits ?? 0;
    },

    prepare(side) {
      const prepared = preparing.get(side) ?? prepareLists(side).finally(() => preparing.delete(side));
      preparing.set(side, prepared);
      return prepared;
    },

    /** A key that is kept to our indexes may not ask. */
    version: () =>
      ask((client) => client.getVersion()).then(
        ({ pkgVersion }) => pkgVersion,
        () => null,
      ),

    async stamps(list, shard) {
      const found = new Map<string, string>();
      for (let offset = 0; ; offset += DOCUMENTS_PER_PAGE) {
        const { results, total } = await ask((client) =>
          client.index<StoredDocument>(uidOf(list, 'live')).getDocuments({
            filter: [`shard = ${shard}`],
            fields: ['entry', 'copy', 'stamp'],
            offset,
            limit: DOCUMENTS_PER_PAGE,
          }),
        );
        for (const { entry, copy, stamp } of results) found.set(`${entry} ${copy}`, stamp);
        if (offset + DOCUMENTS_PER_PAGE >= total) return found;
      }
    },

    async requestSwap() {
      const swaps = lists.map((list) => ({
        indexes: [uidOf(list, 'live'), uidOf(list, 'next')] as [string, string],
        rename: false,
      }));
      return (await ask((client) => client.swapIndexes(swaps))).taskUid;
    },

    async awaitSwap(task, wanted) {
      // A key that is kept to our indexes may not see the task of a swap, so its effect is waited for.
      const patience = performance.now() + SWAP_MS;
      while ((await identity('live')) !== wanted) {
        if (await hasFailed(task)) return false;
        if (performance.now() > patience) throw unavailable('swap');
        await wait(100);
      }
      return true;
    },

    async discardNext() {
      for (const list of lists) {
        const exists = await orNull(ask((client) => client.getRawIndex(uidOf(list, 'next'))));
        if (exists !== null) await work((client) => client.deleteIndex(uidOf(list, 'next')));
      }
    },
  };
}

/** The first answer that counted this facet, the most frequent value first. */
function countsOf(facet: FacetName, results: { facetDistribution?: FacetDistribution }[]) {
  const counts = results.map(({ facetDistribution }) => facetDistribution?.[facet]).find(Boolean) ?? {};
  return Object.entries(counts)
    .map(([value, count]) => ({ value, count }))
    .sort((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1));
}

/** Documents as JSON. Encoding takes a millisecond each, so requests get their turn in between. */
async function toRows(documents: SearchDocument[]): Promise<string[]> {
  const rows: string[] = [];
  for (const [at, document] of documents.entries()) {
    if (at % ENCODED_AT_ONCE === 0) await turn();
    rows.push(...toStored(document).map((stored) => JSON.stringify(stored)));
  }
  return rows;
}

/** JSON arrays of documents, each below the size limit. */
function requestsOf(documents: string[]): string[] {
  const requests: string[] = [];
  let rows: string[] = [];
  let bytes = 0;
  for (const row of documents) {
    const size = Buffer.byteLength(row);
    if (rows.length > 0 && bytes + size > LARGEST_REQUEST_BYTES) {
      requests.push(`[${rows.join(',')}]`);
      rows = [];
      bytes = 0;
    }
    rows.push(row);
    bytes += size;
  }
  if (rows.length > 0) requests.push(`[${rows.join(',')}]`);
  return requests;
}

/** Null where an index is not there. */
async function orNull<Result>(asked: Promise<Result>): Promise<Result | null> {
  try {
    return await asked;
  } catch (error) {
    if (error instanceof EngineRefusal && error.code === 'index_not_found') return null;
    throw error;
  }
}
