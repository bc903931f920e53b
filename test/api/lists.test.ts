import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { achievementContent } from '../../src/catalog/achievement-model.ts';
import { demandContent } from '../../src/catalog/demand-model.ts';
import { service } from '../../src/identity/model.ts';
import { createTestApp, goodAchievement, goodDemand, type Name, type TestApp } from '../support/test-app.ts';
import {
  type EntryBody,
  expectRefusal,
  fieldsOf,
  type ListName,
  listNames,
  type PageBody,
} from './answers.ts';

const owners = { demands: 'enterprise', achievements: 'researcher' } as const;
const PUBLISHED = 57;

let app: TestApp;

beforeAll(async () => {
  app = await createTestApp();
  for (const list of listNames) {
    const actor = await app.actor(owners[list]);
    const organisationId = actor.kind === 'account' ? actor.memberships[0]!.organisationId : '';
    for (let number = 0; number < PUBLISHED; number += 1) {
      // Every third shares its instant with the one before, so that only the id tells them apart.
      if (number % 3 !== 0) app.clock.advance(1000);
      const form = {
        title: `第${number}条`,
        chain: number % 4 === 0 ? 'marine-equipment' : 'smart-appliances',
      };
      const content = list === 'demands' ? demandContent.parse(form) : achievementContent.parse(form);
      const row = { content, organisationId, state: 'published', sample: false } as const;
      app.services.catalog.importEntries(service, list, [row]);
    }
    app.clock.advance(1000);
    for (const title of ['草稿一', '草稿二']) {
      await app.as(owners[list], 'POST', `/${list}`, { title });
      app.clock.advance(1000);
    }
  }
});
afterAll(() => app.end());

/** Follows the cursors of a list to its end. */
async function allPages(
  name: Name | null,
  path: string,
  limit: number,
): Promise<{ pages: PageBody[]; items: EntryBody[] }> {
  const pages: PageBody[] = [];
  let cursor: string | null = null;
  do {
    const next: string = cursor === null ? '' : `&cursor=${encodeURIComponent(cursor)}`;
    const answer = await app.as(name, 'GET', `${path}limit=${limit}${next}`);
    expect(answer.statusCode).toBe(200);
    const page = answer.json<PageBody>();
    expect(page.items.length).toBeLessThanOrEqual(limit);
    pages.push(page);
    cursor = page.nextCursor;
  } while (cursor !== null && pages.length < 200);
  return { pages, items: pages.flatMap((page) => page.items) };
}

function expectNewestFirst(items: EntryBody[]): void {
  const instants = items.map((item) => item.createdAt);
  expect(instants).toEqual([...instants].sort().reverse());
}

