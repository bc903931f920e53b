import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { service } from '../../src/identity/model.ts';
import type { Imported } from '../../src/transfer/service.ts';
import { createFakeMeilisearch, type FakeMeilisearch } from '../support/fake-meilisearch/server.ts';
import { createTestApp, type TestApp } from '../support/test-app.ts';

const DEMANDS = 12;
const ACHIEVEMENTS = 700;
const words =
  '高温 合金 叶片 铸造 压铸 划伤 视觉 检测 海带 多糖 提取 锂电 隔膜 涂层 轴承 噪声 抑制 膜片 催化 氢能 传感 温度 焊接 机器 光学';

/** Texts of shuffled words, the same in every run: many alike, so that not every entry can be a candidate. */
function someText(seed: number, length: number): string {
  const list = words.split(' ');
  let state = seed * 7919 + 17;
  return Array.from({ length }, () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return list[state % list.length];
  }).join('');
}

const row = (id: string, seed: number) => ({
  _id: id,
  title: someText(seed, 3),
  text: someText(seed + 5000, 9),
});
const folder = {
  queries: Array.from({ length: DEMANDS }, (_, number) => row(`d${number}`, number)),
  corpus: Array.from({ length: ACHIEVEMENTS }, (_, number) => row(`a${number}`, number + 100)),
  grades: new Map<string, Map<string, number>>(),
};

async function open(environment: Record<string, string>) {
  const app = await createTestApp({ environment });
  const ids: Imported = app.services.transfer.importBeir(service, folder);
  await app.worker.drain();
  return { app, ids };
}

describe('a ranking of candidates beside a ranking of everything', () => {
  let fake: FakeMeilisearch;
  let exact: { app: TestApp; ids: Imported };
  let chosen: { app: TestApp; ids: Imported };

  beforeAll(async () => {
    fake = await createFakeMeilisearch();
    exact = await open({});
    chosen = await open({ EXACT_LIMIT: '0', MEILI_URL: fake.url, MEILI_PREFIX: 'candidates' });
    await chosen.app.services.indexing.reconcile(service);
    await chosen.app.worker.drain();
  }, 120_000);
  afterAll(async () => {
    await exact.app.end();
    await chosen.app.end();
    await fake.close();
  });

  /** Scores by the ids of the folder, the best first. */
  async function rank({ app, ids }: typeof exact, demand: string) {
    const id = ids.demands.get(demand) ?? '';
    const request = { limit: ACHIEVEMENTS, mode: 'hybrid' } as const;
    const { items, engine, degraded } = await app.services.matching.rank(service, 'demands', id, request);
    const names = new Map([...ids.achievements].map(([name, own]) => [own, name]));
    return { scores: new Map(items.map((item) => [names.get(item.id) ?? '', item.score])), engine, degraded };
  }

  it('gives every pair the very same score', async () => {
    for (const { _id } of folder.queries) {
      const all = await rank(exact, _id);
      const some = await rank(chosen, _id);
      expect([all.engine, some.engine]).toEqual(['embedded', 'meilisearch']);
      expect([all.degraded, some.degraded]).toEqual([false, false]);
      expect(all.scores.size).toBe(ACHIEVEMENTS);
      expect(some.scores.size).toBeGreaterThan(100);
      for (const [name, score] of some.scores) expect(score === all.scores.get(name), name).toBe(true);
    }
  });

  it('differs only in what was no candidate', async () => {
    let leftOut = 0;
    for (const { _id } of folder.queries) {
      const all = [...(await rank(exact, _id)).scores.keys()];
      const some = [...(await rank(chosen, _id)).scores.keys()];
      const candidates = new Set(some);
      expect(some).toEqual(all.filter((name) => candidates.has(name)));
      leftOut += all.length - some.length;
    }
    // Or this would have tested nothing.
    expect(leftOut).toBeGreaterThan(0);
  });

  it('goes on with keyword candidates of the embedded index while the server is away, and says so', async () => {
    await fake.kill();
    const some = await rank(chosen, 'd0');
    const all = await rank(exact, 'd0');
    expect(some).toMatchObject({ engine: 'embedded', degraded: true });
    for (const [name, score] of some.scores) expect(score === all.scores.get(name), name).toBe(true);
    expect([...some.scores.keys()][0]).toBe([...all.scores.keys()][0]);
  });
});
