import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { honest } from '../../../scripts/decided-matches.ts';
import type { ScoreModelDetail, ScoreModelsPage } from '../../../src/api/contracts/score-models.ts';
import { seeded } from '../../../src/matching/learning/random.ts';
import type { Label } from '../../../src/matching/learning/recipes.ts';
import { expectRefusal } from '../../api/answers.ts';
import { createFakeEmbedder } from '../../support/fake-embedder.ts';
import { createTestApp, type Name, type TestApp } from '../../support/test-app.ts';
import { SHIPPED } from './lesson-bench.ts';

let app: TestApp;
beforeAll(async () => {
  // The sample lists, scored by a stand-in that is called like the model of the frozen set; all that is deep enough
  // is suggested.
  app = await createTestApp({
    environment: { MODE: 'demo', SUGGEST_FROM_DEMANDS: '0', SUGGEST_FROM_ACHIEVEMENTS: '0' },
    overrides: { embedder: { ...createFakeEmbedder(), ...SHIPPED } },
  });
  await app.worker.drain();
}, 120_000);
afterAll(() => app.end());

const read = async (who: Name = 'admin') =>
  (await app.as(who, 'GET', '/score-models?limit=100')).json<ScoreModelsPage>();
const activate = (name: string | null, version: number, who: Name = 'admin') =>
  app.as(who, 'POST', '/score-models/activations', { name, version });

/** Every open suggestion with what is shown of it. */
async function openSuggestions() {
  const operator = await app.actor('operator');
  const shown = new Map<string, { score: number; band: string; estimated: boolean }>();
  let cursor: string | undefined;
  do {
    const request = { state: 'suggested', sort: 'age', limit: 100, cursor } as const;
    const page = app.services.review.queue(operator, request);
    for (const { match } of page.items) {
      const { id, score, band, madeOf } = match;
      shown.set(id, { score, band, estimated: madeOf.estimated });
    }
    cursor = page.nextCursor ?? undefined;
  } while (cursor !== undefined);
  return shown;
}

/** An operator works through so many suggestions, as they come. */
async function work(count: number): Promise<void> {
  const operator = await app.actor('operator');
  const random = seeded(5);
  const { items } = app.services.review.queue(operator, { state: 'suggested', sort: 'age', limit: 1000 });
  const near = items.map(({ match }) => {
    const { keyword, semantic } = match.madeOf.features.values;
    return keyword + (semantic ?? keyword);
  });
  const middle = [...near].sort((a, b) => a - b)[Math.floor(near.length * 0.7)]!;
  for (const { match } of items.slice(0, count)) {
    const accepted = honest(middle)(match.madeOf as unknown as Label, random);
    const judgement = accepted
      ? ({ verdict: 'accepted', reasons: [], note: '' } as const)
      : ({ verdict: 'rejected', reasons: ['irrelevant'], note: '' } as const);
    app.services.review.decide(operator, match.id, match.version, {
      ...judgement,
      reasons: [...judgement.reasons],
    });
  }
}

/** A ranking as a party sees it. */
async function ranking() {
  const demands = await app.as('operator', 'GET', '/demands?limit=1');
  const [demand] = demands.json<{ items: { id: string }[] }>().items;
  const answer = await app.as('operator', 'GET', `/demands/${demand!.id}/matches?limit=50`);
  const { items } = answer.json<{ items: { score: number; estimated: boolean }[] }>();
  return items.map(({ score, estimated }) => ({ score, estimated }));
}

describe('before anybody decided', () => {
  it('says how many decisions it takes, and shows the default', async () => {
    expect(await read()).toMatchObject({
      items: [],
      active: { name: 'default-1', kind: 'default', since: null, by: null, held: false, version: 1 },
      decisions: { all: 0, needed: 30 },
      learning: false,
      can: ['learn'],
    });
    const detail = (await app.as('operator', 'GET', '/score-models/default-1')).json<ScoreModelDetail>();
    expect(detail).toMatchObject({ active: true, lesson: null, model: { kind: 'default', curve: false } });
    expect(detail.model?.weights).toHaveLength(7);
  });

  it('is for operators, administrators and auditors to read, and for administrators to change', async () => {
    for (const who of ['operator', 'auditor'] as const) {
      expect((await read(who)).can).toEqual([]);
      expectRefusal(await app.as(who, 'POST', '/score-models'), 403, 'forbidden');
      expectRefusal(await activate(null, 1, who), 403, 'forbidden');
    }
    for (const who of ['enterprise', 'researcher', 'expert'] as const) {
      expectRefusal(await app.as(who, 'GET', '/score-models'), 403, 'forbidden');
      expectRefusal(await app.as(who, 'GET', '/score-models/default-1'), 403, 'forbidden');
    }
    expectRefusal(await app.as(null, 'GET', '/score-models'), 401, 'unauthenticated');
  });
});

