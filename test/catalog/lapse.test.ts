import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { service } from '../../src/identity/model.ts';
import { type EntryBody, expectRefusal, type ListName, listNames, type PageBody } from '../api/answers.ts';
import { createTestApp, goodAchievement, goodDemand, publish, type TestApp } from '../support/test-app.ts';

const owners = { demands: 'enterprise', achievements: 'researcher' } as const;
const dayField = { demands: 'deadline', achievements: 'expiry' } as const;
const end = { demands: 'unclaimed', achievements: 'expired' } as const;

let app: TestApp;

beforeEach(async () => {
  app = await createTestApp();
});
afterEach(() => app.end());

/** Moves the clock to that instant and lets the service's clockwork run. */
async function passTo(instant: string): Promise<number> {
  app.clock.advance(Date.parse(instant) - app.clock.now());
  app.forgetSignIns();
  const lapsed = app.services.catalog.lapse(service);
  await app.worker.drain();
  return lapsed;
}

describe.each(listNames)('%s', (list) => {
  const other: ListName = list === 'demands' ? 'achievements' : 'demands';

  /** Where a visitor, and the author of a draft on the other list, meet the entry. */
  async function placesOf(id: string, asker: string): Promise<string[]> {
    const page = (path: string) => app.as(null, 'GET', path).then((answer) => answer.json<PageBody>());
    const listed = await page(`/${list}?limit=100`);
    const searched = await page(`/search?list=${list}`);
    const found = await page(`/search?list=${list}&q=${encodeURIComponent('划伤')}`);
    const ranking = await app.as(owners[other], 'GET', `/${other}/${asker}/matches`);
    const kind = list === 'demands' ? 'demand' : 'achievement';
    const ranked = ranking.json<{ items: Record<string, EntryBody>[] }>().items.map((item) => item[kind]?.id);
    const read = await app.as(null, 'GET', `/${list}/${id}`);
    return [
      ...(listed.items.some((item) => item.id === id) ? ['list'] : []),
      ...(listed.total > 0 ? ['list total'] : []),
      ...(searched.items.some((item) => item.id === id) ? ['search'] : []),
      ...(searched.facets.chain?.length ? ['facets'] : []),
      ...(found.items.some((item) => item.id === id) ? ['search by words'] : []),
      ...(ranked.includes(id) ? ['ranking'] : []),
      ...(read.statusCode === 200 ? ['page'] : []),
    ];
  }

  it('stay until their last day ends in Shanghai, then leave lists, search and rankings', async () => {
    const id = await publish(app, list, { [dayField[list]]: '2026-03-05' });
    const form = other === 'demands' ? goodDemand : goodAchievement;
    const asker = (await app.as(owners[other], 'POST', `/${other}`, form)).json<EntryBody>().id;
    const everywhere = ['list', 'list total', 'search', 'facets', 'search by words', 'ranking', 'page'];
    await app.worker.drain();
    expect(await placesOf(id, asker)).toEqual(everywhere);

    expect(await passTo('2026-03-05T15:59:59Z')).toBe(0);
    expect(await placesOf(id, asker)).toEqual(everywhere);

    expect(await passTo('2026-03-05T16:00:00Z')).toBe(1);
    expect(await placesOf(id, asker)).toEqual([]);
    expectRefusal(await app.as('rival', 'GET', `/${list}/${id}`), 404, 'not_found');

    const own = (await app.as(owners[list], 'GET', `/${list}/${id}`)).json<EntryBody>();
    expect(own).toMatchObject({ state: end[list], version: 4 });
    expect(own.can).toEqual(['matches']);
    const mine = (await app.as(owners[list], 'GET', `/${list}?mine=true`)).json<PageBody>();
    expect(mine.items.map((item) => item.state)).toEqual([end[list]]);
    expect(await passTo('2026-03-06T16:00:00Z')).toBe(0);
  });

  it('without a closing day stay, and those that are not published keep their state', async () => {
    await publish(app, list);
    const closing = {
      ...(list === 'demands' ? goodDemand : goodAchievement),
      [dayField[list]]: '2026-03-05',
    };
    const draft = (await app.as(owners[list], 'POST', `/${list}`, closing)).json<EntryBody>().id;
    expect(await passTo('2026-03-20T00:00:00Z')).toBe(0);
    expect((await app.as(owners[list], 'GET', `/${list}/${draft}`)).json<EntryBody>().state).toBe('draft');
    const submission = { to: 'submitted', confirmations: ['state-secrets'] };
    const late = await app.as(owners[list], 'POST', `/${list}/${draft}/transitions`, submission);
    expect(expectRefusal(late, 400, 'invalid').details?.[0]?.field).toBe(dayField[list]);
  });

  it('are not published after their last day, even when submitted before it', async () => {
    const closing = {
      ...(list === 'demands' ? goodDemand : goodAchievement),
      [dayField[list]]: '2026-03-05',
    };
    const { id } = (await app.as(owners[list], 'POST', `/${list}`, closing)).json<EntryBody>();
    await app.as(owners[list], 'POST', `/${list}/${id}/transitions`, {
      to: 'submitted',
      confirmations: ['state-secrets'],
    });
    await passTo('2026-03-06T00:00:00Z');
    const answer = await app.as('operator', 'POST', `/${list}/${id}/transitions`, { to: 'published' });
    expectRefusal(answer, 400, 'invalid');
  });
});

it('lets nobody but the service itself take entries off by the clock', async () => {
  for (const name of ['enterprise', 'operator', 'admin'] as const) {
    const actor = await app.actor(name);
    expect(() => app.services.catalog.lapse(actor)).toThrow('forbidden');
  }
  const id = await publish(app, 'demands');
  const move = await app.as('operator', 'POST', `/demands/${id}/transitions`, {
    to: 'unclaimed',
    note: '到期',
  });
  expect(move.statusCode).toBe(409);
});
