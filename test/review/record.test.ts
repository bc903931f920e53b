import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { toShown } from '../../src/matching/learned.ts';
import { defaultModel, predict } from '../../src/matching/learning/model.ts';
import { bandOf } from '../../src/matching/score.ts';
import { createTestApp, publish, type TestApp } from '../support/test-app.ts';

let app: TestApp;
beforeEach(async () => {
  app = await createTestApp({
    environment: { SUGGEST_FROM_DEMANDS: '0.5', SUGGEST_FROM_ACHIEVEMENTS: '0.5' },
  });
});
afterEach(() => app.end());

describe('the record of a match', () => {
  it('is enough to compute its score again', async () => {
    for (const way of ['用条纹光照亮压铸件，相机成像', '以激光扫描铝合金外观', '靠红外热像识别划伤与凹坑']) {
      await publish(app, 'achievements', {
        title: `表面划伤检测：${way}`,
        summary: `${way}，检测精度达到0.1mm。`,
      });
    }
    await publish(app, 'demands', {
      indicators: [{ metric: '检测精度', operator: '<=', values: [0.2], unit: 'mm', condition: '' }],
    });
    await app.worker.drain();
    const operator = await app.actor('operator');
    const { items } = app.services.review.queue(operator, { state: 'suggested', sort: 'score', limit: 50 });
    expect(items.length).toBeGreaterThan(1);
    for (const { match } of items) {
      const { features, statistics, weights, texts } = match.madeOf;
      const again = toShown(predict(features, defaultModel).probability);
      expect(match.score).toBe(again);
      expect(match.band).toBe(bandOf(again));
      expect(weights).toBe(defaultModel.name);
      expect(statistics).toMatchObject({ demands: 1, achievements: 3 });
      expect(texts.demand).toMatch(/^[0-9a-f]{64}$/);
      // 检测精度达到0.1mm in the achievement's prose answers ≤ 0.2 mm.
      expect(features.values.indicators).toBe(1);
    }
  });

  it('says when an operator first saw it, and stays so', async () => {
    await publish(app, 'achievements');
    await publish(app, 'demands');
    await app.worker.drain();
    const operator = await app.actor('operator');
    const { review } = app.services;
    const request = { state: 'suggested', sort: 'score', limit: 5 } as const;
    const match = () => review.queue(operator, request).items[0]!.match;
    expect(match().shownAt).toBeNull();
    await review.get(operator, match().id);
    const seen = match().shownAt;
    expect(seen).toBe(app.clock.now());
    app.clock.advance(60_000);
    await review.get(operator, match().id);
    expect(match().shownAt).toBe(seen);
  });
});
