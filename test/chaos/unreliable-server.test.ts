import fc from 'fast-check';
import { afterEach, expect, it } from 'vitest';
import { service } from '../../src/identity/model.ts';
import { FAKE_DIMENSIONS } from '../support/fake-embedder.ts';
import { createFakeMeilisearch, type FakeMeilisearch } from '../support/fake-meilisearch/server.ts';
import { createTestApp, createTestClock, publish, type TestApp } from '../support/test-app.ts';
import { measureDrift } from './drift.ts';

/** What may happen to a service and its search server, in any order. */
const happenings = [
  'publish',
  'edit',
  'hide',
  'work',
  'kill',
  'restart',
  'wipe',
  'refuse',
  'error',
  'cut',
  'heal',
  'compare',
  'rebuild',
  'cancel',
  'crash',
] as const;
type Happening = (typeof happenings)[number];

const MINUTE_MS = 60_000;
let fake: FakeMeilisearch;
let app: TestApp;
/** Time goes on over a crash. */
let clock: ReturnType<typeof createTestClock>;

afterEach(async () => {
  await app.end();
  await fake.close();
});

async function open(dataDir?: string): Promise<TestApp> {
  const environment = { MEILI_URL: fake.url, MEILI_PREFIX: 'chaos' };
  return createTestApp({ environment, overrides: { clock }, ...(dataDir !== undefined && { dataDir }) });
}

async function edit(ids: string[], number: number, change: object): Promise<void> {
  const id = ids[number % ids.length];
  if (id === undefined) return;
  const { version } = (await app.as('enterprise', 'GET', `/demands/${id}`)).json<{ version: number }>();
  const answer = await app.as('enterprise', 'PATCH', `/demands/${id}`, { ...change, version });
  expect(answer.statusCode).toBe(200);
}

async function happen(what: Happening, number: number, ids: string[]): Promise<void> {
  if (what === 'publish') ids.push(await publish(app, 'demands', { title: `甲 ${number} 压铸` }));
  else if (what === 'edit') await edit(ids, number, { title: `乙 ${number} 高温合金` });
  else if (what === 'hide') await edit(ids, number, { disclosure: number % 2 === 0 ? 'internal' : 'public' });
  else if (what === 'kill') await fake.kill();
  else if (what === 'restart') await fake.restart();
  else if (what === 'wipe') {
    await fake.kill();
    await fake.restart({ wiped: true });
  } else if (what === 'refuse') fake.failTasks(1);
  else if (what === 'error') fake.misbehave({ kind: 'error500' });
  else if (what === 'cut') fake.misbehave({ kind: 'cut' });
  else if (what === 'heal') fake.misbehave(null);
  else if (what === 'compare') await app.services.indexing.reconcile(service).catch(() => undefined);
  else if (what === 'rebuild') await app.as('operator', 'POST', '/index/rebuild');
  else if (what === 'cancel') await app.as('operator', 'DELETE', '/index/rebuild');
  else if (what === 'crash') {
    // The worker is cut off wherever it is; what it had not finished is still in the outbox.
    void app.worker.drain();
    await app.end(true);
    app = await open(app.dataDir);
  }
  clock.advance(MINUTE_MS);
  if (what === 'work') await app.worker.drain();
}

it('ends as a true copy of the database, whatever happened on the way', { timeout: 150_000 }, async () => {
  const happening = fc.record({ what: fc.constantFrom(...happenings), number: fc.nat(20) });
  await fc.assert(
    fc.asyncProperty(fc.array(happening, { minLength: 6, maxLength: 20 }), async (story) => {
      fake = await createFakeMeilisearch();
      clock = createTestClock();
      app = await open();
      const ids = [await publish(app, 'demands'), await publish(app, 'demands', { title: '丙 海带' })];
      await app.worker.drain();
      for (const { what, number } of story) await happen(what, number, ids);

      fake.misbehave(null);
      fake.failTasks(0);
      await fake.restart();
      for (let round = 0; round < 12; round += 1) {
        clock.advance(MINUTE_MS * 6);
        await app.worker.drain();
      }
      await app.as('operator', 'POST', '/index/retries', {});
      await app.services.indexing.reconcile(service);
      await app.worker.drain();
      const after = await app.services.indexing.reconcile(service);
      expect(after).toMatchObject({ missing: 0, stale: 0, extra: 0, checked: ids.length });
      const source = { model: 'fake', dtype: 'fp32', dimensions: FAKE_DIMENSIONS };
      const where = { dataDir: app.dataDir, url: fake.url, key: undefined, prefix: 'chaos', source };
      expect(await measureDrift(where)).toEqual({
        documents: ids.length,
        missing: [],
        extra: [],
        different: [],
        jobs: 0,
        embedded: [],
      });
      expect(fake.indexUids().filter((uid) => uid.endsWith('_next'))).toEqual([]);
      await app.end();
      await fake.close();
    }),
    {
      numRuns: 15,
      interruptAfterTimeLimit: 100_000,
      markInterruptAsFailure: false,
    },
  );
});
