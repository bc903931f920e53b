import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { service } from '../../../src/identity/model.ts';
import { defaultModel, predict } from '../../../src/matching/learning/model.ts';
import type { Imported } from '../../../src/transfer/service.ts';
import { createTestApp, type TestApp } from '../../support/test-app.ts';
import { achievements, demands } from '../evaluation-texts.ts';

describe('the features of stored pairs', () => {
  let app: TestApp;
  let ids: Imported;
  beforeEach(async () => {
    app = await createTestApp();
    ids = app.services.transfer.importBeir(service, {
      queries: demands,
      corpus: achievements,
      grades: new Map(),
    });
    await app.worker.drain();
  });
  afterEach(() => app.end());

  const demand = () => ids.demands.get('d1')!;
  const others = () => [...ids.achievements.values()];

  it('make the order and the score that the ranking shows', async () => {
    const operator = await app.actor('operator');
    const { matching } = app.services;
    const vectors = await matching.vectors(operator, 'demands', demand(), others());
    expect([...vectors.keys()].sort()).toEqual(others().sort());
    const { items } = await matching.matches(operator, 'demands', demand(), 100);
    expect(items).toHaveLength(others().length);
    for (const { seen, score } of items) {
      const { probability } = predict(vectors.get(seen.entry.id)!, defaultModel);
      expect(100 * probability).toBeCloseTo(score, 0);
    }
  });

  it('are the same from the achievement’s side', async () => {
    const { matching } = app.services;
    const answer = ids.achievements.get('a1')!;
    const there = await matching.vectors(service, 'demands', demand(), [answer]);
    const back = await matching.vectors(service, 'achievements', answer, [demand()]);
    expect(back.get(demand())).toEqual(there.get(answer));
  });

  it('are not for strangers to the entry, and leave out what is not there', async () => {
    const { matching } = app.services;
    const rival = await app.actor('rival');
    await expect(matching.vectors(rival, 'demands', demand(), others())).rejects.toThrow('forbidden');
    expect((await matching.vectors(service, 'demands', demand(), ['gone', demand()])).size).toBe(0);
    await expect(matching.vectors(service, 'demands', 'gone', others())).rejects.toThrow('not_found');
  });
});
