import { afterAll, beforeAll, expect, it } from 'vitest';
import { service } from '../../src/identity/model.ts';
import { modes } from '../../src/matching/model.ts';
import type { Imported } from '../../src/transfer/service.ts';
import { createTestApp, type TestApp } from '../support/test-app.ts';
import { found, indexStatus } from './ranked.ts';

const subjects = [
  '海带多糖',
  '钢轨裂纹',
  '磷酸铁锂',
  'SiC 陶瓷',
  '压铸件划伤',
  '光纤传感',
  '高温合金',
  '膜分离',
];
const subjectOf = (number: number) => `${subjects[number % subjects.length]}${number}`;

function row(prefix: string, number: number) {
  const title = `${subjectOf(number)}研究`;
  return { _id: `${prefix}${number}`, title, text: `${title}提出了新方法，性能提高${number}%。` };
}

const corpus = [
  ...Array.from({ length: 280 }, (_, number) => row('a', number)),
  { _id: 'a-empty', title: '', text: '' },
  { _id: 'a-title', title: '只有标题', text: '' },
  { _id: 'a-long', title: '长文', text: '高温合金叶片铸造工艺参数优化。'.repeat(200) },
  { _id: 'a-endless', title: '', text: '高反光金属表面缺陷'.repeat(334).slice(0, 3000) },
  { _id: 'a-odd', title: '&nbsp;😀', text: '\n\n。。。\t' },
];
const queries = [
  ...Array.from({ length: 11 }, (_, number) => row('d', number)),
  { _id: 'd-empty', title: '', text: '' },
  { _id: 'd-text', title: '', text: '高温合金叶片' },
  {
    _id: 'd-long',
    title: '长需求',
    text: '我公司希望提高高温合金叶片铸造合格率。'.repeat(160).slice(0, 3000),
  },
  { _id: 'd-odd', title: '，', text: '&nbsp;' },
];

let app: TestApp;
let imported: Imported;
beforeAll(async () => {
  app = await createTestApp();
  imported = app.services.transfer.importBeir(service, { corpus, queries, grades: new Map() });
  await app.worker.drain();
});
afterAll(() => app.end());

const rank = (demand: string, mode: (typeof modes)[number]) =>
  app.services.matching.rank(service, 'demands', imported.demands.get(demand) ?? '', { limit: 100, mode });

it('brings in 300 rows, empty and 3,000-character texts among them', async () => {
  expect(corpus.length + queries.length).toBe(300);
  expect(imported.achievements.size).toBe(corpus.length);
  const counts = { demands: queries.length, achievements: corpus.length };
  expect(await indexStatus(app)).toMatchObject({ pending: 0, failed: 0, counts });
});

it('embeds every one of them in chunks the model can read', () => {
  expect(app.embedder.texts.length).toBeGreaterThan(300);
  expect(Math.max(...app.embedder.texts.map((text) => text.length))).toBeLessThan(500);
});

it('ranks for every demand, with numbers only and the most alike first', async () => {
  for (const { _id } of queries) {
    for (const mode of modes) {
      const { items, degraded } = await rank(_id, mode);
      expect(items).toHaveLength(100);
      expect(degraded).toBe(false);
      expect(items.every(({ score }) => Number.isFinite(score))).toBe(true);
    }
  }
  const idOf = new Map([...imported.achievements].map(([external, id]) => [id, external]));
  for (const number of [0, 3, 7])
    expect(idOf.get((await rank(`d${number}`, 'keyword')).items[0]?.id ?? '')).toBe(`a${number}`);
  expect(idOf.get((await rank('d-long', 'keyword')).items[0]?.id ?? '')).toBe('a-long');
});

it('ranks only the labelled ones where these are named', async () => {
  const among = new Set(['a3', 'a4', 'a-empty'].map((id) => imported.achievements.get(id) ?? ''));
  const id = imported.demands.get('d3') ?? '';
  const { items } = await app.services.matching.rank(service, 'demands', id, {
    limit: 100,
    mode: 'hybrid',
    among,
  });
  expect(new Set(items.map((item) => item.id))).toEqual(among);
  const whole = new Map((await rank('d3', 'hybrid')).items.map((item) => [item.id, item.score]));
  expect(items[0]?.score).toBe(whole.get(items[0]?.id ?? ''));
});

it('finds what was imported', async () => {
  expect(await found(app, null, 'achievements', '磷酸铁锂2研究')).toEqual([imported.achievements.get('a2')]);
  expect(await found(app, null, 'achievements', '只有标题')).toEqual([imported.achievements.get('a-title')]);
});
