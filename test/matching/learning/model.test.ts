import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { featureNames } from '../../../src/matching/learning/feature-names.ts';
import {
  defaultModel,
  predict,
  probabilityOfScore,
  scoreModel,
  weightsByName,
} from '../../../src/matching/learning/model.ts';
import { CURVE_LABELS, fitRecipe, LEAST_LABELS, recipesFor } from '../../../src/matching/learning/recipes.ts';
import { featureVector, pairVectors, toRow, toVector } from '../../../src/matching/learning/vector.ts';
import type { Statistics } from '../../../src/matching/model.ts';
import { combine, shownScore } from '../../../src/matching/score.ts';
import type { ScoringEntry, TermCounts } from '../../../src/search/ports.ts';
import { anyLabels, anyVector, decide, honest, vectorAt } from './labels.ts';

const recipes = recipesFor(300);
const list = {
  entries: 9,
  averageLength: { characters: 1, bigrams: 1 },
  mean: new Float32Array(2),
  vectors: 0,
};
const frequencies = () => ({ characters: new Uint32Array(0), bigrams: Uint32Array.from([0, 5, 1, 1]) });
const statistics: Statistics = {
  demands: { ...list, frequencies: frequencies() },
  achievements: { ...list, frequencies: frequencies() },
  demandMean: new Float32Array(2),
  achievementMean: new Float32Array(2),
  meanProduct: 0,
  floor: 0.1,
  ceiling: 0.5,
};

describe('the default model', () => {
  it('says what is shown today, for every pair, with vectors or without', () => {
    const raw = fc.record({
      characters: fc.double({ min: 0, max: 1, noNaN: true }),
      bigrams: fc.double({ min: 0, max: 1, noNaN: true }),
      cosine: fc.option(fc.double({ min: -1, max: 1, noNaN: true })),
    });
    fc.assert(
      fc.property(raw, (features) => {
        const facts = { sameChain: true, indicators: 1 };
        const { probability } = predict(toVector(features, 0.5, facts, statistics), defaultModel);
        expect(100 * probability).toBeCloseTo(shownScore(combine(features, statistics, 'hybrid')), 9);
      }),
      { numRuns: 1000 },
    );
  });
});

describe('the weights of a model', () => {
  it('are told by name, with the slope in them', () => {
    const { keyword, semantic, ...rest } = weightsByName({ ...defaultModel, slope: 0.5 });
    expect(keyword).toBeCloseTo(0.5 * 7 * 0.55, 12);
    expect(semantic).toBeCloseTo(0.5 * 7 * 0.45, 12);
    expect(Object.keys({ keyword, semantic, ...rest })).toEqual([...featureNames]);
    expect(Object.values(rest)).toEqual([0, 0, 0, 0, 0]);
  });
});

