import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestApp, goodAchievement, goodDemand, publish, type TestApp } from '../support/test-app.ts';
import { type EntryBody, expectRefusal, fieldsOf, isChinese, listNames, type PageBody } from './answers.ts';
import { badForms } from './bad-forms.ts';

const owners = { demands: 'enterprise', achievements: 'researcher' } as const;
const forms = { demands: goodDemand, achievements: goodAchievement };
const languages = ['zh-CN', 'en'] as const;
/** What an author chose twice, as the form never would. */
const bothAmounts = [
  { kind: 'negotiable', wan: 30 },
  { kind: 'amount', wan: 30, negotiable: true },
  { kind: ['amount', 'negotiable'], wan: 30 },
];

let app: TestApp;
let totals: number[];

async function count(): Promise<number[]> {
  const pages = await Promise.all(listNames.map((list) => app.as('operator', 'GET', `/${list}?limit=1`)));
  return pages.map((page) => page.json<PageBody>().total);
}

beforeAll(async () => {
  app = await createTestApp();
});
afterAll(() => app.end());

describe.each(listNames)('a form of %s', (list) => {
  const owner = owners[list];
  let entry: EntryBody;

  beforeAll(async () => {
    const id = await publish(app, list);
    entry = (await app.as(owner, 'GET', `/${list}/${id}`)).json();
    totals = await count();
  });

  async function expectUntouched(): Promise<void> {
    expect((await app.as(owner, 'GET', `/${list}/${entry.id}`)).json()).toEqual(entry);
    expect(await count()).toEqual(totals);
  }

  /** Both ways in, in both languages. */
  async function refuseEverywhere(
    form: object,
    fields: string[],
    names: readonly [string, string],
  ): Promise<void> {
    for (const [at, language] of languages.entries()) {
      const headers = { 'accept-language': language };
      const posted = await app.as(owner, 'POST', `/${list}`, { ...forms[list], ...form }, headers);
      const patched = await app.as(owner, 'PATCH', `/${list}/${entry.id}`, form, {
        ...headers,
        'if-match': '"3"',
      });
      for (const answer of [posted, patched]) {
        const body = expectRefusal(answer, 400, 'invalid');
        expect([...new Set(fieldsOf(body))]).toEqual(fields);
        expect(isChinese(body.message)).toBe(language === 'zh-CN');
        for (const { message } of body.details ?? []) {
          expect(message).toContain(names[at]);
          if (language === 'zh-CN') expect(isChinese(message)).toBe(true);
        }
      }
    }
  }

  const rows = badForms.filter(({ only }) => only === undefined || only === list);
  it.each(rows)('is refused for: $title', async ({ form, field, names }) => {
    await refuseEverywhere(form, [field], names);
    await expectUntouched();
  });

  it.each(bothAmounts)('is refused with two kinds of money at once: %j', async (amount) => {
    const field = list === 'demands' ? 'reward' : 'price';
    const answer = await app.as(owner, 'POST', `/${list}`, { ...forms[list], [field]: amount });
    const body = expectRefusal(answer, 400, 'invalid');
    for (const detail of body.details ?? []) {
      expect(detail.field.split('.')[0]).toBe(field);
      expect(detail.message).toMatch(/^(悬赏金额|价格).*面议/);
    }
    await expectUntouched();
  });

  it('is told of all its faults at once', async () => {
    const form = { title: '', trl: 10, keywords: ['1', '2', '3', '4', '5', '6'], nonsense: 1 };
    const body = expectRefusal(await app.as(owner, 'POST', `/${list}`, form), 400, 'invalid');
    expect(fieldsOf(body).sort()).toEqual(['keywords', 'nonsense', 'title', 'trl']);
  });

  it('is refused in plain words when it has no title at all', async () => {
    const body = expectRefusal(await app.as(owner, 'POST', `/${list}`, {}), 400, 'invalid');
    expect(body.details).toEqual([{ field: 'title', code: 'required', message: '请填写名称。' }]);
  });

  it('takes exactly its limits', async () => {
    const form = {
      title: '长'.repeat(80),
      keywords: Array(5).fill('长'.repeat(30)),
      contact: '长'.repeat(200),
      trl: 9,
    };
    const posted = await app.as(owner, 'POST', `/${list}`, form);
    expect(posted.statusCode).toBe(201);
    expect(posted.json()).toMatchObject(form);
    totals = await count();
  });

  it('may close today but not yesterday, by the calendar of Shanghai', async () => {
    const field = list === 'demands' ? 'deadline' : 'expiry';
    const posted = await app.as(owner, 'POST', `/${list}`, { title: '今天截止', [field]: '2026-03-02' });
    expect(posted.statusCode).toBe(201);
    totals = await count();
    const late = await app.as(owner, 'POST', `/${list}`, { title: '昨天截止', [field]: '2026-03-01' });
    expect(expectRefusal(late, 400, 'invalid').details?.[0]?.message).toContain('2026-03-02');
  });
});
