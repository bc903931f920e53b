import { setTimeout as wait } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { publish } from '../support/test-app.ts';
import { type Mirrored, openMirrored, uids } from './mirrored-app.ts';

const LAST_ATTEMPT = 8;
let world: Mirrored;

beforeEach(async () => {
  world = await openMirrored();
});
afterEach(() => world.end());

const isDocuments = ({ type }: { type: string }) => type === 'documentAdditionOrUpdate';

/** Every entry that waits is tried once, and the clock moved to where it may be tried again. */
async function tryOnce() {
  const before = world.app.clock.now();
  await world.app.worker.drain();
  const delay = (world.rows()[0]?.runAfter ?? 0) - before;
  world.app.clock.advance(Math.max(delay, 0));
  return delay;
}

describe('what is published', () => {
  it('is not asked of a server that could not be compared: the embedded index answers, and says so', async () => {
    world.fake.misbehave({ kind: 'error500' }, (_method, path) => path.endsWith('/documents/fetch'));
    const id = await publish(world.app, 'achievements');
    await world.app.worker.drain();
    expect(world.stored(id)).toHaveLength(1);
    expect(await world.search('缺陷')).toMatchObject({ ids: [id], engine: 'embedded', degraded: true });
    expect((await world.status()).server).toMatchObject({ state: 'filling' });
  });

  it('is found on the server once nothing is missing there', async () => {
    const id = await publish(world.app, 'achievements');
    const demand = await publish(world.app, 'demands');
    const report = await world.settle();
    expect(report).toMatchObject({ missing: 0, stale: 0, extra: 0 });
    expect(await world.search('缺陷')).toMatchObject({ ids: [id], engine: 'meilisearch', degraded: false });
    expect(await world.search('划伤', 'demands')).toMatchObject({ ids: [demand], engine: 'meilisearch' });
    expect((await world.status()).server).toMatchObject({
      state: 'ready',
      version: '1.50.0',
      counts: { demands: 1, achievements: 1 },
      waiting: 0,
      lagSeconds: null,
    });
  });

  it('is on the server in every field what the database says, however often it changed', async () => {
    const id = await publish(world.app, 'achievements');
    const targets = [await world.app.organisationOf('rival')];
    await publish(world.app, 'demands', { disclosure: 'targeted', targets });
    const masked = await publish(world.app, 'demands', { disclosure: 'masked', maskWords: ['反光'] });
    await world.settle();
    expect(
      world
        .stored(masked, 'demands')
        .map(({ copy }) => copy)
        .sort(),
    ).toEqual(['full', 'others']);
    await world.edit(id, { title: '改过的题目', trl: 7 });
    await world.edit(id, { summary: '改过的摘要，与从前不同。' });
    await world.app.worker.drain();
    const { found, expected } = world.copies();
    expect(found).toEqual(expected);
    expect(world.rows()).toEqual([]);
  });

  it('is no longer found when it is withdrawn, nor by its old words when it is edited', async () => {
    const id = await publish(world.app, 'achievements', { title: '旧题目琥珀' });
    await world.settle();
    await world.edit(id, { title: '新题目翡翠' });
    await world.app.worker.drain();
    expect(await world.search('翡翠')).toMatchObject({ ids: [id], engine: 'meilisearch' });
    expect((await world.search('琥珀')).ids).toEqual([]);
    await world.app.as('researcher', 'POST', `/achievements/${id}/transitions`, { to: 'withdrawn' });
    await world.app.worker.drain();
    expect((await world.search('翡翠')).ids).toEqual([]);
  });
});

describe('an entry that waits to be sent', () => {
  it('waits until the server’s task succeeded, not only until it was taken in', async () => {
    await publish(world.app, 'achievements');
    await world.settle();
    world.fake.holdTasks();
    const id = await publish(world.app, 'achievements', { title: '等待任务' });
    const drained = world.app.worker.drain();
    await expect
      .poll(() => world.fake.requests.filter(({ path }) => path.includes('/tasks/')).length)
      .toBeGreaterThan(3);
    expect(world.rows().map(({ key }) => key)).toEqual([id]);
    expect(world.stored(id)).toEqual([]);
    world.fake.releaseTasks();
    await drained;
    expect(world.rows()).toEqual([]);
    expect(world.stored(id)).toHaveLength(1);
  });

  it('is one job, however often the entry is edited meanwhile, and its last version is what arrives', async () => {
    const id = await publish(world.app, 'achievements');
    await world.settle();
    await world.fake.kill();
    for (let round = 0; round < 5; round += 1) {
      await world.edit(id, { title: `第${round}稿` });
      await world.app.worker.drain();
    }
    expect(world.rows().map(({ key }) => key)).toEqual([id]);
    await world.fake.restart();
    world.app.clock.advance(3000);
    await world.app.worker.drain();
    expect(world.rows()).toEqual([]);
    expect((await world.search('第4稿')).ids).toEqual([id]);
    expect(world.copies().found).toEqual(world.copies().expected);
  });

  it('is edited while it is being sent: the newer text follows by itself', async () => {
    const id = await publish(world.app, 'achievements');
    await world.settle();
    world.fake.holdTasks();
    await world.edit(id, { title: '先送出的稿' });
    const drained = world.app.worker.drain();
    await expect
      .poll(() => world.fake.requests.filter(({ path }) => path.includes('/tasks/')).length)
      .toBeGreaterThan(3);
    await world.edit(id, { title: '后改成的稿' });
    world.fake.releaseTasks();
    await drained;
    await world.app.worker.drain();
    expect(world.rows()).toEqual([]);
    expect(world.copies().found).toEqual(world.copies().expected);
  });
});

