import { afterEach, beforeEach, describe } from 'vitest';
import type {
  SearchDocument,
  SearchEngine,
  SearchRequest,
  SearchResult,
} from '../../../src/search/engine-port.ts';
import { describeCandidates } from './search-engine-candidates.ts';
import { describeFacets } from './search-engine-facets.ts';
import { describeFinding } from './search-engine-finding.ts';
import { describePaging } from './search-engine-paging.ts';
import { describeReaders } from './search-engine-readers.ts';
import { describeTypedText } from './search-engine-typed-text.ts';

export interface SearchEngineAdapter {
  name: string;
  /** Runs of a property test: servers answer in milliseconds, the embedded index in microseconds. */
  runs: number;
  /** An engine that holds nothing; `close` leaves nothing of it behind. */
  open(): Promise<{ engine: SearchEngine; close(): Promise<void> }>;
}

/** What the suites ask the engine of the running test. */
export interface EngineUnderTest {
  runs: number;
  engine(): SearchEngine;
  put(...documents: GivenDocument[]): Promise<void>;
  search(request?: Partial<SearchRequest>): Promise<SearchResult>;
  /** The ids found, in order. */
  find(text: string, request?: Partial<SearchRequest>): Promise<string[]>;
}

/** What a test says of a document; `title` and `body` are its full text, `open` lets everybody read that. */
type GivenDocument = Partial<SearchDocument> & { title?: string; body?: string; open?: boolean };

/** Everything the port `SearchEngine` promises, for one adapter. */
export function describeSearchEngine({ name, runs, open }: SearchEngineAdapter): void {
  describe(`search engine: ${name}`, () => {
    let opened: Awaited<ReturnType<SearchEngineAdapter['open']>>;
    beforeEach(async () => {
      opened = await open();
    });
    afterEach(() => opened.close());

    const search: EngineUnderTest['search'] = (request) => opened.engine.search(searchRequest(request));
    const underTest: EngineUnderTest = {
      runs,
      engine: () => opened.engine,
      put: (...documents) => opened.engine.put(documents.map(searchDocument)),
      search,
      find: async (text, request) => (await search({ ...request, text })).hits,
    };
    describeFinding(underTest);
    describeTypedText(underTest);
    describeFacets(underTest);
    describePaging(underTest);
    describeReaders(underTest);
    describeCandidates(underTest);
  });
}

/** An open, published achievement with nothing special about it but what is given. */
function searchDocument({ title = '', body = '', open = true, ...given }: GivenDocument): SearchDocument {
  return {
    id: 'entry',
    list: 'achievements',
    version: 1,
    organisationId: 'university',
    state: 'published',
    chain: null,
    region: '',
    trl: null,
    closesOn: null,
    publishedAt: Date.parse('2026-03-02T02:00:00Z'),
    amount: null,
    disclosure: 'public',
    full: { title, body },
    others: open ? 'full' : null,
    vectors: [],
    stamp: 'stamp',
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
    offset: 0,
    ...given,
  };
}
