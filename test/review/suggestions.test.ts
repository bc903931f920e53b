import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Match, Pair, QueuePage } from '../../src/api/contracts/review.ts';
import { createTestApp, goodAchievement, publish, type TestApp } from '../support/test-app.ts';

let app: TestApp;
let demand: string;
let achievement: string;

beforeEach(async () => {
  app = await createTestApp({
    environment: { SUGGEST_FROM_DEMANDS: '0.6', SUGGEST_FROM_ACHIEVEMENTS: '0.6' },
  });
  demand = await publish(app, 'demands');
  achievement = await publish(app, 'achievements');
  await app.worker.drain();
});
afterEach(() => app.end());

/** Says nearly what `achievement` says, and a little better for the demand. */
const better = { title: '高反光金属表面划伤缺陷成像与识别' };

const queue = async (query = '') => (await app.as('operator', 'GET', `/matches${query}`)).json<QueuePage>();
const first = async () => (await queue()).items[0]!;
const read = async (id: string) => (await app.as('operator', 'GET', `/matches/${id}`)).json<Match>();
const decide = (id: string, body: object) => app.as('operator', 'POST', `/matches/${id}/decisions`, body);
const standing = async (ofDemand: string, ofAchievement: string) =>
  (await app.as('operator', 'GET', `/pairs?demandId=${ofDemand}&achievementId=${ofAchievement}`)).json<Pair>()
    .standing;
const answered = async () => (await queue()).items.map((item) => item.achievement.id);

async function edit(list: 'demands' | 'achievements', id: string, change: object) {
  const who = list === 'demands' ? 'enterprise' : 'researcher';
  const { version } = (await app.as(who, 'GET', `/${list}/${id}`)).json<{ version: number }>();
  expect((await app.as(who, 'PATCH', `/${list}/${id}`, { ...change, version })).statusCode).toBe(200);
  await app.worker.drain();
}

async function withdraw(id: string) {
  const answer = await app.as('researcher', 'POST', `/achievements/${id}/transitions`, { to: 'withdrawn' });
  expect(answer.statusCode).toBe(200);
}

/** Changes a stored match behind the service's back. */
function tamper(change: string) {
  const db = new Database(join(app.dataDir, 'jiebang.sqlite'));
  db.exec(`UPDATE matches SET ${change}`);
  db.close();
}

describe('entries that say the same', () => {
  it('the second one is suggested when the first one is withdrawn', async () => {
    const copy = await publish(app, 'achievements');
    await app.worker.drain();
    await edit('demands', demand, { keywords: ['划伤'] });
    expect(await answered()).toEqual([achievement]);
    await withdraw(achievement);
    await app.worker.drain();
    expect(await answered()).toEqual([copy]);
  });

  it('the second demand gets what the first one had when that is withdrawn, and was told as a twin before', async () => {
    const copy = await publish(app, 'demands');
    await app.worker.drain();
    expect((await queue()).items.map((item) => item.demand.id)).toEqual([demand]);
    expect(await standing(copy, achievement)).toBe('twin');
    await app.as('enterprise', 'POST', `/demands/${demand}/transitions`, { to: 'withdrawn' });
    await app.worker.drain();
    expect((await queue()).items.map((item) => item.demand.id)).toEqual([copy]);
  });

  it('a copy that ranks higher takes nothing away from a match that was accepted', async () => {
    const { id, version } = await first();
    await decide(id, { verdict: 'accepted', version });
    await publish(app, 'achievements', better);
    await app.worker.drain();
    await edit('demands', demand, { keywords: ['划伤'] });
    expect(await read(id)).toMatchObject({ state: 'accepted', open: true });
    expect((await read(id)).can).toContain('introduce');
    expect(await answered()).toEqual([]);
  });

  it('a copy of what does not belong to the demand is not suggested in its place', async () => {
    const { id, version } = await first();
    await decide(id, { verdict: 'rejected', reasons: ['irrelevant'], version });
    await publish(app, 'achievements', better);
    await app.worker.drain();
    await edit('demands', demand, { keywords: ['划伤'] });
    expect(await answered()).toEqual([]);
  });

  it('nor is it after the rejected one was withdrawn', async () => {
    const { id, version } = await first();
    await decide(id, { verdict: 'rejected', reasons: ['irrelevant'], version });
    await withdraw(achievement);
    await app.worker.drain();
    await publish(app, 'achievements', better);
    await app.worker.drain();
    await edit('demands', demand, { keywords: ['划伤'] });
    expect(await answered()).toEqual([]);
  });

  it('is told no longer when one of them says something else', async () => {
    const copy = await publish(app, 'achievements');
    await app.worker.drain();
    await edit('demands', demand, { keywords: ['划伤'] });
    const { id } = await first();
    expect((await read(id)).twins).toHaveLength(1);
    await edit('achievements', copy, { title: '海藻多糖提取', summary: '从浒苔中提取多糖并制成饮料原料。' });
    await edit('demands', demand, { keywords: ['视觉'] });
    expect((await read(id)).twins).toEqual([]);
  });
});

