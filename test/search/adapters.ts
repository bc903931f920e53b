import type { SearchEngine } from '../../src/search/engine-port.ts';
import { createFullTextEngine } from '../../src/search/fts5.ts';
import { createMeilisearchEngine } from '../../src/search/meilisearch/engine.ts';
import { createFakeMeilisearch } from '../support/fake-meilisearch/server.ts';
import { openRealServer, type RealServer, whyNoServer } from '../support/meilisearch-server.ts';
import type { SearchEngineAdapter } from './compliance/search-engine.ts';
import { openMigratedDatabase } from './migrated-database.ts';

const DIMENSIONS = 8;
let opened = 0;

/** The server as the service uses it: beside the embedded index, with both kept up to date. */
async function openBeside({ url, key }: { url: string; key: string | undefined }) {
  opened += 1;
  const db = openMigratedDatabase();
  const embedded = createFullTextEngine(db);
  const prefix = `compliance-${process.pid}-${opened}`;
  const lists = ['demands', 'achievements'];
  const server = createMeilisearchEngine({ url, key, prefix, dimensions: DIMENSIONS, lists, embedded });
  await server.prepare('live');
  const engine: SearchEngine = {
    ...server,
    put: async (documents) => {
      await embedded.put(documents);
      await server.put(documents, 'live');
    },
    remove: async (ids) => {
      await embedded.remove(ids);
      await server.remove(ids, 'live');
    },
  };
  const close = async () => {
    server.close();
    db.$client.close();
    const headers = key === undefined ? {} : { authorization: `Bearer ${key}` };
    for (const list of lists) {
      await fetch(`${url}/indexes/${prefix}_${list}`, { method: 'DELETE', headers });
    }
  };
  return { engine, server, close };
}

let realServer: Promise<RealServer> | null = null;
/** One real server for all tests of a file. */
function sharedRealServer(): Promise<RealServer> {
  realServer ??= openRealServer();
  return realServer;
}
export async function closeRealServer(): Promise<void> {
  await (await realServer)?.close();
  realServer = null;
}

/** Every adapter of the search box there is here; a later one is added here and runs the same suites. */
export const searchEngines: SearchEngineAdapter[] = [
  {
    name: 'embedded',
    runs: 400,
    open: async () => {
      const db = openMigratedDatabase();
      return { engine: createFullTextEngine(db), close: async () => void db.$client.close() };
    },
  },
  {
    name: 'meilisearch (fake server)',
    runs: 60,
    open: async () => {
      const fake = await createFakeMeilisearch();
      const { engine, close } = await openBeside({ url: fake.url, key: undefined });
      const closeBoth = async () => {
        await close();
        await fake.close();
      };
      return { engine, close: closeBoth };
    },
  },
  ...(whyNoServer() === null
    ? [
        {
          name: 'meilisearch (real server)',
          runs: 20,
          open: async () => openBeside(await sharedRealServer()),
        },
      ]
    : []),
];
