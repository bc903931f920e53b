import fc from 'fast-check';
import { Meilisearch } from 'meilisearch';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { service } from '../../src/identity/model.ts';
import { compareStamps, without } from '../../src/indexing/model.ts';
import { publish } from '../support/test-app.ts';
import { importMany, type Mirrored, openMirrored, uids } from './mirrored-app.ts';

const nothing = { missing: 0, stale: 0, extra: 0 };

describe('comparing server and database', () => {
  let world: Mirrored;
  let ids: string[];

  beforeEach(async () => {
    world = await openMirrored();
    ids = importMany(world.app, 12, 6).achievements;
    await world.settle();
  });
  afterEach(() => world.end());

  const reconcile = () => world.app.services.indexing.reconcile(service);

  /** Changes documents behind the service's back, as a restored backup or a hand at the console would. */
  async function tamper(work: (index: ReturnType<Meilisearch['index']>) => PromiseLike<{ taskUid: number }>) {
    const client = new Meilisearch({ host: world.fake.url });
    const { taskUid } = await work(client.index(uids.achievements));
    const task = await client.tasks.waitForTask(taskUid);
    expect(task.status).toBe('succeeded');
  }
  const replace = (id: string, patch: object) =>
    tamper((index) => index.addDocuments([{ ...world.stored(id)[0], ...patch }]));

  it('finds exactly what is missing, other and foreign, mends it, and then finds nothing', async () => {
    await tamper((index) => index.deleteDocuments([ids[0]!, ids[1]!]));
    await replace(ids[2]!, { stamp: 'another' });
    await replace(ids[3]!, { stamp: 'yet another', title: 'wrong', version: 99 });
    await replace(ids[4]!, { stamp: '' });
    await tamper((index) =>
      index.addDocuments([
        {
          ...world.stored(ids[5]!)[0],
          id: '0foreign00000000000000',
          entry: '0foreign00000000000000',
          shard: '0',
        },
      ]),
    );

    expect(await reconcile()).toMatchObject({ checked: 18, missing: 2, stale: 3, extra: 1 });
    await world.app.worker.drain();
    expect(await reconcile()).toMatchObject({ checked: 18, ...nothing });
    expect(world.copies().found).toEqual(world.copies().expected);
    expect((await world.status()).server?.reconciliation).toMatchObject({ checked: 18, ...nothing });
  });

  it('takes away the copy for others that an entry no longer needs', async () => {
    const [whole] = world.stored(ids[0]!);
    await tamper((index) => index.addDocuments([{ ...whole, id: `${ids[0]}_others`, copy: 'others' }]));
    expect(await reconcile()).toMatchObject({ missing: 0, stale: 1, extra: 0 });
    await world.app.worker.drain();
    expect(world.stored(ids[0]!)).toHaveLength(1);
    expect(await reconcile()).toMatchObject(nothing);
  });

  it('takes away what ended up in the index of the other list', async () => {
    const [demand] = world.fake.documents(uids.demands);
    await tamper((index) => index.addDocuments([demand!]));
    expect(await reconcile()).toMatchObject({ missing: 0, stale: 0, extra: 1 });
    await world.app.worker.drain();
    expect(world.copies().found).toEqual(world.copies().expected);
    expect(world.stored(String(demand?.entry), 'achievements')).toEqual([]);
    expect(await reconcile()).toMatchObject(nothing);
  });

  it('fills indexes that somebody deleted', async () => {
    const client = new Meilisearch({ host: world.fake.url });
    const { taskUid } = await client.deleteIndex(uids.achievements);
    await client.tasks.waitForTask(taskUid);
    expect(await reconcile()).toMatchObject({ checked: 18, missing: 12, stale: 0, extra: 0 });
    await world.app.worker.drain();
    expect(await reconcile()).toMatchObject(nothing);
  });

  it('mends settings that somebody changed', async () => {
    const client = new Meilisearch({ host: world.fake.url });
    const before = await client.index(uids.demands).getSettings();
    const { taskUid } = await client.index(uids.demands).updateSettings({
      stopWords: ['b4e004e01'],
      typoTolerance: { enabled: true },
      sortableAttributes: ['amount'],
    });
    await client.tasks.waitForTask(taskUid);
    expect(await reconcile()).toMatchObject(nothing);
    expect(await client.index(uids.demands).getSettings()).toEqual(before);
  });

  it('does not count what waits to be sent anyway', async () => {
    await world.fake.kill();
    await world.app.services.indexing.reconcile(service).catch(() => undefined);
    const imported = importMany(world.app, 3);
    await world.app.worker.drain();
    expect(world.rows()).toHaveLength(3);
    await world.fake.restart();
    expect(await reconcile()).toMatchObject({ checked: 21, ...nothing });
    expect(
      world
        .rows()
        .map(({ key }) => key)
        .sort(),
    ).toEqual(imported.achievements.sort());
  });

  it('does not count an entry whose change has not yet been indexed in the service itself', async () => {
    const reconciling = reconcile();
    const id = await publish(world.app, 'achievements');
    expect(await reconciling).toMatchObject(nothing);
    await world.app.worker.drain();
    expect(world.stored(id)).toHaveLength(1);
    expect(await reconcile()).toMatchObject({ checked: 19, ...nothing });
  });

  it('is one comparison, however many ask for it at once', async () => {
    const before = world.fake.requests.length;
    await reconcile();
    const alone = world.fake.requests.length - before;
    const reports = await Promise.all([reconcile(), reconcile(), reconcile()]);
    expect(new Set(reports).size).toBe(1);
    expect(world.fake.requests.length - before).toBe(2 * alone);
  });

  it('is refused with a plain sentence while the server is away, and leaves the last report as it was', async () => {
    const before = (await world.status()).server?.reconciliation;
    await world.fake.kill();
    const answer = await world.app.as('operator', 'POST', '/index/reconciliations');
    expect([answer.statusCode, answer.json<{ code: string }>().code]).toEqual([503, 'unavailable']);
    expect((await world.status()).server?.reconciliation).toEqual(before);
  });

  it('reads more documents of one shard than fit on a page', async () => {
    // All of them end in the same letter, so they are in the shard of one real entry.
    const [real] = world.stored(ids[0]!);
    const foreign = Array.from({ length: 2300 }, (_, at) => {
      const entry = `f${at}x${real?.shard}`;
      return { ...real, id: entry, entry };
    });
    await tamper((index) => index.addDocuments(foreign));
    expect(await reconcile()).toMatchObject({ checked: 18, missing: 0, stale: 0, extra: 2300 });
    await world.app.worker.drain();
    expect(world.copies().found).toEqual(world.copies().expected);
  });
});

