import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createTestApp, goodDemand, publish, type TestApp } from '../support/test-app.ts';
import { found, indexStatus, ranking } from './ranked.ts';

let app: TestApp;
beforeEach(async () => {
  app = await createTestApp();
});
afterEach(() => app.end());

const kelp = { title: '海带多糖低温提取', summary: '从海带中低温提取多糖，得率高。' };

async function draft(form: object = {}): Promise<string> {
  const created = await app.as('enterprise', 'POST', '/demands', { ...goodDemand, ...form });
  return created.json<{ id: string }>().id;
}

describe('what is not published', () => {
  it('gets a ranking itself, but stands in nobody else’s and is not found', async () => {
    const achievement = await publish(app, 'achievements');
    const id = await draft();
    await app.worker.drain();
    expect((await ranking(app, 'enterprise', 'demands', id)).ids).toEqual([achievement]);
    expect((await ranking(app, 'researcher', 'achievements', achievement)).ids).toEqual([]);
    expect((await ranking(app, 'operator', 'achievements', achievement)).ids).toEqual([]);
    for (const name of [null, 'rival', 'enterprise', 'operator'] as const) {
      expect(await found(app, name, 'demands', '压铸件')).toEqual([]);
    }
    expect(await found(app, 'enterprise', 'demands', '压铸件', '&state=draft')).toEqual([id]);
    expect(await found(app, 'rival', 'demands', '压铸件', '&state=draft')).toEqual([]);
  });

  it('shows no ranking to strangers, as if it were not there', async () => {
    const id = await draft();
    const stranger = await app.as('rival', 'GET', `/demands/${id}/matches`);
    expect(stranger.statusCode).toBe(404);
  });

  it('enters rankings with its publication and leaves them, and the search, when it is withdrawn', async () => {
    const demand = await publish(app, 'demands');
    const achievement = await publish(app, 'achievements');
    await app.worker.drain();
    expect((await ranking(app, 'enterprise', 'demands', demand)).ids).toEqual([achievement]);
    expect((await ranking(app, 'researcher', 'achievements', achievement)).ids).toEqual([demand]);
    expect(await found(app, null, 'achievements', '高反光')).toEqual([achievement]);

    const path = `/achievements/${achievement}/transitions`;
    expect((await app.as('researcher', 'POST', path, { to: 'withdrawn' })).statusCode).toBe(200);
    await app.worker.drain();
    expect((await ranking(app, 'enterprise', 'demands', demand)).ids).toEqual([]);
    expect((await ranking(app, 'operator', 'demands', demand)).ids).toEqual([]);
    expect(await found(app, null, 'achievements', '高反光')).toEqual([]);
    expect(await found(app, 'operator', 'achievements', '高反光')).toEqual([]);
    expect(await found(app, 'researcher', 'achievements', '高反光', '&state=withdrawn')).toEqual([
      achievement,
    ]);
  });

  it('is neither ranked nor found while the indexes are still behind', async () => {
    const demand = await publish(app, 'demands');
    const achievement = await publish(app, 'achievements');
    await app.worker.drain();
    const { catalog, matching, search } = app.services;
    const [operator, researcher] = [await app.actor('operator'), await app.actor('researcher')];
    const request = { list: 'achievements', text: '高反光', filters: {}, limit: 10 } as const;
    // From here to the end nothing waits long enough for the worker to begin.
    catalog.move(researcher, 'achievements', achievement, { to: 'withdrawn' });
    const hits = search.search(operator, request);
    const ranked = matching.matches(operator, 'demands', demand, 10);
    expect((await hits).items).toEqual([]);
    expect((await ranked).items.map(({ seen }) => seen.entry.id)).toEqual([]);
  });
});

describe('what is published for few', () => {
  it.each(['internal', 'targeted'])(
    '(%s) is ranked for its owner and for operators only',
    async (disclosure) => {
      const demand = await publish(app, 'demands', { disclosure });
      const achievement = await publish(app, 'achievements', { disclosure });
      const open = await publish(app, 'achievements', kelp);
      await app.worker.drain();
      expect((await ranking(app, 'enterprise', 'demands', demand)).ids).toEqual([open]);
      expect((await ranking(app, 'researcher', 'achievements', open)).ids).toEqual([]);
      expect((await ranking(app, 'operator', 'demands', demand)).ids).toEqual([achievement, open]);
      expect((await ranking(app, 'operator', 'achievements', open)).ids).toEqual([demand]);
      expect(await found(app, 'rival', 'demands', '压铸件')).toEqual([]);
      expect(await found(app, 'enterprise', 'demands', '压铸件')).toEqual([demand]);
    },
  );

  it('(masked) is ranked for everybody, by the text they may read', async () => {
    const demand = await publish(app, 'demands', { disclosure: 'masked', maskWords: ['压铸件'] });
    const achievement = await publish(app, 'achievements', { disclosure: 'masked', maskWords: ['高反光'] });
    const open = await publish(app, 'achievements', kelp);
    await app.worker.drain();
    for (const name of ['enterprise', 'operator'] as const) {
      expect((await ranking(app, name, 'demands', demand)).ids).toEqual([achievement, open]);
    }
    expect((await ranking(app, 'researcher', 'achievements', open)).ids).toEqual([demand]);
    const byParty = (await ranking(app, 'researcher', 'achievements', achievement)).rows[0]!;
    const byOperator = (await ranking(app, 'operator', 'achievements', achievement)).rows[0]!;
    expect([byParty.id, byOperator.id]).toEqual([demand, demand]);
    expect(byParty.score).not.toBe(byOperator.score);
    expect(await found(app, 'rival', 'demands', '压铸件')).toEqual([]);
    expect(await found(app, 'rival', 'demands', '划伤')).toEqual([demand]);
    expect(await found(app, 'enterprise', 'demands', '压铸件')).toEqual([demand]);
  });
});

