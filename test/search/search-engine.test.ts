import { afterAll, expect, it } from 'vitest';
import { whyNoServer } from '../support/meilisearch-server.ts';
import { closeRealServer, searchEngines } from './adapters.ts';
import { describeSearchEngine } from './compliance/search-engine.ts';

console.log(`search engines under test: ${searchEngines.map(({ name }) => name).join(', ')}`);
for (const adapter of searchEngines) describeSearchEngine(adapter);
afterAll(closeRealServer);

it('ran over the real server too, or said why not', () => {
  expect(searchEngines.length).toBe(whyNoServer() === null ? 3 : 2);
});