describe('a document that the server refuses', () => {
  it('is tried again later and later, then given up, shown with its error, and let through when asked', async () => {
    await publish(world.app, 'achievements');
    await world.settle();
    world.fake.failTasks(Number.POSITIVE_INFINITY, isDocuments, 'invalid_document_fields');
    const id = await publish(world.app, 'achievements', { title: '被拒文档' });
    const delays: number[] = [];
    for (let attempt = 1; attempt < LAST_ATTEMPT; attempt += 1) delays.push(await tryOnce());
    expect(delays).toEqual([500, 1000, 2000, 4000, 8000, 16_000, 32_000]);
    expect((await world.status()).failed).toBe(0);
    await tryOnce();

    const given = await world.status();
    expect(given).toMatchObject({
      failed: 1,
      parked: [{ topic: 'entry.search', key: id, attempts: LAST_ATTEMPT }],
    });
    expect(given.parked[0]).toMatchObject({
      entry: { list: 'achievements', id, title: '被拒文档' },
      error: expect.stringContaining('invalid_document_fields'),
    });
    expect(given.can).toContain('retry');
    world.app.clock.advance(3_600_000);
    await world.app.worker.drain();
    expect(world.stored(id)).toEqual([]);

    world.fake.failTasks(0);
    const retried = await world.app.as('operator', 'POST', '/index/retries', {
      job: { topic: 'entry.search', key: id },
    });
    expect([retried.statusCode, retried.json()]).toEqual([200, { retried: 1 }]);
    await world.app.worker.drain();
    expect(world.stored(id)).toHaveLength(1);
    expect(await world.status()).toMatchObject({ failed: 0, parked: [] });
  });

  it('does not hold up the others of its batch', async () => {
    await publish(world.app, 'achievements');
    await world.settle();
    await world.fake.kill();
    const ids = [await publish(world.app, 'achievements'), await publish(world.app, 'achievements')];
    await world.app.worker.drain();
    await world.fake.restart();
    // The batch of both is refused, then the first of the two on its own.
    world.fake.failTasks(2, isDocuments, 'invalid_document_fields');
    world.app.clock.advance(3000);
    await world.app.worker.drain();
    expect(world.rows()).toMatchObject([{ attempts: 1 }]);
    expect(ids.flatMap((id) => world.stored(id))).toHaveLength(1);
    world.app.clock.advance(500);
    await world.app.worker.drain();
    expect(ids.flatMap((id) => world.stored(id))).toHaveLength(2);
  });

  it('is nobody’s fault but the server’s where it stumbled itself, e.g. over a full disk: no attempt is lost', async () => {
    await publish(world.app, 'achievements');
    await world.settle();
    world.fake.failTasks(2 * LAST_ATTEMPT, isDocuments);
    const id = await publish(world.app, 'achievements');
    for (let round = 0; round < 2 * LAST_ATTEMPT; round += 1) expect(await tryOnce()).toBe(3000);
    expect(world.rows()).toMatchObject([{ key: id, attempts: 0, parked: false }]);
    await world.app.worker.drain();
    expect(world.stored(id)).toHaveLength(1);
  });
});

describe('a server that is away', () => {
  it('stops nobody: edits succeed, the embedded index answers and says so, jobs wait and lose no attempt', async () => {
    const id = await publish(world.app, 'achievements');
    await world.settle();
    await world.fake.kill();
    await world.edit(id, { title: '离线时改的题目' });
    for (let round = 0; round < 2 * LAST_ATTEMPT; round += 1) expect(await tryOnce()).toBe(3000);
    expect(world.rows()).toMatchObject([{ key: id, attempts: 0, parked: false, error: expect.any(String) }]);
    expect(await world.search('离线')).toMatchObject({ ids: [id], engine: 'embedded', degraded: true });
    const { server } = await world.status();
    expect(server).toMatchObject({ state: 'away', version: null, counts: null, waiting: 1 });
    expect(server?.lagSeconds).toBeGreaterThan(40);

    await world.fake.restart();
    world.app.clock.advance(3000);
    await world.app.worker.drain();
    expect(world.rows()).toEqual([]);
    await expect.poll(async () => (await world.search('离线')).engine, { timeout: 5000 }).toBe('meilisearch');
    expect((await world.search('离线')).ids).toEqual([id]);
  });

  it('came back with an empty disk: its indexes are made and filled anew, and meanwhile the embedded one answers', async () => {
    const ids = [await publish(world.app, 'achievements'), await publish(world.app, 'achievements')];
    await world.settle();
    await world.fake.kill();
    await world.edit(ids[0]!, { title: '断电时改的题目' });
    await world.app.worker.drain();
    await world.fake.restart({ wiped: true });
    expect(world.fake.indexUids()).toEqual([]);
    expect(await world.search('断电')).toMatchObject({ ids: [ids[0]], engine: 'embedded', degraded: true });

    world.app.clock.advance(3000);
    world.fake.misbehave({ kind: 'slow', ms: 20 }, (_method, path) => path.endsWith('/documents'));
    const drained = world.app.worker.drain();
    while (world.stored(ids[1]!).length === 0) {
      expect(await world.search('缺陷')).toMatchObject({ engine: 'embedded', degraded: true });
      await wait(5);
      await world.app.worker.drain();
    }
    await drained;
    world.fake.misbehave(null);
    await world.settle();
    expect(world.fake.indexUids()).toEqual([uids.achievements, uids.demands].sort());
    expect(world.copies().found).toEqual(world.copies().expected);
    await expect
      .poll(() => world.search('断电'), { timeout: 5000 })
      .toMatchObject({
        ids: [ids[0]],
        engine: 'meilisearch',
        degraded: false,
      });
  });
});
