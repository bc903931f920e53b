import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fitIsotonic, isotonicCurve, smooth } from '../../../src/matching/learning/isotonic.ts';
import { seeded } from '../../../src/matching/learning/random.ts';

/** Labels at logits from −4 to 4, accepted with the chance that `truth` says. */
function drawn(count: number, truth: (logit: number) => number, seed = 1) {
  const random = seeded(seed);
  return Array.from({ length: count }, () => {
    const logit = 8 * random() - 4;
    return { logit, accepted: random() < truth(logit) };
  });
}

const point = fc.record({
  logit: fc.double({ min: -20, max: 20, noNaN: true }),
  accepted: fc.boolean(),
  weight: fc.double({ min: 0.1, max: 10, noNaN: true }),
});

describe('the isotonic curve', () => {
  it('bends to what was accepted where the logistic is wrong', () => {
    const truth = (logit: number) => (logit < 0 ? 0.2 : 0.5);
    const curve = fitIsotonic(drawn(4000, truth))!;
    for (const logit of [-3, -1.5, 1.5, 3])
      expect(Math.abs(smooth(logit, curve) - truth(logit))).toBeLessThan(0.08);
  });

  it('is none where all labels fall into one block', () => {
    expect(fitIsotonic([])).toBeNull();
    expect(fitIsotonic(drawn(10, () => 0.5))).toBeNull();
    expect(fitIsotonic([{ logit: 1, accepted: true }])).toBeNull();
  });

  it('never says 0 or 1, not even for labels that all agree', () => {
    for (const verdict of [true, false]) {
      const curve = fitIsotonic(drawn(300, () => 0).map((one) => ({ ...one, accepted: verdict })));
      for (const chance of curve?.probabilities ?? []) expect(chance > 0 && chance < 1).toBe(true);
    }
  });

  it('gives a higher probability to every higher logit, and reads its own output', () => {
    const logits = fc.tuple(
      fc.double({ min: -25, max: 25, noNaN: true }),
      fc.double({ min: 0.001, max: 10, noNaN: true }),
    );
    fc.assert(
      fc.property(fc.array(point, { minLength: 30, maxLength: 150 }), logits, (points, [logit, more]) => {
        const curve = fitIsotonic(points);
        if (curve === null) return;
        expect(isotonicCurve.parse(JSON.parse(JSON.stringify(curve)))).toEqual(curve);
        const [low, high] = [smooth(logit, curve), smooth(logit + more, curve)];
        expect(low).toBeGreaterThan(0);
        expect(high).toBeLessThanOrEqual(1);
        expect(high).toBeGreaterThanOrEqual(low);
        // Beyond 25 a double is 1 anyway.
        if (logit + more < 20) expect(high).toBeGreaterThan(low);
      }),
      { numRuns: 1500 },
    );
  });

  it('does not depend on the order of the labels', () => {
    const points = drawn(400, (logit) => 1 / (1 + Math.exp(-logit)));
    expect(fitIsotonic([...points].reverse())).toEqual(fitIsotonic(points));
  });
});
