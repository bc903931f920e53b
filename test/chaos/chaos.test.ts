import { afterAll, expect, it } from 'vitest';
import { cleanUp } from '../start/service-process.ts';
import { whyNoServer } from '../support/meilisearch-server.ts';
import { runChaos } from './chaos.ts';

afterAll(cleanUp);

// `npm run chaos:search` is the long run: a thousand edits, a hundred kills.
it.skipIf(whyNoServer(true) !== null)(
  'loses and confuses nothing while people edit and both processes are killed, the server even wiped',
  async () => {
    const size = { edits: 60, kills: 8, wipes: 1, clients: 4, entries: 4 };
    const report = await runChaos({ ...size, seed: 7, say: () => undefined });
    console.log(`chaos: ${JSON.stringify(report)}`);
    expect(report.edits).toBeGreaterThanOrEqual(60);
    expect(report).toMatchObject({ wipes: 1, lost: [] });
    expect(report.kills.engine + report.kills.service).toBe(8);
    expect(report.drift).toMatchObject({ missing: [], extra: [], different: [], jobs: 0, embedded: [] });
    expect(report.searches.errors).toEqual([]);
  },
  600_000,
);