describe.each(listNames)('the list of %s', (list) => {
  it.each([1, 7, 19, 56, 57, 58, 100])(
    'shows every open entry once, newest first, in pages of %i',
    async (limit) => {
      const { pages, items } = await allPages(null, `/${list}?`, limit);
      expect(items.length).toBe(PUBLISHED);
      expect(new Set(items.map((item) => item.id)).size).toBe(PUBLISHED);
      expectNewestFirst(items);
      expect(pages.map((page) => page.total)).toEqual(pages.map(() => PUBLISHED));
      expect(pages.length).toBe(Math.ceil(PUBLISHED / limit));
      expect(items.every((item) => item.state === 'published' && item.can.length === 0)).toBe(true);
    },
  );

  it('has exactly items, nextCursor and total, twenty to a page', async () => {
    const page = (await app.as(null, 'GET', `/${list}`)).json<PageBody>();
    expect(Object.keys(page).sort()).toEqual(['items', 'nextCursor', 'total']);
    expect(page.items.length).toBe(20);
    expect(page.items[0]).not.toHaveProperty('contact');
  });

  it('neither repeats nor skips an entry when new ones are posted between two pages', async () => {
    const first = (await app.as('operator', 'GET', `/${list}?limit=30`)).json<PageBody>();
    app.clock.advance(1000);
    const posted = await app.as(owners[list], 'POST', `/${list}`, { title: '刚刚发布' });
    const { id } = posted.json<EntryBody>();
    const second = (
      await app.as('operator', 'GET', `/${list}?limit=100&cursor=${first.nextCursor}`)
    ).json<PageBody>();
    const seen = [...first.items, ...second.items].map((item) => item.id);
    expect(seen).not.toContain(id);
    expect(new Set(seen).size).toBe(seen.length);
    expect(seen.length).toBe(first.total);
    await app.as(owners[list], 'POST', `/${list}/${id}/transitions`, { to: 'withdrawn' });
  });

  it('of one’s own holds drafts and all, and nothing of others', async () => {
    const { items, pages } = await allPages(owners[list], `/${list}?mine=true&`, 25);
    expect(pages[0]?.total).toBe(items.length);
    expect(items.filter((item) => item.state === 'draft').map((item) => item.title)).toEqual([
      '草稿二',
      '草稿一',
    ]);
    expect(items.filter((item) => item.state === 'published').length).toBe(PUBLISHED);
    const foreign = (await app.as('rival', 'GET', `/${list}?mine=true`)).json<PageBody>();
    expect(foreign).toEqual({ items: [], nextCursor: null, total: 0 });
    const operators = (await app.as('operator', 'GET', `/${list}?mine=true`)).json<PageBody>();
    expect(operators.total).toBe(0);
  });

  it('without mine holds what the reader may see: all for operators, own and open ones for parties', async () => {
    const total = async (name: Name | null, query = '') =>
      (await app.as(name, 'GET', `/${list}?limit=1${query}`)).json<PageBody>().total;
    expect(await total('rival')).toBe(PUBLISHED);
    expect(await total('rival', '&mine=false')).toBe(PUBLISHED);
    expect(await total(owners[list], '&state=draft')).toBe(2);
    expect(await total('operator', '&state=draft')).toBe(2);
    expect(await total('rival', '&state=draft')).toBe(0);
    expect(await total(null, '&state=draft')).toBe(0);
  });

  it('keeps to a state and a chain, with totals and cursors of the narrowed list', async () => {
    const { items, pages } = await allPages(null, `/${list}?chain=marine-equipment&`, 4);
    expect(items.length).toBe(Math.ceil(PUBLISHED / 4));
    expect(pages.every((page) => page.total === items.length)).toBe(true);
    expect(items.every((item) => item.chain === 'marine-equipment')).toBe(true);
    const both = await app.as(owners[list], 'GET', `/${list}?chain=marine-equipment&state=draft`);
    expect(both.json<PageBody>().total).toBe(0);
    const unknown = await app.as(null, 'GET', `/${list}?chain=no-such-chain`);
    expect(unknown.json<PageBody>()).toEqual({ items: [], nextCursor: null, total: 0 });
  });

  it('asks visitors to sign in for their own entries only', async () => {
    expect((await app.as(null, 'GET', `/${list}`)).statusCode).toBe(200);
    expectRefusal(await app.as(null, 'GET', `/${list}?mine=true`), 401, 'unauthenticated');
  });

  it.each([
    'garbage',
    '%00',
    'e30',
    'WzFd',
    Buffer.from('["a"]').toString('base64url'),
    Buffer.from('["a","b","c"]').toString('base64url'),
    Buffer.from('[null,"b"]').toString('base64url'),
    Buffer.from('[1,2]').toString('base64url'),
    Buffer.from('{"key":1,"id":"b"}').toString('base64url'),
    'x'.repeat(401),
    '',
  ])('refuses the cursor %j on its field', async (cursor) => {
    const body = expectRefusal(await app.as(null, 'GET', `/${list}?cursor=${cursor}`), 400, 'invalid');
    expect(fieldsOf(body)).toEqual(['cursor']);
  });

  it.each(['0', '-1', '101', '1.5', 'ten', '', '1e9', 'NaN', 'Infinity'])(
    'refuses a limit of %j',
    async (limit) => {
      const body = expectRefusal(await app.as(null, 'GET', `/${list}?limit=${limit}`), 400, 'invalid');
      expect(fieldsOf(body)).toEqual(['limit']);
      expect(body.details?.[0]?.message).toContain('每页条数');
    },
  );

  it('refuses questions it does not know instead of answering another one', async () => {
    for (const [query, field] of [
      ['mine=yes', 'mine'],
      ['stat=draft', 'stat'],
      ['limit=1&limit=2', 'limit'],
      ['state=a&state=b', 'state'],
      [`chain=${'x'.repeat(61)}`, 'chain'],
    ] as const) {
      const body = expectRefusal(await app.as(null, 'GET', `/${list}?${query}`), 400, 'invalid');
      expect(fieldsOf(body)).toEqual([field]);
    }
  });
});

it('shows in a row the head of the main text, the day it closes and its money', async () => {
  const problem = `${'反光强，划伤漏检。&nbsp;'.repeat(20)}`;
  const form = {
    ...goodDemand,
    problem,
    budget: { kind: 'amount', wan: 5 },
    reward: { kind: 'negotiable' },
    deadline: '2026-12-31',
  };
  const { id } = (await app.as('enterprise', 'POST', '/demands', form)).json<EntryBody>();
  const answer = await app.as('enterprise', 'GET', '/demands?mine=true&limit=1');
  const row = answer.json<PageBody>().items[0];
  expect(row).toMatchObject({ id, closesOn: '2026-12-31', amount: { kind: 'negotiable' } });
  expect(String(row?.excerpt)).toMatch(/^反光强，划伤漏检。 .*…$/);
  expect(String(row?.excerpt)).not.toContain('&nbsp;');
  const other: ListName = 'achievements';
  const price = { ...goodAchievement, price: { kind: 'amount', wan: 80 }, expiry: '2026-12-30' };
  await app.as('researcher', 'POST', `/${other}`, price);
  const rows = (await app.as('researcher', 'GET', `/${other}?mine=true&limit=1`)).json<PageBody>().items;
  expect(rows[0]).toMatchObject({ closesOn: '2026-12-30', amount: { kind: 'amount', wan: 80 } });
});
