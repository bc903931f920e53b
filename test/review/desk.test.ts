import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Match, MatchSummary, OwnDecisions, Pair, QueuePage } from '../../src/api/contracts/review.ts';
import { createTestApp, publish, type TestApp } from '../support/test-app.ts';

let app: TestApp;
let demand: string;
let achievement: string;

beforeEach(async () => {
  // The fake model gives meaning by words alone, so its scores are low: everything above nothing is suggested.
  app = await createTestApp({
    environment: { SUGGEST_FROM_DEMANDS: '0.6', SUGGEST_FROM_ACHIEVEMENTS: '0.6' },
  });
  demand = await publish(app, 'demands');
  achievement = await publish(app, 'achievements');
  await app.worker.drain();
});
afterEach(() => app.end());

const queue = async (query = '') => (await app.as('operator', 'GET', `/matches${query}`)).json<QueuePage>();
const first = async () => (await queue()).items[0]!;
const read = async (id: string) => (await app.as('operator', 'GET', `/matches/${id}`)).json<Match>();
const decide = (id: string, body: object) => app.as('operator', 'POST', `/matches/${id}/decisions`, body);
const irrelevant = { verdict: 'rejected', reasons: ['irrelevant'] };

async function edit(list: string, id: string, who: 'enterprise' | 'researcher', change: object) {
  const { version } = (await app.as(who, 'GET', `/${list}/${id}`)).json<{ version: number }>();
  expect((await app.as(who, 'PATCH', `/${list}/${id}`, { ...change, version })).statusCode).toBe(200);
  await app.worker.drain();
}

describe('a published pair', () => {
  it('waits in the queue with what made its score', async () => {
    const { items, total, waiting, handledToday } = await queue();
    expect([total, waiting, handledToday]).toEqual([1, 1, 0]);
    expect(items[0]).toMatchObject({
      state: 'suggested',
      estimated: true,
      rank: 1,
      demand: { id: demand },
      achievement: { id: achievement },
    });
    const whole = await read(items[0]!.id);
    expect(whole.evidence).toHaveProperty('sentences');
    expect(whole.computedBy.weights).toBe('default-1');
    expect(whole.features?.sameChain).toBe(1);
    expect(whole.can).toEqual(['accepted', 'rejected', 'deferred', 'flag']);
  });

  it('is for operators only', async () => {
    const { id } = await first();
    for (const who of ['enterprise', 'researcher', 'expert', 'auditor', 'admin'] as const) {
      expect((await app.as(who, 'GET', '/matches')).statusCode).toBe(403);
      expect((await app.as(who, 'GET', `/matches/${id}`)).statusCode).toBe(403);
    }
    expect((await app.as(null, 'GET', '/matches')).statusCode).toBe(401);
  });

  it('leaves the queue with an entry that is withdrawn, and comes back with it', async () => {
    const { id } = await first();
    await app.as('researcher', 'POST', `/achievements/${achievement}/transitions`, { to: 'withdrawn' });
    await app.worker.drain();
    expect((await queue()).total).toBe(0);
    expect((await app.as('operator', 'GET', `/matches/${id}`)).statusCode).toBe(404);
  });

  it('is not shown beside one that says the same', async () => {
    const copy = await publish(app, 'achievements');
    await app.worker.drain();
    await edit('demands', demand, 'enterprise', { keywords: ['划伤'] });
    const { items } = await queue();
    expect(items).toHaveLength(1);
    const answered = items[0]!.achievement.id;
    const other = answered === copy ? achievement : copy;
    expect((await read(items[0]!.id)).twins.map(({ id }) => id)).toEqual([other]);
    const pair = await app.as('operator', 'GET', `/pairs?demandId=${demand}&achievementId=${other}`);
    expect(pair.json<Pair>()).toMatchObject({ standing: 'twin', matchId: null });
  });
});

