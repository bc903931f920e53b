import fc from 'fast-check';
import { type Random, seeded } from '../../../src/matching/learning/random.ts';
import type { Label } from '../../../src/matching/learning/recipes.ts';
import { FEATURES_VERSION, type FeatureVector } from '../../../src/matching/learning/vector.ts';

/** A vector of a pair that is this near, 0 = unrelated, 1 = the same, in words and in meaning alike. */
export function vectorAt(near: number, values: Partial<FeatureVector['values']> = {}): FeatureVector {
  return {
    version: FEATURES_VERSION,
    values: {
      keyword: near,
      semantic: near,
      logCharacters: Math.log1p(2 * near),
      logBigrams: Math.log1p(2 * near),
      titleCoverage: Math.min(near, 1),
      sameChain: null,
      indicators: null,
      ...values,
    },
  };
}

/** Decides a pair; `near` is how near the two are. */
export type Operator = (near: number, random: Random) => boolean;

/** Accepts the likelier the nearer, as the logistic with this slope and middle says. */
export function honest(slope: number, middle: number): Operator {
  return (near, random) => random() < 1 / (1 + Math.exp(-slope * (near - middle)));
}

/** Labels of `demands` demands with `each` pairs, decided by an operator. */
export function decide(operator: Operator, demands: number, each: number, seed: number): Label[] {
  const random = seeded(seed);
  return Array.from({ length: demands * each }, (_, at): Label => {
    const near = 1.2 * random() ** 1.5;
    const noisy = (spread: number) => Math.max(near + spread * (random() - 0.5), 0);
    return {
      demandId: `d${at % demands}`,
      achievementId: `a${at}`,
      features: vectorAt(near, { keyword: noisy(0.4), semantic: noisy(0.4) }),
      accepted: operator(near, random),
    };
  });
}

const known = fc.double({ min: 0, max: 3, noNaN: true });
const share = fc.option(fc.double({ min: 0, max: 1, noNaN: true }));

/** Any vector there may be. */
export const anyVector: fc.Arbitrary<FeatureVector> = fc
  .record({
    keyword: known,
    semantic: fc.option(known),
    logCharacters: known,
    logBigrams: known,
    titleCoverage: share,
    sameChain: fc.option(fc.constantFrom(0, 1)),
    indicators: share,
  })
  .map((values) => ({ version: FEATURES_VERSION, values }));

/** Any labels: separable, constant, weighted, repeated. */
export const anyLabels: fc.Arbitrary<Label[]> = fc.array(
  fc.record({
    demandId: fc.integer({ min: 0, max: 9 }).map((id) => `d${id}`),
    achievementId: fc.integer({ min: 0, max: 99 }).map((id) => `a${id}`),
    features: anyVector,
    accepted: fc.boolean(),
    weight: fc.double({ min: 0.1, max: 10, noNaN: true }),
  }),
  { maxLength: 60 },
);