describe('a suggestion follows its entries', () => {
  it('into another industry chain, decided or not', async () => {
    await edit('demands', demand, { chain: 'smart-appliances' });
    const [moved] = (await queue('?chain=smart-appliances')).items;
    expect((await read(moved!.id)).features?.sameChain).toBe(0);
    expect((await read(moved!.id)).against.map(({ code }) => code)).toContain('otherChain');
    await decide(moved!.id, { verdict: 'deferred', version: moved!.version });
    await edit('demands', demand, { chain: 'smart-manufacturing' });
    expect((await queue('?state=deferred&chain=smart-manufacturing')).total).toBe(1);
    expect((await read(moved!.id)).version).toBe(moved!.version + 1);
  });

  it('and is not forgotten with its flag when its score falls', async () => {
    const { id, version } = await first();
    await app.as('operator', 'PATCH', `/matches/${id}`, { flagged: true, version });
    await edit('achievements', achievement, {
      title: '海藻多糖提取',
      summary: '从浒苔中提取多糖并制成饮料原料。',
    });
    expect((await queue('?flagged=true')).total).toBe(1);
  });

  it('cannot be accepted once an entry left its list, even before the job came by', async () => {
    const { id, version } = await first();
    await withdraw(achievement);
    expect((await read(id)).can).not.toContain('accepted');
    expect((await decide(id, { verdict: 'accepted', version })).statusCode).toBe(409);
    await app.worker.drain();
  });

  it('one drawn by chance is an ordinary one as soon as it is among the best', async () => {
    tamper('exploratory = 1, propensity = 0.025, placed = 0.1');
    await edit('achievements', achievement, { trl: 8 });
    expect(await first()).toMatchObject({ exploratory: false, rank: 1 });
    const { id, version } = await first();
    await decide(id, { verdict: 'accepted', version });
    const db = new Database(join(app.dataDir, 'jiebang.sqlite'), { readonly: true });
    const { shown } = db.prepare('SELECT shown FROM decisions').get() as { shown: string };
    db.close();
    expect(JSON.parse(shown)).toMatchObject({ propensity: 1 });
  });
});

it('what one of the two entries asks for stays though the other one would not ask for it', async () => {
  await app.end();
  app = await createTestApp({
    environment: { SUGGEST_FROM_DEMANDS: '0.6', SUGGEST_FROM_ACHIEVEMENTS: '90' },
  });
  await publish(app, 'demands');
  achievement = await publish(app, 'achievements');
  await app.worker.drain();
  expect(await answered()).toEqual([]);
  demand = await publish(app, 'demands', { title: '压铸件表面缺陷检测' });
  await app.worker.drain();
  expect(await answered()).toEqual([achievement]);
  await edit('achievements', achievement, { trl: 8 });
  expect(await answered()).toEqual([achievement]);
});

describe('the rank of a match', () => {
  it('is its place in the ranking, also when it is no longer among the best', async () => {
    await app.end();
    app = await createTestApp({
      environment: {
        SUGGEST_FROM_DEMANDS: '0.6',
        SUGGEST_FROM_ACHIEVEMENTS: '0.6',
        SUGGEST_PER_ENTRY: '1',
      },
    });
    const own = await publish(app, 'demands');
    const weak = await publish(app, 'achievements', {
      title: '划伤检测装置',
      summary: '用机器视觉检测划伤。',
    });
    await app.worker.drain();
    const strong = await publish(app, 'achievements', {
      summary: `${goodAchievement.summary}我公司铝合金压铸件外观检测靠人工，反光强，划伤漏检率高，用机器视觉自动检测。`,
    });
    await app.worker.drain();
    await edit('demands', own, { keywords: ['划伤'] });
    const ranks = new Map((await queue()).items.map((item) => [item.achievement.id, item.rank]));
    expect(ranks).toEqual(
      new Map([
        [strong, 1],
        [weak, 2],
      ]),
    );
  });
});

describe('what was handled today', () => {
  it('does not count what was taken back, and ends at midnight in Shanghai', async () => {
    const { id, version } = await first();
    await decide(id, { verdict: 'deferred', version });
    expect(await queue()).toMatchObject({ handledToday: 1 });
    await decide(id, { verdict: 'undone', version: version + 1 });
    expect(await queue()).toMatchObject({ handledToday: 0, waiting: 1 });
    // 23:59 in Shanghai, then 00:01.
    app.clock.advance((13 * 60 + 59) * 60_000);
    app.forgetSignIns();
    const { version: now } = await first();
    await app.as('operator', 'POST', `/matches/${id}/decisions`, { verdict: 'accepted', version: now });
    expect(await queue()).toMatchObject({ handledToday: 1 });
    app.clock.advance(2 * 60_000);
    expect(await queue()).toMatchObject({ handledToday: 0 });
  });
});
