import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { afterEach, expect, it } from 'vitest';
import { createTestApp, publish, type TestApp } from '../support/test-app.ts';
import { found, indexStatus, ranking } from './ranked.ts';

let app: TestApp;
afterEach(() => app.end());

const subjects = [
  '海带多糖低温提取',
  '钢轨裂纹自动探伤',
  '磷酸铁锂正极低温性能',
  'SiC 陶瓷基复合材料连接',
  '压铸件表面划伤检测',
];
const queries = ['', '锂', '检测', 'SiC', '低温 提取', '自动'];

async function everything(demands: string[], achievements: string[]) {
  const rankings = [];
  for (const id of demands) rankings.push((await ranking(app, 'operator', 'demands', id)).rows);
  for (const id of achievements) rankings.push((await ranking(app, 'operator', 'achievements', id)).rows);
  const answers = [];
  for (const query of queries) answers.push(await found(app, null, 'achievements', query));
  return { rankings, answers, counts: (await indexStatus(app)).counts };
}

it('a restart on the same data folder gives the same rankings and the same answers', async () => {
  app = await createTestApp();
  const demands: string[] = [];
  const achievements: string[] = [];
  for (const title of subjects) {
    demands.push(await publish(app, 'demands', { title, problem: `希望解决${title}的难题。` }));
    achievements.push(
      await publish(app, 'achievements', { title: `${title}方法`, summary: `提出了${title}的新方法。` }),
    );
  }
  await publish(app, 'achievements', { title: '内部成果', disclosure: 'internal' });
  // Edited and withdrawn entries sit elsewhere in the running index than in one read anew.
  const { version } = (await app.as('researcher', 'GET', `/achievements/${achievements[0]}`)).json<{
    version: number;
  }>();
  await app.as('researcher', 'PATCH', `/achievements/${achievements[0]}`, {
    version,
    summary: '海带多糖得率提高。',
  });
  const gone = await publish(app, 'achievements', { title: '将撤回的成果' });
  await app.as('researcher', 'POST', `/achievements/${gone}/transitions`, { to: 'withdrawn' });
  await app.worker.drain();
  const before = await everything(demands, achievements);
  expect(before.rankings[0]).toHaveLength(6);
  expect(before.rankings[5]).toHaveLength(5);
  expect(before.answers[0]).toHaveLength(5);
  expect(before.answers.slice(1).every((ids) => ids.length > 0)).toBe(true);

  const { dataDir } = app;
  await app.end(true);
  app = await createTestApp({ dataDir });
  expect(await everything(demands, achievements)).toEqual(before);
  await app.worker.drain();
  expect(app.embedder.texts).toEqual([]);
  expect(await indexStatus(app)).toMatchObject({ pending: 0, failed: 0 });
});

it('work that waited when the service stopped is done after its next start', async () => {
  app = await createTestApp();
  app.embedder.fail();
  const demand = await publish(app, 'demands');
  const achievement = await publish(app, 'achievements');
  await app.worker.drain();
  const { dataDir } = app;
  await app.end(true);

  app = await createTestApp({ dataDir });
  app.clock.advance(5000);
  await app.worker.drain();
  const { ids, degraded } = await ranking(app, 'operator', 'demands', demand);
  expect([ids, degraded]).toEqual([[achievement], false]);
  expect(await indexStatus(app)).toMatchObject({ pending: 0, failed: 0 });
});

it('another model embeds everything anew, and ranks by keywords until then', async () => {
  app = await createTestApp();
  const demand = await publish(app, 'demands');
  const achievement = await publish(app, 'achievements');
  await app.worker.drain();
  const { dataDir, embedder } = app;
  await app.end(true);

  app = await createTestApp({ dataDir, overrides: { embedder: { ...embedder, model: 'another' } } });
  expect(
    await app.services.matching.rank({ kind: 'service' }, 'demands', demand, { limit: 9, mode: 'hybrid' }),
  ).toMatchObject({
    items: [{ id: achievement }],
    degraded: true,
  });
  await app.worker.drain();
  expect((await ranking(app, 'operator', 'demands', demand)).degraded).toBe(false);
});

it('vectors of another length than the one now configured are left aside, not mistaken for others', async () => {
  app = await createTestApp();
  const demand = await publish(app, 'demands');
  for (const title of subjects) await publish(app, 'achievements', { title });
  await app.worker.drain();
  const { dataDir } = app;
  await app.end(true);

  app = await createTestApp({ dataDir, environment: { EMBEDDING_DIMENSIONS: '32' } });
  const rank = (mode: 'hybrid' | 'keyword') =>
    app.services.matching.rank({ kind: 'service' }, 'demands', demand, { limit: 9, mode });
  const hybrid = await rank('hybrid');
  expect(hybrid.degraded).toBe(true);
  expect(hybrid.items).toEqual((await rank('keyword')).items);
});

it('an entry that was masked before masked texts were indexed gets its own at the next start', async () => {
  app = await createTestApp();
  const form = { title: '海带多糖低温提取', problem: '希望解决海带多糖低温提取的难题。' };
  const masked = await publish(app, 'demands', { ...form, disclosure: 'masked', maskWords: ['低温'] });
  const achievement = await publish(app, 'achievements', { title: '海带多糖提取方法' });
  await app.worker.drain();
  const before = await ranking(app, 'researcher', 'achievements', achievement);
  expect(before.ids).toEqual([masked]);
  await app.end(true);
  const database = new Sqlite(join(app.dataDir, 'jiebang.sqlite'));
  database.exec(
    `DELETE FROM entry_features WHERE text = 'masked'; DELETE FROM entry_vectors WHERE text = 'masked'`,
  );
  database.close();

  app = await createTestApp({ dataDir: app.dataDir });
  expect((await ranking(app, 'researcher', 'achievements', achievement)).ids).toEqual([]);
  await app.worker.drain();
  expect(await ranking(app, 'researcher', 'achievements', achievement)).toEqual(before);
});
