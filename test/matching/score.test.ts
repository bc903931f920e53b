import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createCorpus } from '../../src/matching/corpus.ts';
import { modes, type PairFeatures, type Statistics } from '../../src/matching/model.ts';
import {
  achievementFactors,
  bandOf,
  combine,
  demandFactors,
  inverseFrequency,
  lengthNorm,
  shownScore,
  termWeight,
} from '../../src/matching/score.ts';
import { scoringEntry } from '../search/compliance/scoring-entries.ts';
import { inMemory } from './in-memory.ts';

/** Ten demands that all say term 0, ten achievements that all say term 1; terms 2 … 11 are rare. */
function someStatistics(): Statistics {
  const corpus = createCorpus({ ...inMemory, dimensions: 8, prior: undefined });
  for (let number = 0; number < 10; number += 1) {
    const [demand, achievement] = [`d${number}`, `a${number}`];
    corpus.put('demands', demand, [scoringEntry(demand, { 0: 1, [number + 2]: 1 })]);
    corpus.put('achievements', achievement, [scoringEntry(achievement, { 1: 1, [number + 2]: 2 })]);
  }
  return { ...corpus.statistics(), floor: 0.05, ceiling: 0.55 };
}
const statistics = someStatistics();

const share = fc.double({ min: 0, max: 1, noNaN: true });
const cosine = fc.double({ min: -1, max: 1, noNaN: true });
const features: fc.Arbitrary<PairFeatures> = fc.record({
  characters: share,
  bigrams: share,
  cosine: fc.option(cosine, { freq: 8 }),
});

describe('the score of a pair', () => {
  it('never falls when one of its features rises, in any mode', () => {
    const names = ['characters', 'bigrams', 'cosine'] as const;
    fc.assert(
      fc.property(
        features,
        fc.constantFrom(...names),
        share,
        fc.constantFrom(...modes),
        (low, name, more, mode) => {
          fc.pre(low[name] !== null);
          const high = { ...low, [name]: Math.min((low[name] ?? 0) + more, 1) };
          expect(combine(high, statistics, mode)).toBeGreaterThanOrEqual(combine(low, statistics, mode));
        },
      ),
    );
  });

  it('rises with every feature once that says more than chance', () => {
    const low: PairFeatures = { characters: 0.1, bigrams: 0.1, cosine: 0.2 };
    const score = (given: Partial<PairFeatures>) => combine({ ...low, ...given }, statistics, 'hybrid');
    expect(score({ characters: 0.11 })).toBeGreaterThan(score({}));
    expect(score({ bigrams: 0.11 })).toBeGreaterThan(score({}));
    expect(score({ cosine: 0.21 })).toBeGreaterThan(score({}));
  });

  it('is not lowered by texts that are less alike than chance', () => {
    const at = (value: number) =>
      combine({ characters: 0.1, bigrams: 0.1, cosine: value }, statistics, 'hybrid');
    expect(at(-0.9)).toBe(at(statistics.floor));
  });

  it('orders by one half alone where only that is asked for', () => {
    fc.assert(
      fc.property(features, cosine, share, share, (pair, other, characters, bigrams) => {
        fc.pre(pair.cosine !== null);
        const meaning = combine(pair, statistics, 'semantic');
        expect(combine({ ...pair, characters, bigrams }, statistics, 'semantic')).toBe(meaning);
        const words = combine(pair, statistics, 'keyword');
        expect(combine({ ...pair, cosine: other }, statistics, 'keyword')).toBe(words);
        expect(combine({ ...pair, cosine: null }, statistics, 'keyword')).toBe(words);
      }),
    );
  });

  it('keeps the order by meaning below the floor, where only meaning is asked for', () => {
    const at = (value: number) =>
      combine({ characters: 0, bigrams: 0, cosine: value }, statistics, 'semantic');
    expect(at(-0.2)).toBeGreaterThan(at(-0.3));
  });

  it('falls back to keywords where a side has no vectors', () => {
    fc.assert(
      fc.property(features, (pair) => {
        const bare = { ...pair, cosine: null };
        expect(combine(bare, statistics, 'hybrid')).toBe(combine(bare, statistics, 'keyword'));
        expect(Number.isFinite(combine(bare, statistics, 'semantic'))).toBe(true);
      }),
    );
  });

  it('is a number even where all pairs of an index are equally close', () => {
    const flat = { ...statistics, floor: 0.3, ceiling: 0.3 };
    fc.assert(
      fc.property(features, (pair) => modes.every((mode) => Number.isFinite(combine(pair, flat, mode)))),
    );
  });
});

