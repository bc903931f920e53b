import { pino } from 'pino';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { service } from '../../src/identity/model.ts';
import type { SearchDocument } from '../../src/search/engine-port.ts';
import { createFullTextEngine } from '../../src/search/fts5.ts';
import { createMeilisearchEngine } from '../../src/search/meilisearch/engine.ts';
import { openMigratedDatabase } from '../search/migrated-database.ts';
import { openRealServer, type RealServer, whyNoServer } from '../support/meilisearch-server.ts';
import { createTestApp, publish, type TestApp } from '../support/test-app.ts';

/** What README asks an administrator to grant, on the indexes that begin with our prefix. */
const ACTIONS = [
  'search',
  'documents.add',
  'documents.get',
  'documents.delete',
  'indexes.create',
  'indexes.get',
  'indexes.delete',
  'indexes.swap',
  'settings.get',
  'settings.update',
  'tasks.get',
];
const PREFIX = 'restricted';
const lists = ['demands', 'achievements'];
const WRONG_KEY = 'a-wrong-key-that-must-not-be-shown-either';

describe.skipIf(whyNoServer(true) !== null)(
  'a key that may do only what README says, on our indexes only',
  () => {
    let server: RealServer;
    let apps: TestApp[] = [];
    const closers: (() => void)[] = [];

    beforeAll(async () => {
      server = await openRealServer({ control: true });
    });
    afterEach(async () => {
      for (const app of apps) await app.end();
      apps = [];
      for (const close of closers.splice(0)) close();
      for (const list of lists) {
        for (const side of ['', '_next']) await asMaster('DELETE', `/indexes/${PREFIX}_${list}${side}`);
      }
    });
    afterAll(() => server.close());

    async function asMaster(method: string, path: string, body?: object) {
      const headers = { authorization: `Bearer ${server.key}`, 'content-type': 'application/json' };
      return fetch(`${server.url}${path}`, { method, headers, ...(body && { body: JSON.stringify(body) }) });
    }

    async function createKey(actions: string[]): Promise<string> {
      const answer = await asMaster('POST', '/keys', { actions, indexes: [`${PREFIX}_*`], expiresAt: null });
      expect(answer.status).toBe(201);
      return ((await answer.json()) as { key: string }).key;
    }

    /** The whole service with that key, and everything it logs. */
    async function openApp(key: string) {
      let logged = '';
      const write = (line: string) => {
        logged += line;
      };
      const log = pino({ level: 'debug' }, { write });
      const environment = { MEILI_URL: server.url, MEILI_KEY: key, MEILI_PREFIX: PREFIX, LOG_LEVEL: 'debug' };
      const app = await createTestApp({ environment, overrides: { log } });
      apps.push(app);
      const status = async () => (await app.as('operator', 'GET', '/index/status')).body;
      return { app, logged: () => logged, status };
    }

    const search = async (app: TestApp, q: string) =>
      app.as(null, 'GET', `/search?list=achievements&q=${encodeURIComponent(q)}`);

    it('is enough for the whole life: fill, search, compare, rebuild, cancel', async () => {
      const key = await createKey(ACTIONS);
      const { app, logged, status } = await openApp(key);
      const id = await publish(app, 'achievements');
      await publish(app, 'demands');
      await app.worker.drain();
      expect(await app.services.indexing.reconcile(service)).toMatchObject({
        missing: 0,
        stale: 0,
        extra: 0,
      });
      await app.worker.drain();
      const answer = await search(app, '缺陷');
      expect(answer.json()).toMatchObject({ items: [{ id }], engine: 'meilisearch', degraded: false });

      const rebuilt = async () =>
        JSON.parse(await status()).server as { state: string; rebuild: { state: string } };
      expect((await app.as('operator', 'POST', '/index/rebuild')).statusCode).toBe(202);
      await app.worker.drain();
      expect(await rebuilt()).toMatchObject({ state: 'ready', rebuild: { state: 'done' } });
      await app.as('operator', 'POST', '/index/rebuild');
      await app.as('operator', 'DELETE', '/index/rebuild');
      await app.worker.drain();
      expect(await rebuilt()).toMatchObject({ rebuild: { state: 'cancelled' } });

      await app.as('researcher', 'POST', `/achievements/${id}/transitions`, { to: 'withdrawn' });
      await app.worker.drain();
      expect((await search(app, '缺陷')).json()).toMatchObject({ items: [] });
      const { total, results } = (await (await asMaster('GET', `/indexes?limit=100`)).json()) as {
        total: number;
        results: { uid: string }[];
      };
      expect([total, results.map(({ uid }) => uid).sort()]).toEqual([
        2,
        lists.map((list) => `${PREFIX}_${list}`).sort(),
      ]);
      // The version of the program is not for such a key.
      expect(JSON.parse(await status()).server).toMatchObject({
        version: null,
        counts: { demands: 1, achievements: 1 },
      });
      expect(logged()).not.toContain(key);
    });

    it('is named nowhere: not in the log, not in an answer, neither when it is refused nor when the server is away', async () => {
      for (const key of [WRONG_KEY, await createKey(['search']), await createKey(ACTIONS)]) {
        const { app, logged, status } = await openApp(key);
        const isGood = key !== WRONG_KEY;
        const bodies: string[] = [];
        await publish(app, 'achievements');
        await app.worker.drain();
        const tour = async () => {
          const compared = await app.as('operator', 'POST', '/index/reconciliations');
          await app.as('operator', 'POST', '/index/rebuild');
          await app.worker.drain();
          app.clock.advance(3000);
          await app.worker.drain();
          await app.services.indexing.reconcile(service).catch((error: Error) => app.server.log.error(error));
          const answers = [
            compared,
            await search(app, '缺陷'),
            await app.as('admin', 'DELETE', '/index/rebuild'),
          ];
          bodies.push(...answers.map(({ body }) => body), await status());
          const ready = await app.server.inject({ method: 'GET', url: '/readyz' });
          bodies.push(ready.body, JSON.stringify(ready.headers));
          return answers[1]!;
        };
        const found = await tour();
        expect(found.statusCode).toBe(200);
        if (!isGood) expect(found.json()).toMatchObject({ engine: 'embedded', degraded: true });
        await server.control!.kill();
        const away = await tour();
        expect(away.json()).toMatchObject({
          items: [{ title: expect.any(String) }],
          engine: 'embedded',
          degraded: true,
        });
        await server.control!.start();
        const told = logged() + bodies.join('\n');
        expect(told.length).toBeGreaterThan(1000);
        expect(told.includes(key)).toBe(false);
        expect(told).not.toMatch(/bearer/i);
        await app.end();
        apps = [];
      }
    });

    describe('without', () => {
      const documents: SearchDocument[] = lists.map((list) => ({
        id: `${list}1`,
        list,
        version: 1,
        organisationId: 'o',
        state: 'published',
        chain: null,
        region: '',
        trl: null,
        closesOn: null,
        publishedAt: 1,
        amount: null,
        disclosure: 'public',
        full: { title: '划伤检测', body: '' },
        others: 'full',
        vectors: [],
        stamp: 's',
      }));

      /** Everything that the service asks of a server, in order; the first step that fails with this key, or null. */
      async function firstFailure(key: string): Promise<string | null> {
        const db = openMigratedDatabase();
        const embedded = createFullTextEngine(db);
        const engine = createMeilisearchEngine({
          url: server.url,
          key,
          prefix: PREFIX,
          dimensions: 8,
          lists,
          embedded,
        });
        closers.push(() => {
          engine.close();
          db.$client.close();
        });
        const query = {
          list: 'demands',
          text: '划伤',
          filters: {},
          reader: 'all',
          sort: 'relevance',
        } as const;
        const shard = '1';
        const steps: [string, () => Promise<unknown>][] = [
          ['prepare', () => engine.prepare('live')],
          ['put', () => engine.put(documents, 'live')],
          ['search', () => engine.search({ ...query, limit: 5, offset: 0 })],
          [
            'candidates',
            () => engine.candidates({ list: 'demands', reader: 'all', terms: ['划伤'], vectors: [] }),
          ],
          ['count', () => engine.count('demands')],
          ['stamps', () => engine.stamps('demands', shard)],
          ['remove', () => engine.remove(['demands1'], 'live')],
          ['prepare next', () => engine.prepare('next')],
          ['put next', () => engine.put(documents, 'next')],
          [
            'swap',
            async () => {
              const wanted = (await engine.identity('next')) ?? '';
              return engine.awaitSwap(await engine.requestSwap(), wanted);
            },
          ],
          ['discard', () => engine.discardNext()],
        ];
        for (const [name, step] of steps) {
          const failed = await step().then(
            () => false,
            () => true,
          );
          if (failed) return name;
        }
        return null;
      }

      it('nothing, all of that is done', async () => {
        expect(await firstFailure(await createKey(ACTIONS))).toBeNull();
      });

      it.each(ACTIONS)(
        '%s something of it is not: README asks for no more than is needed',
        async (action) => {
          const failure = await firstFailure(await createKey(ACTIONS.filter((other) => other !== action)));
          console.log(`without ${action}: ${failure ?? 'everything is done'}`);
          expect(failure).not.toBeNull();
        },
      );
    });
  },
);
