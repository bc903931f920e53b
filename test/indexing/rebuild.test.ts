import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { writeSetting } from '../../src/db/settings.ts';
import { findRebuild, saveRebuild } from '../../src/indexing/store.ts';
import { createTestApp, publish } from '../support/test-app.ts';
import { importMany, type Mirrored, openMirrored, PREFIX, type RebuildBody, uids } from './mirrored-app.ts';

/** Three steps of a rebuild: 500 entries, 500 and the rest. */
const ENTRIES = 1100;
const next = { demands: `${uids.demands}_next`, achievements: `${uids.achievements}_next` };
const live = [uids.achievements, uids.demands].sort();

let world: Mirrored;
let ids: string[];
/** A data folder with all entries indexed, copied for each test. */
let template: string;

beforeAll(async () => {
  const app = await createTestApp();
  ids = importMany(app, ENTRIES).achievements;
  await app.worker.drain();
  await app.end(true);
  template = app.dataDir;
});
afterAll(() => rmSync(template, { recursive: true, force: true }));

beforeEach(async () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'jiebang-test-'));
  cpSync(template, dataDir, { recursive: true });
  world = await openMirrored({ dataDir });
  await world.settle();
});
afterEach(() => world.end());

const start = () => world.app.as('operator', 'POST', '/index/rebuild');
const cancel = () => world.app.as('operator', 'DELETE', '/index/rebuild');
const rebuildState = async () => (await world.status()).server?.rebuild as RebuildBody;

const isNextWrite = (method: string, path: string) =>
  method === 'POST' && path === `/indexes/${next.achievements}/documents`;

/** Begins a rebuild and stops it by a server error once so many steps were done. */
async function standAfter(steps: number) {
  let writes = 0;
  world.fake.misbehave({ kind: 'error500' }, (method, path) => {
    if (!isNextWrite(method, path)) return false;
    writes += 1;
    return writes > steps;
  });
  expect((await start()).statusCode).toBe(202);
  await world.app.worker.drain();
  expect(await rebuildState()).toMatchObject({ state: 'running', done: 500 * steps, total: ENTRIES });
}

/** The server is well again, and the step that failed is tried anew. */
async function goOn() {
  world.fake.misbehave(null);
  world.app.clock.advance(3000);
  await world.app.worker.drain();
}

function expectWhole(entries = ENTRIES) {
  expect(world.fake.indexUids()).toEqual(live);
  expect(world.fake.documents(uids.achievements)).toHaveLength(entries);
  const { found, expected } = world.copies();
  expect(found).toEqual(expected);
  expect([world.rows(), world.rows('search.rebuild')]).toEqual([[], []]);
}

/** How often a swap was asked for. */
const swaps = () => world.fake.requests.filter(({ path }) => path === '/swap-indexes').length;

describe('a rebuild', () => {
  it('ends with new indexes in the place of the old, holding every entry, and leaves nothing beside them', async () => {
    const old = new Set(world.fake.documents(uids.achievements));
    const begun = await start();
    expect(begun.statusCode).toBe(202);
    expect(begun.json()).toMatchObject({
      state: 'running',
      done: 0,
      total: ENTRIES,
      perSecond: null,
      message: '',
    });
    await world.app.worker.drain();
    expectWhole();
    expect(world.fake.documents(uids.achievements).some((document) => old.has(document))).toBe(false);
    expect(swaps()).toBe(1);
    expect(await rebuildState()).toMatchObject({ state: 'done', done: ENTRIES, total: ENTRIES });
    expect((await rebuildState()).finishedAt).not.toBeNull();
    expect(await world.search('检测成果1099')).toMatchObject({ ids: [ids[1099]], engine: 'meilisearch' });
  });

  it('mends what comparing does not look at: texts that differ under the right stamp', async () => {
    for (const document of world.fake.documents(uids.achievements)) document.title = 'wrong';
    expect(await world.app.services.indexing.reconcile({ kind: 'service' })).toMatchObject({ stale: 0 });
    await start();
    await world.app.worker.drain();
    expectWhole();
  });

  it('leaves people searching on the old indexes, on the server, until the new ones are whole', async () => {
    world.fake.misbehave({ kind: 'slow', ms: 30 }, (_method, path) => path.includes('_next'));
    await start();
    const done = world.app.worker.drain();
    let searches = 0;
    while ((await rebuildState()).state === 'running') {
      const answer = await world.search('检测成果7');
      expect(answer).toMatchObject({ engine: 'meilisearch', degraded: false });
      expect(answer.ids).toContain(ids[7]);
      searches += 1;
      await wait(10);
    }
    await done;
    expect(searches).toBeGreaterThan(3);
    expect(await world.search('检测成果7')).toMatchObject({ engine: 'meilisearch', degraded: false });
  });

  it('says how far it is, how fast, and how long it will take', async () => {
    await standAfter(1);
    world.app.clock.advance(10_000);
    expect(await rebuildState()).toMatchObject({
      done: 500,
      total: ENTRIES,
      perSecond: 50,
      remainingSeconds: 12,
    });
    expect((await world.status()).can).toContain('cancel');
    expect((await world.status()).can).not.toContain('rebuild');
    await goOn();
    expect(await rebuildState()).toMatchObject({ done: ENTRIES, remainingSeconds: null });
  });

  it('holds every change made meanwhile: edits, withdrawals and new entries, passed or still to come', async () => {
    await standAfter(1);
    const edited = [ids[3]!, ids[1050]!];
    for (const id of edited) {
      world.db.$client
        .prepare(
          `UPDATE entries SET version = version + 1, content = json_set(content, '$.title', ?) WHERE id = ?`,
        )
        .run('重建中改的翡翠', id);
      world.db.$client
        .prepare(`INSERT INTO outbox (topic, key, enqueued_at) VALUES ('entry.changed', ?, ?)`)
        .run(id, world.app.clock.now());
    }
    const added = await publish(world.app, 'achievements', { title: '重建中新增的琥珀' });
    const gone = await publish(world.app, 'achievements', { title: '重建中撤回的玛瑙' });
    await world.app.worker.drain();
    expect((await world.search('翡翠')).ids.sort()).toEqual([...edited].sort());
    await world.app.as('researcher', 'POST', `/achievements/${gone}/transitions`, { to: 'withdrawn' });
    await goOn();
    expectWhole(ENTRIES + 2);
    expect((await world.search('翡翠')).ids.sort()).toEqual([...edited].sort());
    expect((await world.search('琥珀')).ids).toEqual([added]);
    expect((await world.search('玛瑙')).ids).toEqual([]);
  });

  it('is begun once: a second one is refused while it runs, and possible after it', async () => {
    await standAfter(1);
    const second = await start();
    expect([second.statusCode, second.json<{ code: string }>().code]).toEqual([409, 'conflict']);
    await goOn();
    expect((await start()).statusCode).toBe(202);
    await world.app.worker.drain();
    expectWhole();
    expect(swaps()).toBe(2);
  });

  it('leaves a document that the server refuses to its own job, and gets all others in', async () => {
    await standAfter(2);
    world.fake.failTasks(
      2,
      ({ type, indexUid }) => type === 'documentAdditionOrUpdate' && indexUid === next.achievements,
      'invalid_document_fields',
    );
    await goOn();
    expectWhole();
    expect((await world.status()).failed).toBe(0);
  });
});

