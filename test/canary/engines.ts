import { createFakeMeilisearch } from '../support/fake-meilisearch/server.ts';
import { openRealServer, whyNoServer } from '../support/meilisearch-server.ts';
import { readServer, type Stored } from './stored.ts';

export interface OpenEngine {
  environment(prefix: string): Record<string, string>;
  /** What the server keeps for others; null where there is no server. */
  stored(prefix: string): Promise<Stored | null>;
  close(): Promise<void>;
}

export interface Engine {
  name: string;
  open(): Promise<OpenEngine>;
}

export const embedded: Engine = {
  name: 'embedded',
  open: async () => ({ environment: () => ({}), stored: async () => null, close: async () => undefined }),
};

/** The search server played by a fake, and a real one where this machine has it; says aloud where it has not. */
export function findServers(): Engine[] {
  const engines = [served('meilisearch (fake server)', createFakeMeilisearch)];
  if (whyNoServer() === null) engines.push(served('meilisearch (real server)', openRealServer));
  return engines;
}

interface Server {
  url: string;
  key?: string | undefined;
  close(): Promise<void>;
}

function served(name: string, start: () => Promise<Server>): Engine {
  return {
    name,
    async open() {
      const { url, key, close } = await start();
      const keyed: Record<string, string> = key === undefined ? {} : { MEILI_KEY: key };
      return {
        environment: (MEILI_PREFIX) => ({ MEILI_URL: url, MEILI_PREFIX, ...keyed }),
        stored: (prefix) => readServer(url, key, prefix),
        close,
      };
    },
  };
}
