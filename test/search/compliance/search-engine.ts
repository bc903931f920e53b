import { afterEach, beforeEach, describe } from 'vitest';
import type { SearchDocument, SearchEngine, SearchRequest, SearchResult } from '../../../src/search/ports.ts';
import { describeFacets } from './search-engine-facets.ts';
import { describeFinding } from './search-engine-finding.ts';
import { describePaging } from './search-engine-paging.ts';
import { describeTypedText } from './search-engine-typed-text.ts';

export interface SearchEngineAdapter {
  name: string;
  /** An engine that holds nothing. */
  open(): Promise<{ engine: SearchEngine; close(): Promise<void> }>;
}

/** What the suites ask the engine of the running test. */
export interface EngineUnderTest {
  engine(): SearchEngine;
  put(...documents: Partial<SearchDocument>[]): Promise<void>;
  search(request?: Partial<SearchRequest>): Promise<SearchResult>;
  /** The ids found, in order. */
  find(text: string, request?: Partial<SearchRequest>): Promise<string[]>;
}

/** Everything the port `SearchEngine` promises, for one adapter. */
export function describeSearchEngine({ name, open }: SearchEngineAdapter): void {
  describe(`search engine: ${name}`, () => {
    let opened: Awaited<ReturnType<SearchEngineAdapter['open']>>;
    beforeEach(async () => {
      opened = await open();
    });
    afterEach(() => opened.close());

    const search: EngineUnderTest['search'] = (request) => opened.engine.search(searchRequest(request));
    const underTest: EngineUnderTest = {
      engine: () => opened.engine,
      put: (...documents) => opened.engine.put(documents.map(searchDocument)),
      search,
      find: async (text, request) => (await search({ ...request, text })).hits.map(({ id }) => id),
    };
    describeFinding(underTest);
    describeTypedText(underTest);
    describeFacets(underTest);
    describePaging(underTest);
  });
}

/** An open, published achievement with nothing special about it but what is given. */
function searchDocument(given: Partial<SearchDocument>): SearchDocument {
  return {
    id: 'entry',
    list: 'achievements',
    version: 1,
    organisationId: 'university',
    state: 'published',
    open: true,
    chain: null,
    region: '',
    trl: null,
    closesOn: null,
    publishedAt: Date.parse('2026-03-02T02:00:00Z'),
    amount: null,
    title: '',
    body: '',
    ...given,
  };
}

function searchRequest(given: Partial<SearchRequest> = {}): SearchRequest {
  return {
    list: 'achievements',
    text: '',
    filters: {},
    reader: 'all',
    sort: 'relevance',
    limit: 50,
    after: null,
    ...given,
  };
}