describe('a rebuild that is cancelled', () => {
  it('leaves the old indexes as they were and none beside them', async () => {
    const before = world.fake.documents(uids.achievements);
    await standAfter(1);
    expect(world.fake.indexUids()).toEqual([...live, next.achievements, next.demands].sort());
    const answer = await cancel();
    expect([answer.statusCode, answer.body]).toEqual([204, '']);
    world.fake.misbehave(null);
    // The server had just been away: it is asked again a while later.
    world.app.clock.advance(3000);
    await world.app.worker.drain();
    expectWhole();
    expect(world.fake.documents(uids.achievements)).toEqual(before);
    expect(swaps()).toBe(0);
    expect(await rebuildState()).toMatchObject({ state: 'cancelled', done: 500 });
    expect((await world.status()).can).toContain('rebuild');
  });

  it('may be followed by a new one at once', async () => {
    await standAfter(2);
    await cancel();
    expect((await start()).statusCode).toBe(202);
    await goOn();
    expectWhole();
    expect(await rebuildState()).toMatchObject({ state: 'done', done: ENTRIES });
  });

  it('is cleaned up when the server is back, if that is away', async () => {
    await standAfter(1);
    await world.fake.kill();
    expect((await cancel()).statusCode).toBe(204);
    await world.app.worker.drain();
    await world.fake.restart();
    await goOn();
    expectWhole();
    expect(swaps()).toBe(0);
  });

  it('was not there: nothing happens', async () => {
    expect((await cancel()).statusCode).toBe(204);
    await world.app.worker.drain();
    expect((await world.status()).server?.rebuild).toBeNull();
    expectWhole();
  });
});

describe('a rebuild during which', () => {
  it('the service was restarted goes on where it stopped', async () => {
    await standAfter(1);
    await world.end({ keepFolder: true, keepServer: true });
    world.fake.misbehave(null);
    const written = world.fake.requests.length;
    world = await openMirrored({ dataDir: world.app.dataDir }, world.fake);
    world.app.clock.advance(3000);
    await world.app.worker.drain();
    await world.settle();
    const sent = world.fake.requests.slice(written).filter(({ method, path }) => isNextWrite(method, path));
    expect(sent.map(({ body }) => (body as object[]).length)).toEqual([500, 100]);
    expectWhole();
    expect(await rebuildState()).toMatchObject({ state: 'done', done: ENTRIES });
  });

  it('the server lost everything begins again, and ends right though nobody asks for anything else', async () => {
    await standAfter(1);
    await world.fake.kill();
    await world.app.worker.drain();
    await world.fake.restart({ wiped: true });
    for (let round = 0; round < 3; round += 1) await goOn();
    expectWhole();
    expect(await rebuildState()).toMatchObject({ state: 'done', done: ENTRIES });
  });

  it('the server lost everything begins again, while the live indexes are filled anew as well', async () => {
    await standAfter(1);
    await world.fake.kill();
    await world.edit(await publish(world.app, 'achievements'), { title: '断电时改的翡翠' });
    await world.app.worker.drain();
    await world.fake.restart({ wiped: true });
    for (let round = 0; round < 3; round += 1) await goOn();
    await world.settle();
    expectWhole(ENTRIES + 1);
    expect(await rebuildState()).toMatchObject({ state: 'done', done: ENTRIES + 1 });
  });

  it('the service was killed between the swap and the note of it does not swap back', async () => {
    await standAfter(2);
    const running = findRebuild(world.db)!;
    await goOn();
    expect(swaps()).toBe(1);
    saveRebuild(world.db, { ...running, after: running.after + 100, done: ENTRIES });
    writeSetting(world.db, `${PREFIX}.unrelated`, 'untouched');
    world.db.$client
      .prepare(`INSERT INTO outbox (topic, key, enqueued_at) VALUES ('search.rebuild', 'run', 1)`)
      .run();
    await world.app.worker.drain();
    expect(swaps()).toBe(1);
    expectWhole();
    expect(await rebuildState()).toMatchObject({ state: 'done' });
  });
});
