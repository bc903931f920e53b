import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { agreement, judge } from '../../../src/matching/learning/evaluate.ts';
import { poolJudged } from '../../../src/matching/learning/isotonic.ts';
import { type Judged, measure, reliability } from '../../../src/matching/learning/measures.ts';
import { defaultModel } from '../../../src/matching/learning/model.ts';
import { anyLabels, decide, honest } from './labels.ts';

const judged = (rows: [probability: number, accepted: boolean, demand?: string][]): Judged[] =>
  rows.map(([probability, accepted, demandId = 'd'], at) => ({
    demandId,
    achievementId: `a${at}`,
    accepted,
    grade: Number(accepted),
    weight: 1,
    order: probability,
    probability,
  }));

describe('the measures of a model', () => {
  it('are those of the textbook on a small example', () => {
    const { logLoss, brier, ece, ndcg10, labels, demands } = measure(
      judged([
        [0.8, true],
        [0.6, false],
        [0.2, false, 'e'],
        [0.25, true, 'e'],
      ]),
    );
    expect([labels, demands]).toEqual([4, 2]);
    expect(logLoss).toBeCloseTo(-(Math.log(0.8) + Math.log(0.4) + Math.log(0.8) + Math.log(0.25)) / 4, 12);
    expect(brier).toBeCloseTo((0.04 + 0.36 + 0.04 + 0.5625) / 4, 12);
    // Bins 0.8, 0.6 and 0.2 (two labels: said 0.225, came 0.5).
    expect(ece).toBeCloseTo((0.2 + 0.6 + 2 * 0.275) / 4, 12);
    expect(ndcg10).toBe(1);
  });

  it('are zeros for nothing and finite for a model that was sure and wrong', () => {
    expect(measure([])).toEqual({ labels: 0, demands: 0, logLoss: 0, brier: 0, ece: 0, ndcg10: 0 });
    const { logLoss, brier } = measure(judged([[1, false]]));
    expect([Number.isFinite(logLoss), brier]).toEqual([true, 1]);
  });

  it('have ten bins; 0.1 opens the second, 1 falls into the last, and weights count', () => {
    const bins = reliability(
      judged([
        [0.1, true],
        [1, true],
        [0.05, false],
      ]),
    );
    expect(bins.map(({ labels }) => labels)).toEqual([1, 1, 0, 0, 0, 0, 0, 0, 0, 1]);
    const [heavy, light] = judged([
      [0.31, true],
      [0.39, false],
    ]);
    const bin = reliability([{ ...heavy!, weight: 3 }, light!])[3]!;
    expect(bin).toMatchObject({ said: (3 * 0.31 + 0.39) / 4, accepted: 0.75 });
  });

  it('rank graded pairs by their grade and equals by their id', () => {
    const [a, b, c] = judged([
      [0.5, true],
      [0.5, true],
      [0.4, false],
    ]);
    expect(measure([{ ...a!, grade: 3 }, { ...b!, grade: 1 }, c!]).ndcg10).toBe(1);
    expect(measure([{ ...a!, grade: 1 }, { ...b!, grade: 3 }, c!]).ndcg10).toBeLessThan(1);
  });
});

describe('agreement with the default', () => {
  const z = (labels: ReturnType<typeof decide>) => {
    const { mean, deviation } = agreement(judge(labels, defaultModel));
    return mean / deviation;
  };

  it('is far above chance for an honest operator, near 0 for a random one, below for an inverted one', () => {
    expect(z(decide(honest(5, 0.6), 30, 10, 1))).toBeGreaterThan(5);
    expect(Math.abs(z(decide((_, random) => random() < 0.5, 30, 10, 1)))).toBeLessThan(3);
    expect(z(decide((near) => near < 0.5, 30, 10, 1))).toBeLessThan(-5);
  });

  it('is the area under the curve minus a half, ties counting half', () => {
    const rows = judged([
      [0.9, true],
      [0.5, false],
      [0.5, true],
      [0.1, false],
    ]);
    expect(agreement(rows).mean).toBeCloseTo(3.5 / 4 - 0.5, 12);
    expect(agreement(judged([[0.9, true]])).mean).toBe(0);
    expect(agreement([]).mean).toBe(0);
  });
});

describe('the best rising curve of an order', () => {
  it('never has more log-loss than the model it was made of, and keeps equals equal', () => {
    fc.assert(
      fc.property(anyLabels, (labels) => {
        const before = judge(labels, defaultModel);
        const after = poolJudged(before);
        expect(after).toHaveLength(labels.length);
        expect(measure(after).logLoss).toBeLessThanOrEqual(measure(before).logLoss + 1e-9);
        for (const [at, one] of after.entries()) {
          const previous = after[at - 1];
          if (previous === undefined) continue;
          expect(one.probability).toBeGreaterThanOrEqual(previous.probability);
          if (one.order === previous.order) expect(one.probability).toBe(previous.probability);
        }
      }),
      { numRuns: 1000 },
    );
  });
});