describe('the weight of a term', () => {
  it('falls with the number of achievements and of demands that have it, and stays above 0', () => {
    const rare = termWeight(2, 'bigrams', statistics);
    const boilerplate = termWeight(0, 'bigrams', statistics);
    const everywhere = termWeight(1, 'bigrams', statistics);
    const unknown = termWeight(4_000_000, 'bigrams', statistics);
    expect(rare).toBeGreaterThan(everywhere);
    expect(unknown).toBeGreaterThan(boilerplate);
    expect(unknown).toBeGreaterThan(rare);
    expect(Math.min(rare, boilerplate, everywhere)).toBeGreaterThan(0);
  });

  it('is what BM25 gives by hand', () => {
    // ln(1 + (10 − 3 + 0.5) / (3 + 0.5)) = ln(1 + 7.5 / 3.5) = ln(3.142857) = 1.145132
    expect(inverseFrequency(3, 10)).toBeCloseTo(1.145132, 6);
    // ln(1 + (10 − 10 + 0.5) / 10.5) = ln(1.047619) = 0.046520
    expect(inverseFrequency(10, 10)).toBeCloseTo(0.04652, 5);
  });

  it('saturates sooner in a short text than in a long one', () => {
    expect(lengthNorm(50, 100)).toBeLessThan(lengthNorm(100, 100));
    expect(lengthNorm(100, 100)).toBeLessThan(lengthNorm(200, 100));
  });

  it('counts a repeated term of a demand twice at most, and never more than the demand’s own bound', () => {
    const terms = (count: number) => ({ ids: Uint32Array.of(2, 3), counts: Uint8Array.of(count, 1) });
    const [once, twice, often] = [1, 2, 9].map((count) => demandFactors(terms(count), 'bigrams', statistics));
    expect(twice?.factors[0]).toBe(2 * (once?.factors[0] ?? 0));
    expect(often).toEqual(twice);
    expect(once?.bound).toBeCloseTo((once?.factors[0] ?? 0) + (once?.factors[1] ?? 0), 12);
    const answered = achievementFactors(terms(255), 'bigrams', statistics);
    expect(answered[0]).toBeLessThan(once?.factors[0] ?? 0);
  });
});

describe('the shown score', () => {
  it('rises with S and stays between 0 and 100', () => {
    fc.assert(
      fc.property(
        fc.double({ min: -0.5, max: 2, noNaN: true }),
        fc.double({ min: 0.001, max: 1, noNaN: true }),
        (s, more) => {
          expect(shownScore(s + more)).toBeGreaterThan(shownScore(s));
        },
      ),
    );
    for (const s of [-1e9, -1, 0, 0.5, 1, 10, 1e9]) {
      expect(shownScore(s)).toBeGreaterThanOrEqual(0);
      expect(shownScore(s)).toBeLessThanOrEqual(100);
    }
    expect(shownScore(0)).toBeLessThan(15);
    expect(shownScore(2)).toBeGreaterThan(70);
  });

  it.each([
    [100, 'strong'],
    [70, 'strong'],
    [69.4, 'fair'],
    [69, 'fair'],
    [40, 'fair'],
    [39.4, 'weak'],
    [39, 'weak'],
    [15, 'weak'],
    [14.4, 'none'],
    [0, 'none'],
  ])('%d is %s', (score, band) => {
    expect(bandOf(score)).toBe(band);
  });
});
