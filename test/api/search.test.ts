import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestApp, type Name, publish, type TestApp } from '../support/test-app.ts';
import {
  type EntryBody,
  expectRefusal,
  fieldsOf,
  type ListName,
  listNames,
  type PageBody,
} from './answers.ts';

const owners = { demands: 'enterprise', achievements: 'researcher' } as const;
/** What differs between the published entries, the oldest first. */
const rows = [
  {
    title: '甲 划伤检测',
    chain: 'smart-manufacturing',
    region: '崂山区',
    trl: 3,
    day: '2026-09-01',
    wan: 10,
  },
  {
    title: '乙 划伤检测',
    chain: 'smart-manufacturing',
    region: '黄岛区',
    trl: 6,
    day: '2026-05-01',
    wan: 300,
  },
  { title: '丙 海带提取', chain: 'marine-equipment', region: '崂山区', trl: 6, day: null, wan: null },
  { title: '丁 划伤识别', chain: 'marine-equipment', region: '', trl: null, day: '2026-12-31', wan: 50 },
  {
    title: '戊 Robot welding',
    chain: 'smart-appliances',
    region: '市南区',
    trl: 9,
    day: '2026-04-01',
    wan: 1,
  },
];

let app: TestApp;

beforeAll(async () => {
  app = await createTestApp();
  for (const list of listNames) {
    for (const { title, chain, region, trl, day, wan } of rows) {
      const money = wan === null ? { kind: 'negotiable' } : { kind: 'amount', wan };
      const own = list === 'demands' ? { deadline: day, reward: money } : { expiry: day, price: money };
      const main = list === 'demands' ? { problem: `${title}的问题` } : { summary: `${title}的方法` };
      await publish(app, list, { title, chain, region, trl, ...own, ...main });
      app.clock.advance(60_000);
    }
    await app.as(owners[list], 'POST', `/${list}`, { title: '己 划伤草稿', chain: 'marine-equipment' });
  }
  await app.worker.drain();
});
afterAll(() => app.end());

async function search(
  list: ListName,
  query: string,
  name: Name | null = null,
): Promise<PageBody & { engine: string }> {
  const answer = await app.as(name, 'GET', `/search?list=${list}${query}`);
  expect(answer.statusCode, answer.body).toBe(200);
  return answer.json();
}

/** The first characters of the found titles, in order. */
const marks = (page: PageBody) => page.items.map((item) => item.title.charAt(0)).join('');
const q = (text: string) => `&q=${encodeURIComponent(text)}`;