describe('a learned model', () => {
  it('never says less where a feature says more, whatever it was learned from', () => {
    const more = fc.tuple(fc.constantFrom(...featureNames), fc.double({ min: 0, max: 1, noNaN: true }));
    fc.assert(
      fc.property(
        anyLabels,
        fc.constantFrom(...recipes),
        anyVector,
        more,
        (labels, recipe, vector, [name, by]) => {
          const model = fitRecipe(labels, recipe, 'learned');
          const known = { ...vector.values, semantic: vector.values.semantic ?? 0 };
          const [less, higher] = [known, { ...known, [name]: (known[name] ?? 0.5) + by }].map((values) =>
            predict({ ...vector, values: { ...known, ...values } }, model),
          );
          if (vector.values[name] === null && name === 'titleCoverage') return;
          expect(higher!.probability).toBeGreaterThanOrEqual(less!.probability);
          expect(higher!.order).toBeGreaterThanOrEqual(less!.order);
          expect(less!.probability > 0 && higher!.probability <= 1).toBe(true);
        },
      ),
      { numRuns: 1000 },
    );
  });

  it('is finite, the same for the same labels, and survives being stored', () => {
    fc.assert(
      fc.property(
        anyLabels,
        fc.option(fc.boolean()),
        fc.constantFrom(...recipes),
        (given, verdict, recipe) => {
          const labels = verdict === null ? given : given.map((label) => ({ ...label, accepted: verdict }));
          const model = fitRecipe(labels, recipe, 'learned');
          expect(scoreModel.parse(JSON.parse(JSON.stringify(model)))).toEqual(model);
          expect(fitRecipe(labels, recipe, 'learned')).toEqual(model);
        },
      ),
      { numRuns: 500 },
    );
  });

  it('can be read off S alone when only its scale was learned', () => {
    const labels = decide(honest(3, 0.9), 40, 10, 5);
    for (const recipe of recipes.filter(({ kind }) => kind === 'scaled')) {
      const model = fitRecipe(labels, recipe, 'learned');
      const raw = { characters: 0.12, bigrams: 0.05, cosine: 0.3 };
      const vector = toVector(raw, null, { sameChain: null, indicators: null }, statistics);
      const s = combine(raw, statistics, 'hybrid');
      expect(probabilityOfScore(s, model)).toBeCloseTo(predict(vector, model).probability, 12);
    }
    expect(100 * probabilityOfScore(0.8, defaultModel)).toBeCloseTo(shownScore(0.8), 9);
  });

  it('keeps the default’s order to the last digit when only its scale was learned', () => {
    const labels = decide(honest(3, 0.9), 40, 10, 5);
    for (const recipe of recipes.filter(({ kind }) => kind === 'scaled')) {
      const model = fitRecipe(labels, recipe, 'learned');
      for (const { features } of labels) {
        expect(predict(features, model).order).toBe(predict(features, defaultModel).order);
      }
    }
  });

  it('is nothing below 30 labels, logistic below 300, and isotonic as well from there', () => {
    expect([LEAST_LABELS, CURVE_LABELS]).toEqual([30, 300]);
    expect(recipesFor(29)).toEqual([]);
    expect(recipesFor(30).map(({ curve }) => curve)).toEqual([false, false]);
    expect(recipesFor(299)).toEqual(recipesFor(30));
    expect(recipesFor(300).map(({ curve }) => curve)).toEqual([false, false, true, true]);
  });
});

describe('the features of a pair', () => {
  const counts = (terms: Record<number, number>): TermCounts => ({
    ids: Uint32Array.from(Object.keys(terms), Number),
    counts: Uint8Array.from(Object.values(terms)),
  });
  const entry = (id: string, terms: Record<number, number>): ScoringEntry => ({
    id,
    owner: 'o',
    copy: 'whole',
    terms: { characters: counts({}), bigrams: counts(terms) },
    vectors: [],
  });
  const facts = () => ({ sameChain: null, indicators: null });
  const demand = entry('d', { 1: 1, 2: 1 });

  it('tell how much of the title the demand speaks of; the body does not count', () => {
    const titles = [
      entry('both', { 1: 3, 2: 3 }),
      entry('rare', { 2: 3, 3: 3 }),
      entry('common', { 1: 3, 2: 2, 3: 3 }),
      entry('none', { 3: 4 }),
      entry('untitled', { 1: 2, 2: 1 }),
    ];
    const [both, rare, common, none, untitled] = pairVectors(
      'demands',
      demand,
      titles,
      statistics,
      facts,
    ).map(({ values }) => values.titleCoverage);
    expect([both, none, untitled]).toEqual([1, 0, null]);
    expect(rare).toBeCloseTo(0.5, 12);
    expect(common!).toBeGreaterThan(0);
    expect(common!).toBeLessThan(0.5);
  });

  it('are the same from both sides', () => {
    const other = entry('a', { 1: 2, 2: 5, 3: 3 });
    const known = () => ({ sameChain: true, indicators: 0.5 });
    expect(pairVectors('achievements', other, [demand], statistics, known)).toEqual(
      pairVectors('demands', demand, [other], statistics, known),
    );
  });

  it('stay readable: a stored vector is checked, one of another version refused', () => {
    const vector = vectorAt(0.5);
    expect(featureVector.parse(JSON.parse(JSON.stringify(vector)))).toEqual(vector);
    expect(featureVector.safeParse({ ...vector, version: 'features-0' }).success).toBe(false);
    expect(toRow(vector)).toHaveLength(featureNames.length);
  });

  it('stand in their neutral place where they are not known', () => {
    const unknown = toRow(vectorAt(0.5, { semantic: null, titleCoverage: null }));
    expect(unknown.slice(4)).toEqual([0, 0, 0]);
    expect(unknown[1]).toBe(unknown[0]);
    const [yes, no] = [1, 0].map((sameChain) => toRow(vectorAt(0.5, { sameChain }))[5]!);
    expect([yes, no]).toEqual([0.5, -0.5]);
  });
});
