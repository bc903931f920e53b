import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Clinic } from '../../src/api/contracts/clinic.ts';
import { service } from '../../src/identity/model.ts';
import { createTestApp, goodDemand, publish, type TestApp } from '../support/test-app.ts';

let app: TestApp;
beforeEach(async () => {
  app = await createTestApp();
});
afterEach(() => app.end());

/** The fake model knows words only: an achievement in the demand’s own words is surely related. */
const asTheDemand = { title: goodDemand.title, summary: goodDemand.problem };

const examine = async (id: string, who: 'enterprise' | 'operator' = 'enterprise') =>
  (await app.as(who, 'GET', `/demands/${id}/clinic`)).json<Clinic>();

async function draft(form: object): Promise<string> {
  const answer = await app.as('enterprise', 'POST', '/demands', form);
  expect(answer.statusCode).toBe(201);
  return answer.json<{ id: string }>().id;
}

describe('the check-up of a demand', () => {
  it('judges a draft before anybody else reads it, and names no achievements', async () => {
    const id = await draft({ title: '提高效率', problem: '想大幅提高效率。' });
    const { clarity, obstacles, can } = await examine(id);
    expect(clarity.advice).toBe('reject');
    expect(clarity.vague).toEqual([{ field: 'problem', start: 1, end: 3, word: '大幅' }]);
    expect(obstacles).toBeNull();
    expect(can).toContain('edit');
  });

  it('is for its keepers and for operators', async () => {
    const id = await publish(app, 'demands');
    expect((await app.as('operator', 'GET', `/demands/${id}/clinic`)).statusCode).toBe(200);
    for (const who of ['rival', 'researcher', 'auditor'] as const) {
      expect((await app.as(who, 'GET', `/demands/${id}/clinic`)).statusCode).toBe(403);
    }
    const hidden = await draft({ title: '草稿' });
    expect((await app.as('rival', 'GET', `/demands/${hidden}/clinic`)).statusCode).toBe(404);
    expect((await app.as(null, 'GET', `/demands/${id}/clinic`)).statusCode).toBe(401);
  });

  it('says which requirement keeps achievements away once it is published, and how to let them in', async () => {
    await publish(app, 'achievements', { ...asTheDemand, trl: 4 });
    const id = await publish(app, 'demands', { trl: 7 });
    await app.worker.drain();
    const { obstacles, version } = await examine(id);
    expect(obstacles?.candidates).toBe(1);
    expect(obstacles?.items[0]).toMatchObject({
      requirement: 'trl',
      excluded: 1,
      alone: 1,
      relax: { trl: 4 },
    });
    const relaxed = await app.as('enterprise', 'PATCH', `/demands/${id}`, {
      ...obstacles?.items[0]?.relax,
      version,
    });
    expect(relaxed.statusCode).toBe(200);
    await app.worker.drain();
    expect((await examine(id)).obstacles?.items).toEqual([]);
  });

  it('offers to post again what nobody claimed, to its keepers only', async () => {
    const id = await publish(app, 'demands', { deadline: '2026-03-03' });
    app.clock.advance(3 * 86_400_000);
    app.services.catalog.lapse(service);
    app.forgetSignIns();
    const closed = await examine(id);
    expect(closed.can).toContain('repost');
    expect(closed.obstacles).not.toBeNull();
    expect((await examine(id, 'operator')).can).not.toContain('repost');
  });

  it('leaves the advice of the gate in the log with the operator’s decision', async () => {
    await publish(app, 'demands');
    const auditor = await app.actor('auditor');
    const { items } = app.services.audit.list(auditor, { action: 'demands.move' }, 10);
    expect(items.some(({ line }) => line.facts.includes('"clarityAdvice":"hold"'))).toBe(true);
  });
});
