import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Example, fitLogistic } from '../../../src/matching/learning/logistic.ts';
import { seeded } from '../../../src/matching/learning/random.ts';

const start = { intercept: -5, weights: [4, 3, 0] };
const pull = { weights: 2, scale: 0.05 };
const free = { weights: 1e-6, scale: 1e-6 };

/** Examples drawn from a logistic with these weights. */
function drawn(count: number, intercept: number, weights: number[], seed = 1): Example[] {
  const random = seeded(seed);
  return Array.from({ length: count }, () => {
    const row = weights.map(() => random());
    const logit = row.reduce((sum, value, at) => sum + value * weights[at]!, intercept);
    return { row, accepted: random() < 1 / (1 + Math.exp(-logit)), weight: 1 };
  });
}

const example = fc.record({
  row: fc.array(fc.double({ min: 0, max: 3, noNaN: true }), { minLength: 3, maxLength: 3 }),
  accepted: fc.boolean(),
  weight: fc.double({ min: 0.1, max: 10, noNaN: true }),
});

describe('the logistic', () => {
  it('is the start where there are no labels', () => {
    expect(fitLogistic([], start, pull)).toEqual(start);
  });

  it('finds the weights that made the labels, and is pulled towards the start where they are few', () => {
    const truth = [2, 5, 1];
    const many = fitLogistic(drawn(20_000, -3, truth), start, free);
    for (const [at, weight] of many.weights.entries())
      expect(Math.abs(weight - truth[at]!)).toBeLessThan(0.25);
    expect(Math.abs(many.intercept + 3)).toBeLessThan(0.25);
    const few = fitLogistic(drawn(30, -3, truth), start, { weights: 1000, scale: 1000 });
    for (const [at, weight] of few.weights.entries()) expect(weight).toBeCloseTo(start.weights[at]!, 1);
  });

  it('does not turn a weight below 0, whatever the labels say', () => {
    const inverted = drawn(2000, 2, [-4, -3, -2]);
    const { intercept, weights } = fitLogistic(inverted, start, free);
    expect(weights).toEqual([0, 0, 0]);
    const accepted = inverted.filter((label) => label.accepted).length / inverted.length;
    expect(1 / (1 + Math.exp(-intercept))).toBeCloseTo(accepted, 3);
  });

  it('moves the intercept freely to how often pairs are accepted', () => {
    const labels = drawn(3000, 1, [4, 3, 0]);
    const { intercept, weights } = fitLogistic(labels, start, pull);
    const said = labels.map(({ row }) => {
      const logit = row.reduce((sum, value, at) => sum + value * weights[at]!, intercept);
      return 1 / (1 + Math.exp(-logit));
    });
    const sum = (values: number[]) => values.reduce((all, value) => all + value, 0);
    expect(sum(said)).toBeCloseTo(sum(labels.map(({ accepted }) => Number(accepted))), 0);
  });

  it('counts a label of weight 3 as three', () => {
    const labels = drawn(60, -2, [3, 1, 0]);
    const thrice = [...labels, labels[0]!, labels[0]!];
    const heavy = labels.map((label, at) => (at === 0 ? { ...label, weight: 3 } : label));
    const [a, b] = [fitLogistic(thrice, start, pull), fitLogistic(heavy, start, pull)];
    expect(a.intercept).toBeCloseTo(b.intercept, 6);
    for (const [at, weight] of a.weights.entries()) expect(weight).toBeCloseTo(b.weights[at]!, 6);
  });

  it('stays finite and repeats itself for any labels: separable, constant, of any weight', () => {
    fc.assert(
      fc.property(fc.array(example, { maxLength: 40 }), fc.option(fc.boolean()), (labels, verdict) => {
        const all = verdict === null ? labels : labels.map((label) => ({ ...label, accepted: verdict }));
        const fitted = fitLogistic(all, start, pull);
        expect(Number.isFinite(fitted.intercept)).toBe(true);
        for (const weight of fitted.weights) expect(weight >= 0 && Number.isFinite(weight)).toBe(true);
        expect(fitLogistic(all, start, pull)).toEqual(fitted);
      }),
      { numRuns: 500 },
    );
  });

  it('has no better neighbour: no step down in any direction', () => {
    const labels = drawn(200, -2, [3, 0, 2], 7);
    const loss = ({ intercept, weights }: typeof start) => {
      const away = weights.map((weight, at) => weight - start.weights[at]!);
      const along = (away[0]! * 4 + away[1]! * 3) / 5;
      const square = away.reduce((sum, value) => sum + value ** 2, 0);
      const held = (pull.weights * (square - along ** 2) + pull.scale * along ** 2) / 2;
      return labels.reduce(
        (sum, { row, accepted }) => {
          const logit = row.reduce((total, value, at) => total + value * weights[at]!, intercept);
          return sum + Math.log1p(Math.exp(accepted ? -logit : logit));
        },
        held + (0.01 * (intercept + 5) ** 2) / 2,
      );
    };
    const best = fitLogistic(labels, start, pull);
    const random = seeded(3);
    for (let at = 0; at < 500; at += 1) {
      const step = () => 0.02 * (random() - 0.5);
      const near = {
        intercept: best.intercept + step(),
        weights: best.weights.map((weight) => Math.max(weight + step(), 0)),
      };
      expect(loss(near)).toBeGreaterThanOrEqual(loss(best) - 1e-7);
    }
  });

  it('fits 10,000 labels within a second', () => {
    const labels = drawn(10_000, -4, [3, 3, 0.5, 0.5, 1, 0.3, 1]);
    const seven = { intercept: -5.25, weights: [3.85, 3.15, 0, 0, 0, 0, 0] };
    const begin = performance.now();
    fitLogistic(labels, seven, pull);
    expect(performance.now() - begin).toBeLessThan(1000);
  });
});