describe.each(listNames)('searching %s', (list) => {
  it('without words shows the published entries, the newest first', async () => {
    const page = await search(list, '');
    expect(marks(page)).toBe('戊丁丙乙甲');
    expect(page).toMatchObject({ total: 5, nextCursor: null, engine: 'embedded', degraded: false });
    expect(marks(await search(list, '', owners[list]))).toBe('戊丁丙乙甲');
    expect(marks(await search(list, '', 'operator'))).toBe('戊丁丙乙甲');
  });

  it('counts every facet, the most frequent value first', async () => {
    const { facets } = await search(list, '');
    expect(facets.chain).toEqual([
      { value: 'marine-equipment', count: 2 },
      { value: 'smart-manufacturing', count: 2 },
      { value: 'smart-appliances', count: 1 },
    ]);
    expect(facets.trl).toEqual([
      { value: '6', count: 2 },
      { value: '3', count: 1 },
      { value: '9', count: 1 },
    ]);
    expect(facets.region?.[0]).toEqual({ value: '崂山区', count: 2 });
    expect(facets.region?.reduce((sum, { count }) => sum + count, 0)).toBe(4);
    expect(facets.state).toEqual([{ value: 'published', count: 5 }]);
  });

  it('keeps a facet’s other values countable when one is chosen', async () => {
    const page = await search(list, '&chain=marine-equipment');
    expect(marks(page)).toBe('丁丙');
    expect(page.total).toBe(2);
    expect(page.facets.chain?.map(({ value }) => value)).toContain('smart-manufacturing');
    expect(page.facets.trl).toEqual([{ value: '6', count: 1 }]);
  });

  it('takes several values of a facet, separated by commas, and narrows by several facets', async () => {
    expect(marks(await search(list, '&chain=marine-equipment,smart-appliances'))).toBe('戊丁丙');
    expect(marks(await search(list, '&trl=3,9'))).toBe('戊甲');
    expect(
      marks(await search(list, `&chain=marine-equipment&trl=6&region=${encodeURIComponent('崂山区')}`)),
    ).toBe('丙');
    expect(marks(await search(list, '&chain=,marine-equipment,%20'))).toBe('丁丙');
    expect(marks(await search(list, '&chain=,'))).toBe('戊丁丙乙甲');
    expect((await search(list, '&trl=ten')).total).toBe(0);
  });

  it('finds by Chinese and Latin words and by their beginnings', async () => {
    expect(
      marks(await search(list, q('划伤检测')))
        .split('')
        .sort()
        .join(''),
    ).toBe('乙甲');
    expect(marks(await search(list, q('划伤'))).length).toBe(3);
    expect(marks(await search(list, q('weld')))).toBe('戊');
    expect(marks(await search(list, q('ROBOT')))).toBe('戊');
    expect(marks(await search(list, q('海帶提取')))).toBe('丙');
    expect((await search(list, q('没有这样的词语'))).items.length).toBeLessThanOrEqual(5);
    expect((await search(list, q('？！，。'))).total).toBe(0);
  });

  it('sorts by day of publication, closing day and money; what has none comes last', async () => {
    expect(marks(await search(list, '&sort=published'))).toBe('戊丁丙乙甲');
    expect(marks(await search(list, '&sort=deadline'))).toBe('戊乙甲丁丙');
    expect(marks(await search(list, '&sort=amount'))).toBe('乙丁甲戊丙');
    expect(marks(await search(list, `${q('划伤')}&sort=amount`))).toBe('乙丁甲');
    expect(marks(await search(list, '&sort=relevance'))).toBe('戊丁丙乙甲');
  });

  it.each(['', '&sort=deadline', '&sort=amount', q('划伤'), `${q('的')}&sort=relevance`])(
    'pages through “%s” without repeating or skipping',
    async (query) => {
      const whole = await search(list, `${query}&limit=100`);
      const seen: EntryBody[] = [];
      let cursor: string | null = null;
      do {
        const next: string = cursor === null ? '' : `&cursor=${cursor}`;
        const page: PageBody = await search(list, `${query}&limit=1${next}`);
        expect(page.total).toBe(whole.total);
        expect(page.facets).toEqual(whole.facets);
        seen.push(...page.items);
        cursor = page.nextCursor;
      } while (cursor !== null && seen.length < 20);
      expect(seen.map((item) => item.id)).toEqual(whole.items.map((item) => item.id));
      expect(seen.length).toBeGreaterThan(1);
    },
  );

  it('shows other states when asked for, each reader their own', async () => {
    expect(marks(await search(list, '&state=draft', owners[list]))).toBe('己');
    expect(marks(await search(list, '&state=draft', 'operator'))).toBe('己');
    expect((await search(list, '&state=draft', 'rival')).total).toBe(0);
    expect((await search(list, '&state=draft')).total).toBe(0);
    const all = await search(list, '&state=draft,published', owners[list]);
    expect(all.total).toBe(6);
    expect(all.facets.state).toEqual([
      { value: 'published', count: 5 },
      { value: 'draft', count: 1 },
    ]);
  });

  it('never mixes the two lists', async () => {
    const page = await search(list, '&limit=100', 'operator');
    expect(page.items.every((item) => item.list === list)).toBe(true);
  });
});

it.each([
  ['', 'list'],
  ['list=claims', 'list'],
  [`list=demands&q=${'x'.repeat(501)}`, 'q'],
  ['list=demands&sort=newest', 'sort'],
  ['list=demands&limit=0', 'limit'],
  ['list=demands&limit=101', 'limit'],
  ['list=demands&cursor=garbage', 'cursor'],
  ['list=demands&mine=true', 'mine'],
  ['list=demands&q=a&q=b', 'q'],
  ['list=demands&chain=a&chain=b', 'chain'],
])('refuses the question “%s” on its field', async (query, field) => {
  const body = expectRefusal(await app.as(null, 'GET', `/search?${query}`), 400, 'invalid');
  expect(fieldsOf(body)).toEqual([field]);
});

it('answers questions of five hundred characters, whatever they are made of', async () => {
  const hard = [
    Array.from({ length: 500 }, (_, at) => String.fromCodePoint(0x4e00 + at)).join(''),
    Array.from({ length: 250 }, (_, at) => String.fromCodePoint(0x4e00 + at)).join(' '),
    Array.from({ length: 160 }, (_, at) => at.toString(36))
      .join(' ')
      .slice(0, 500),
    '"'.repeat(500),
    '( '.repeat(250),
    'a* '.repeat(166),
    '划伤 AND OR NOT NEAR( '.repeat(20),
  ];
  for (const text of hard) {
    const answer = await app.as(null, 'GET', `/search?list=demands${q(text)}`);
    expect(answer.statusCode, text.slice(0, 20)).toBe(200);
  }
});

it('answers for as many facet values as an address may hold', async () => {
  const values = Array.from({ length: 250 }, (_, at) => at % 10).join(',');
  for (const facet of ['chain', 'region']) {
    expect((await search('demands', `&${facet}=${values}`)).total).toBe(0);
  }
});