describe('three hundred decisions', () => {
  it('bring a learned score into use; one call brings every shown score back', async () => {
    await work(300);
    const before = { suggestions: await openSuggestions(), ranking: await ranking() };
    expect(before.suggestions.size).toBeGreaterThan(100);
    expect((await read()).decisions.all).toBe(300);

    const asked = await app.as('admin', 'POST', '/score-models');
    expect([asked.statusCode, asked.json()]).toEqual([202, { learning: true }]);
    await app.worker.drain();
    const { items, active, can } = await read();
    expect(active).toMatchObject({ name: items[0]!.name, automatic: true, version: 2 });
    expect([can, items[0]!.refusals, items[0]!.active]).toEqual([['learn', 'restore'], [], true]);
    expect(items[0]!.logLoss!.after).toBeLessThan(items[0]!.logLoss!.before);
    const path = `/score-models/${items[0]!.name}`;
    const detail = (await app.as('auditor', 'GET', path)).json<ScoreModelDetail>();
    expect(detail.lesson!.heldOut!.gain.low).toBeGreaterThan(0);
    expect(detail.lesson!.heldOut!.chains.length).toBeGreaterThan(1);
    expect(detail.lesson!.frozen!.candidate.ndcg10).toBeGreaterThanOrEqual(
      detail.lesson!.frozen!.default.ndcg10 - 1e-6,
    );

    const learned = { suggestions: await openSuggestions(), ranking: await ranking() };
    for (const [id, { estimated }] of learned.suggestions) expect([id, estimated]).toEqual([id, false]);
    expect(learned.ranking.every(({ estimated }) => !estimated)).toBe(true);
    expect(learned.ranking).not.toEqual(before.ranking);

    const restored = await activate(null, 2);
    expect([restored.statusCode, restored.json()]).toMatchObject([
      201,
      { name: 'default-1', held: true, by: 'admin', version: 3 },
    ]);
    expect(await ranking()).toEqual(before.ranking);
    await app.worker.drain();
    const after = await openSuggestions();
    for (const [id, shown] of before.suggestions) expect([id, after.get(id)]).toEqual([id, shown]);
  }, 120_000);

  it('are in the log: who asked, what came into use, who went back', async () => {
    const log = await app.as('auditor', 'GET', '/audit?action=scores.');
    const lines = log.json<{ items: { action: string; actor: { name: string } | null; facts: object }[] }>();
    expect(lines.items.map(({ action, actor, facts }) => [action, actor?.name ?? null, facts])).toEqual([
      ['scores.activate', 'admin', { automatic: false }],
      ['scores.activate', null, { automatic: true }],
      ['scores.learn', 'admin', {}],
    ]);
  });

  it('keep the version ready to be used again', async () => {
    const { items, active, can } = await read();
    expect([active.held, can, items[0]!.can]).toEqual([true, ['learn'], ['activate']]);
    expect((await read('operator')).items[0]!.can).toEqual([]);
    const { name } = items[0]!;
    const late = expectRefusal(await activate(name, 2), 412, 'precondition_failed');
    expect(late.facts).toEqual({ currentVersion: 3 });
    expectRefusal(
      await app.as('admin', 'POST', '/score-models/activations', { name }),
      428,
      'precondition_required',
    );
    expectRefusal(await activate('learned-2020-01-01-1', 3), 404, 'not_found');
    expectRefusal(await app.as('admin', 'GET', '/score-models/learned-2020-01-01-1'), 404, 'not_found');
    expect((await activate(name, 3)).json()).toMatchObject({ name, held: false, by: 'admin', version: 4 });
    expectRefusal(await activate(name, 4), 409, 'conflict');
    const { activations } = (await app.as('admin', 'GET', `/score-models/${name}`)).json<ScoreModelDetail>();
    expect(activations.map(({ by, automatic }) => [by, automatic])).toEqual([
      ['admin', false],
      [null, true],
    ]);
  });

  it('can be paged through, and another list’s cursor is refused', async () => {
    await app.as('admin', 'POST', '/score-models');
    await app.worker.drain();
    const first = (await app.as('admin', 'GET', '/score-models?limit=1')).json<ScoreModelsPage>();
    const next = `/score-models?limit=1&cursor=${first.nextCursor}`;
    const second = (await app.as('admin', 'GET', next)).json<ScoreModelsPage>();
    expect([first.total, second.nextCursor]).toEqual([2, null]);
    expect(first.items[0]!.name).not.toBe(second.items[0]!.name);
    const foreign = (await app.as('operator', 'GET', '/demands?limit=1')).json<{ nextCursor: string }>();
    const odd = await app.as('admin', 'GET', `/score-models?cursor=${foreign.nextCursor}`);
    expectRefusal(odd, 400, 'invalid');
  });
});