it('shows a pair the same score from both sides', async () => {
  const demands = [
    await publish(app, 'demands'),
    await publish(app, 'demands', { title: '海带加工', problem: '多糖得率低。' }),
  ];
  const achievements = [await publish(app, 'achievements'), await publish(app, 'achievements', kelp)];
  await app.worker.drain();
  for (const demand of demands) {
    const { rows } = await ranking(app, 'operator', 'demands', demand);
    expect(rows.map(({ id }) => id).sort()).toEqual([...achievements].sort());
    for (const { id, score } of rows) {
      const back = await ranking(app, 'operator', 'achievements', id);
      expect(back.rows.find((row) => row.id === demand)?.score).toBe(score);
    }
  }
});

it('orders by score and gives no more than was asked for', async () => {
  for (let number = 0; number < 5; number += 1)
    await publish(app, 'achievements', { title: `表面缺陷识别${number}` });
  const id = await draft();
  await app.worker.drain();
  const { rows } = await ranking(app, 'enterprise', 'demands', id);
  expect(rows).toHaveLength(5);
  expect(rows.map(({ score }) => score)).toEqual(rows.map(({ score }) => score).sort((a, b) => b - a));
  const few = await app.as('enterprise', 'GET', `/demands/${id}/matches?limit=2`);
  expect(
    few.json<{ items: { achievement: { id: string } }[] }>().items.map((item) => item.achievement.id),
  ).toEqual(rows.slice(0, 2).map((row) => row.id));
});

describe('without the sentence model', () => {
  it('ranks by keywords and says so, and catches up by itself once the model is back', async () => {
    app.embedder.fail();
    const answer = await publish(app, 'achievements');
    const other = await publish(app, 'achievements', kelp);
    const id = await draft();
    await app.worker.drain();

    const without = await ranking(app, 'enterprise', 'demands', id);
    expect(without.ids).toEqual([answer, other]);
    expect(without.degraded).toBe(true);
    expect(without.message).toMatch(/\S/);
    const waiting = await indexStatus(app);
    expect(waiting.pending).toBeGreaterThan(0);
    expect(waiting.failed).toBe(0);
    expect(waiting.model.ready).toBe(false);
    expect(waiting.model.message).toMatch(/\S/);
    expect(await found(app, null, 'achievements', '海带')).toEqual([other]);

    app.embedder.heal();
    app.clock.advance(5000);
    await app.worker.drain();
    const healed = await ranking(app, 'enterprise', 'demands', id);
    expect(healed.ids).toEqual([answer, other]);
    expect(healed.degraded).toBe(false);
    expect(healed.message).toBeUndefined();
    expect(await indexStatus(app)).toMatchObject({
      pending: 0,
      failed: 0,
      model: { ready: true, message: '' },
    });
  });

  it('never gives up waiting, however often the model is missing', async () => {
    app.embedder.fail();
    await publish(app, 'achievements');
    for (let hour = 0; hour < 20; hour += 1) {
      await app.worker.drain();
      app.clock.advance(600_000);
      expect(await indexStatus(app)).toMatchObject({ pending: 1, failed: 0 });
    }
    app.embedder.heal();
    await app.worker.drain();
    expect(await indexStatus(app)).toMatchObject({ pending: 0, failed: 0 });
  });

  it('ranks entries that have vectors beside one that has none yet', async () => {
    const first = await publish(app, 'achievements');
    const id = await draft();
    await app.worker.drain();
    expect((await ranking(app, 'enterprise', 'demands', id)).degraded).toBe(false);
    app.embedder.fail();
    const second = await publish(app, 'achievements', kelp);
    await app.worker.drain();
    const mixed = await ranking(app, 'enterprise', 'demands', id);
    expect(mixed.ids).toEqual([first, second]);
    expect(mixed.degraded).toBe(true);
  });

  it('ranks by keywords when the model gives vectors of another length than configured', async () => {
    const misfit = await createTestApp({ environment: { EMBEDDING_DIMENSIONS: '32' } });
    const achievement = await publish(misfit, 'achievements');
    const demand = await publish(misfit, 'demands');
    await misfit.worker.drain();
    const { ids, degraded } = await ranking(misfit, 'enterprise', 'demands', demand);
    expect([ids, degraded]).toEqual([[achievement], true]);
    expect(await indexStatus(misfit)).toMatchObject({ pending: 2, failed: 0 });
    await misfit.end();
  });
});
