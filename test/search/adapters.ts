import { createFullTextEngine } from '../../src/search/fts5.ts';
import type { SearchEngineAdapter } from './compliance/search-engine.ts';
import { openMigratedDatabase } from './migrated-database.ts';

/** Every adapter of the search box there is; a later one is added here and runs the same suites. */
export const searchEngines: SearchEngineAdapter[] = [
  {
    name: 'embedded',
    open: async () => {
      const db = openMigratedDatabase();
      return { engine: createFullTextEngine(db), close: async () => void db.$client.close() };
    },
  },
];