describe('the difference of two copies', () => {
  const compare = (expected: Map<string, string>, found: Map<string, string>, waiting: Set<string>) =>
    without(compareStamps(expected, found), waiting);
  const entry = fc.constantFrom<string[]>('a', 'b', 'c', 'd', 'e', 'f');
  const copy = fc.tuple(entry, fc.constantFrom('whole', 'full', 'others')).map((parts) => parts.join(' '));
  const stamps = fc
    .array(fc.tuple(copy, fc.constantFrom('1', '2', '3')), { maxLength: 12 })
    .map((pairs) => new Map(pairs));
  const waiting = fc.array(entry, { maxLength: 3 }).map((ids) => new Set(ids));

  it('is nothing between a copy and itself', () => {
    fc.assert(
      fc.property(stamps, waiting, (one, wait) => {
        expect(compare(one, new Map([...one].reverse()), wait)).toEqual({
          missing: [],
          stale: [],
          extra: [],
        });
      }),
    );
  });

  it('names every entry that differs in some copy and does not wait, once, and no other', () => {
    fc.assert(
      fc.property(stamps, stamps, waiting, (expected, found, wait) => {
        const { missing, stale, extra } = compare(expected, found, wait);
        const named = [...missing, ...stale, ...extra];
        expect(new Set(named).size).toBe(named.length);
        const differing = new Set(
          [...expected.keys(), ...found.keys()]
            .filter((key) => expected.get(key) !== found.get(key))
            .map((key) => key.split(' ')[0]!),
        );
        expect(named.sort()).toEqual([...differing].filter((id) => !wait.has(id)).sort());
        const has = (side: Map<string, string>, id: string) =>
          [...side.keys()].some((key) => key.startsWith(`${id} `));
        for (const id of missing) expect([has(expected, id), has(found, id)]).toEqual([true, false]);
        for (const id of extra) expect([has(expected, id), has(found, id)]).toEqual([false, true]);
        for (const id of stale) expect([has(expected, id), has(found, id)]).toEqual([true, true]);
      }),
      { numRuns: 500 },
    );
  });

  it('is gone when what it names was sent', () => {
    fc.assert(
      fc.property(stamps, stamps, (expected, found) => {
        const { missing, stale, extra } = compare(expected, found, new Set());
        const sent = new Set([...missing, ...stale, ...extra]);
        const isSent = (key: string) => sent.has(key.split(' ')[0]!);
        const mended = new Map([
          ...[...found].filter(([key]) => !isSent(key)),
          ...[...expected].filter(([key]) => isSent(key)),
        ]);
        expect(mended).toEqual(new Map([...mended.keys()].map((key) => [key, expected.get(key)])));
        expect(compare(expected, mended, new Set())).toEqual({ missing: [], stale: [], extra: [] });
      }),
    );
  });
});