describe('a decision', () => {
  it('is kept with what the operator saw, logged, and can be taken back', async () => {
    const { id, version } = await first();
    const accepted = await decide(id, { verdict: 'accepted', version });
    expect(accepted.statusCode).toBe(201);
    expect(accepted.json<MatchSummary>()).toMatchObject({ state: 'accepted', version: version + 1 });
    expect(await queue()).toMatchObject({ total: 0, waiting: 0, handledToday: 1 });
    const { items } = (await app.as('operator', 'GET', '/decisions')).json<OwnDecisions>();
    expect(items).toMatchObject([
      { verdict: 'accepted', by: 'operator', match: { can: expect.arrayContaining(['undo']) } },
    ]);
    const undone = await decide(id, { verdict: 'undone', version: version + 1 });
    expect(undone.json<MatchSummary>()).toMatchObject({ state: 'suggested', version: version + 2 });
    expect((await read(id)).decisions.map(({ verdict }) => verdict)).toEqual(['undone', 'accepted']);
    const again = await decide(id, { verdict: 'undone', version: version + 2 });
    expect([again.statusCode, again.json<{ message: string }>().message]).toEqual([
      409,
      '没有可以撤销的处理，或之后已有新的处理。',
    ]);
    const log = await app.as('auditor', 'GET', '/audit?action=matches.');
    expect(log.json<{ items: { action: string }[] }>().items.map(({ action }) => action)).toEqual([
      'matches.undone',
      'matches.accepted',
    ]);
  });

  it('needs a reason where something does not fit, and none elsewhere', async () => {
    const { id, version } = await first();
    const bare = await decide(id, { verdict: 'rejected', version });
    expect([bare.statusCode, bare.json()]).toMatchObject([400, { details: [{ field: 'reasons' }] }]);
    const odd = await decide(id, { verdict: 'accepted', reasons: ['irrelevant'], version });
    expect(odd.statusCode).toBe(400);
    expect((await first()).version).toBe(version);
  });

  it('never covers that of somebody who was first', async () => {
    const { id, version } = await first();
    await decide(id, { verdict: 'accepted', version });
    const late = await decide(id, { ...irrelevant, version });
    expect([late.statusCode, late.json()]).toMatchObject([412, { facts: { currentVersion: version + 1 } }]);
    expect((await decide(id, irrelevant)).statusCode).toBe(428);
    expect((await read(id)).state).toBe('accepted');
  });
});

describe('what was rejected', () => {
  it('for what the entries are about is not suggested again, whatever their texts', async () => {
    const { id, version } = await first();
    await decide(id, { ...irrelevant, version });
    await edit('achievements', achievement, 'researcher', { trl: 8 });
    expect((await read(id)).state).toBe('rejected');
    expect((await queue()).total).toBe(0);
  });

  it('for how a text is written comes back with another text', async () => {
    const { id, version } = await first();
    await decide(id, { verdict: 'rejected', reasons: ['immature'], version });
    await edit('demands', demand, 'enterprise', { region: '青岛' });
    expect((await read(id)).state).toBe('rejected');
    await edit('achievements', achievement, 'researcher', { trl: 8 });
    const match = await read(id);
    expect(match.state).toBe('suggested');
    expect(match.decisions.map(({ verdict, by }) => [verdict, by])).toEqual([
      ['reopened', null],
      ['rejected', 'operator'],
    ]);
    expect(match.can).not.toContain('undo');
  });
});

it('many are decided at once: first a rehearsal that changes nothing, then row by row', async () => {
  const { id, version } = await first();
  const body = {
    matches: [
      { id, version },
      { id: 'unknown', version: 1 },
    ],
    ...irrelevant,
  };
  const rehearsed = await app.as('operator', 'POST', '/matches/decisions', { ...body, dryRun: true });
  expect(rehearsed.json()).toMatchObject({
    dryRun: true,
    done: [id],
    failed: [{ id: 'unknown', code: 'not_found' }],
  });
  expect((await first()).version).toBe(version);
  const done = await app.as('operator', 'POST', '/matches/decisions', { ...body, dryRun: false });
  expect(done.json()).toMatchObject({ done: [id], failed: [{ id: 'unknown' }] });
  expect((await read(id)).state).toBe('rejected');
});

it('many at once cover nothing that a colleague decided meanwhile', async () => {
  const { id, version } = await first();
  await decide(id, { verdict: 'accepted', version });
  const body = { matches: [{ id, version }], ...irrelevant, dryRun: false };
  const answer = await app.as('operator', 'POST', '/matches/decisions', body);
  expect(answer.json()).toMatchObject({ done: [], failed: [{ id, code: 'conflict' }] });
  expect((await read(id)).state).toBe('accepted');
});

it('a flag is set on the version that was looked at', async () => {
  const { id, version } = await first();
  const flagged = await app.as('operator', 'PATCH', `/matches/${id}`, { flagged: true, version });
  expect(flagged.json<MatchSummary>().flagged).toBe(true);
  expect((await queue('?flagged=true')).total).toBe(1);
  expect((await queue('?flagged=false')).total).toBe(0);
});

it('any pair is explained on request, also one that is not suggested', async () => {
  const far = await publish(app, 'achievements', {
    title: '海藻多糖提取',
    chain: 'smart-appliances',
    summary: '从浒苔中提取多糖并制成饮料原料。',
    trl: 4,
  });
  await app.worker.drain();
  const answer = await app.as('operator', 'GET', `/pairs?demandId=${demand}&achievementId=${far}`);
  expect(answer.json<Pair>()).toMatchObject({
    standing: 'belowThreshold',
    band: 'none',
    matchId: null,
    rank: 2,
  });
  const none = await app.as('operator', 'GET', `/pairs?demandId=${far}&achievementId=${demand}`);
  expect(none.statusCode).toBe(404);
});
