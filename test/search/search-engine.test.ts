import { searchEngines } from './adapters.ts';
import { describeSearchEngine } from './compliance/search-engine.ts';

console.log(`search engines under test: ${searchEngines.map(({ name }) => name).join(', ')}`);
for (const adapter of searchEngines) describeSearchEngine(adapter);
