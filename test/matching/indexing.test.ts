import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Embedder, EmbeddingRole } from '../../src/search/ports.ts';
import { createFakeEmbedder } from '../support/fake-embedder.ts';
import { createTestApp, publish, type TestApp } from '../support/test-app.ts';
import { found, indexStatus, ranking } from './ranked.ts';

let app: TestApp;
beforeEach(async () => {
  app = await createTestApp();
});
afterEach(() => app.end());

const long = Array.from(
  { length: 30 },
  (_, number) => `第${number}组实验采用多角度条纹光对反光金属表面成像。`,
).join('');
const innovation = '创新点在于成像角度可调。';

/** The texts embedded while `work` was done and its jobs ran. */
async function embeddedBy(work: () => Promise<unknown>): Promise<string[]> {
  const before = app.embedder.texts.length;
  await work();
  await app.worker.drain();
  return app.embedder.texts.slice(before);
}

async function edit(id: string, patch: object): Promise<void> {
  const { version } = (await app.as('researcher', 'GET', `/achievements/${id}`)).json<{ version: number }>();
  const answer = await app.as('researcher', 'PATCH', `/achievements/${id}`, { version, ...patch });
  expect(answer.statusCode, answer.body).toBe(200);
}

function storedChunks(id: string): { chunk: number; chunks: number }[] {
  const database = new Sqlite(join(app.dataDir, 'jiebang.sqlite'), { readonly: true });
  const rows = database
    .prepare('SELECT chunk, chunks FROM entry_vectors WHERE entry_id = ? ORDER BY chunk')
    .all(id);
  database.close();
  return rows as { chunk: number; chunks: number }[];
}

it('embeds each chunk of a new entry once, though it changes state twice', async () => {
  const texts = await embeddedBy(() => publish(app, 'achievements', { summary: long, innovation }));
  expect(texts.length).toBeGreaterThan(1);
  expect(new Set(texts).size).toBe(texts.length);
});

it('embeds only the chunks that an edit changed', async () => {
  const id = await publish(app, 'achievements', { summary: long, innovation });
  await app.worker.drain();
  const chunks = storedChunks(id).length;
  const texts = await embeddedBy(() => edit(id, { innovation: '创新点在于光源成本低。' }));
  expect(texts).toHaveLength(1);
  expect(texts[0]).toContain('光源成本低');
  expect(texts[0]).not.toContain('第0组');
  expect(storedChunks(id)).toHaveLength(chunks);
});

it('embeds nothing when an edit leaves the texts alone', async () => {
  const id = await publish(app, 'achievements', { summary: long });
  await app.worker.drain();
  expect(await embeddedBy(() => edit(id, { contact: '另一位联系人', trl: 7 }))).toEqual([]);
});

it('forgets chunks that are no longer there', async () => {
  const id = await publish(app, 'achievements', { summary: long });
  await app.worker.drain();
  expect(storedChunks(id).length).toBeGreaterThan(1);
  await embeddedBy(() => edit(id, { summary: '只剩一句。' }));
  expect(storedChunks(id)).toEqual([{ chunk: 0, chunks: 1 }]);
});

it('ranks and finds an entry by its new texts after an edit', async () => {
  const id = await publish(app, 'achievements');
  const kelp = await publish(app, 'demands', { title: '海带多糖低温提取', problem: '海带多糖提取得率低。' });
  await publish(app, 'achievements', { title: '钢轨探伤小车', summary: '自动巡检钢轨裂纹。' });
  await app.worker.drain();
  expect((await ranking(app, 'enterprise', 'demands', kelp)).ids[0]).not.toBe('');
  await embeddedBy(() =>
    edit(id, { title: '海带多糖低温提取方法', summary: '从海带中低温提取多糖，得率高。' }),
  );
  expect((await ranking(app, 'enterprise', 'demands', kelp)).ids[0]).toBe(id);
  expect(await found(app, null, 'achievements', '海带多糖')).toEqual([id]);
  expect(await found(app, null, 'achievements', '高反光')).toEqual([]);
});

it('leaves nothing waiting once all is done', async () => {
  await publish(app, 'achievements');
  await publish(app, 'demands');
  await app.worker.drain();
  expect(await indexStatus(app)).toMatchObject({
    pending: 0,
    failed: 0,
    counts: { demands: 1, achievements: 1 },
  });
});

it('embeds demands as questions and achievements as answers', async () => {
  const asked: { role: EmbeddingRole; text: string }[] = [];
  const fake = createFakeEmbedder();
  const embedder: Embedder = {
    ...fake,
    embed: (texts, role) => {
      asked.push(...texts.map((text) => ({ role, text })));
      return fake.embed(texts, role);
    },
  };
  const other = await createTestApp({ overrides: { embedder } });
  await publish({ ...other, embedder: fake }, 'demands', { title: '需求标题' });
  await publish({ ...other, embedder: fake }, 'achievements', { title: '成果标题' });
  await other.worker.drain();
  expect(asked.map(({ role, text }) => `${role} ${text.slice(0, 4)}`).sort()).toEqual([
    'document 成果标题',
    'query 需求标题',
  ]);
  await other.end();
});
