import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createCorpus } from '../../src/matching/corpus.ts';
import type { Prior } from '../../src/matching/model.ts';
import type { ScoringEntry } from '../../src/search/ports.ts';
import {
  arbitraryList,
  arbitraryVector,
  copiesById,
  DIMENSIONS,
  scoringEntry,
  unitVector,
} from '../search/compliance/scoring-entries.ts';
import { inMemory } from './in-memory.ts';

const prior: Prior = {
  demandMean: Array.from(unitVector(1), (value) => value * 0.6),
  achievementMean: Array.from(unitVector(0, 1), (value) => value * 0.6),
  floor: 0.03,
  ceiling: 0.6,
};

/** `null` stands for a model without a prior. */
function corpusOf(demands: ScoringEntry[], achievements: ScoringEntry[], given: Prior | null = prior) {
  const corpus = createCorpus({ ...inMemory, dimensions: DIMENSIONS, prior: given ?? undefined });
  for (const [id, copies] of copiesById(demands)) corpus.put('demands', id, copies);
  for (const [id, copies] of copiesById(achievements)) corpus.put('achievements', id, copies);
  return corpus;
}

const vectors: Float32Array[] = fc.sample(arbitraryVector, { numRuns: 600, seed: 7 });

/** `count` open entries, each with a vector of its own. */
function entries(letter: string, count: number, given: Partial<ScoringEntry> = {}): ScoringEntry[] {
  return Array.from({ length: count }, (_, number) => {
    const own = vectors[(number * 2 + (letter === 'a' ? 1 : 0)) % vectors.length]!;
    return scoringEntry(`${letter}${number}`, { [number % 9]: 1 }, { vectors: [own], ...given });
  });
}

const distance = (a: ArrayLike<number>, b: ArrayLike<number>) =>
  Math.hypot(...Array.from(a, (value, at) => value - b[at]!));

describe('the statistics behind a score', () => {
  it('count what everybody may read only', () => {
    fc.assert(
      fc.property(
        arbitraryList(['a', 'b', 'c', 'd', 'e']),
        arbitraryList(['a', 'b', 'c', 'd', 'e']),
        (demands, achievements) => {
          const open = ({ copy }: ScoringEntry) => copy !== 'full';
          const all = corpusOf(demands, achievements).statistics();
          const few = corpusOf(demands.filter(open), achievements.filter(open)).statistics();
          expect([all.demands.entries, all.achievements.entries]).toEqual([
            few.demands.entries,
            few.achievements.entries,
          ]);
          expect(all.demands.averageLength).toEqual(few.demands.averageLength);
          expect([all.demandMean, all.achievementMean]).toEqual([few.demandMean, few.achievementMean]);
        },
      ),
    );
  });

  it('take what is near and far from open entries only: a hidden entry leaves no trace in others’ scores', () => {
    const hidden = entries('h', 40, { copy: 'full', vectors: [unitVector(0, 0, 0, 0, 0, 0, 0, 1)] });
    const without = corpusOf(entries('d', 60), entries('a', 60)).statistics();
    const withHidden = corpusOf(
      [...entries('d', 60), ...hidden],
      [...entries('a', 60), ...hidden],
    ).statistics();
    expect(withHidden.floor).toBeCloseTo(without.floor, 6);
    expect(withHidden.ceiling).toBeCloseTo(without.ceiling, 6);
  });

  it.each([30, 200])(
    'do not depend on the order in which %i entries a list came: a restart changes no score',
    (count) => {
      const [demands, achievements] = [entries('d', count), entries('a', count)];
      const forwards = corpusOf(demands, achievements).statistics();
      const backwards = corpusOf([...demands].reverse(), [...achievements].reverse()).statistics();
      expect(distance(backwards.demandMean, forwards.demandMean)).toBeLessThan(1e-6);
      expect(backwards.floor).toBeCloseTo(forwards.floor, 5);
      expect(backwards.ceiling).toBeCloseTo(forwards.ceiling, 5);
    },
  );

  it('are the prior’s where there are no entries, and lean on it less the more there are', () => {
    const nothing = corpusOf([], []).statistics();
    expect(distance(nothing.demandMean, prior.demandMean)).toBeLessThan(1e-6);
    expect(distance(nothing.achievementMean, prior.achievementMean)).toBeLessThan(1e-6);
    expect([nothing.floor, nothing.ceiling]).toEqual([prior.floor, prior.ceiling]);

    const same = (count: number) => entries('d', count, { vectors: [unitVector(0, 0, 1)] });
    const leanings = [1, 5, 20, 100, 300].map((count) => {
      const { demandMean, demands } = corpusOf(same(count), []).statistics();
      expect(distance(demands.mean, unitVector(0, 0, 1))).toBeLessThan(1e-6);
      // On the straight line between the two: as far from one as it is nearer to the other.
      const [toPrior, toOwn] = [distance(demandMean, prior.demandMean), distance(demandMean, demands.mean)];
      expect(toPrior + toOwn).toBeCloseTo(distance(prior.demandMean, demands.mean), 5);
      return toOwn;
    });
    expect(leanings).toEqual([...leanings].sort((a, b) => b - a));
    expect(new Set(leanings).size).toBe(leanings.length);
    expect(leanings.at(-1)).toBeLessThan(leanings[0]! / 10);
  });

  it('have a ceiling above the floor, and both move from the prior’s to the index’s own', () => {
    const own = corpusOf(entries('d', 200), entries('a', 200), null).statistics();
    const few = corpusOf(entries('d', 3), entries('a', 3)).statistics();
    const many = corpusOf(entries('d', 200), entries('a', 200)).statistics();
    for (const one of [own, few, many]) expect(one.ceiling).toBeGreaterThan(one.floor);
    const near = ({ ceiling }: { ceiling: number }) => Math.abs(ceiling - prior.ceiling);
    expect(near(few)).toBeLessThan(near(many));
    expect(Math.abs(many.ceiling - own.ceiling)).toBeLessThan(near(own));
  });

  it('are the list’s own where a model has no prior, or one of other dimensions', () => {
    const foreign = { ...prior, demandMean: [1, 0, 0, 0], achievementMean: [0, 1, 0, 0] };
    for (const given of [null, foreign]) {
      const { demandMean, demands } = corpusOf(entries('d', 5), entries('a', 5), given).statistics();
      expect(demandMean).toEqual(demands.mean);
    }
  });

  it('have numbers only, even without a single vector', () => {
    const bare = corpusOf(
      entries('d', 3, { vectors: [] }),
      entries('a', 3, { vectors: [] }),
      null,
    ).statistics();
    for (const value of [bare.floor, bare.ceiling, bare.meanProduct, ...bare.demandMean]) {
      expect(Number.isFinite(value)).toBe(true);
    }
  });
});

describe('when statistics are taken anew', () => {
  it('never while nothing changes', () => {
    const corpus = corpusOf(entries('d', 10), entries('a', 10));
    const first = corpus.statistics();
    corpus.scoreAll('demands', entries('d', 1)[0]!, 'all');
    expect(corpus.statistics()).toBe(first);
  });

  it('not for one entry among thousands, but once a good part of a list has changed', () => {
    for (const list of ['demands', 'achievements'] as const) {
      const corpus = corpusOf(entries('d', 1500), entries('a', 1500));
      const first = corpus.statistics();
      corpus.put(list, 'n0', entries('n', 1));
      expect(corpus.statistics()).toBe(first);
      for (const one of entries('n', 300)) corpus.put(list, one.id, [one]);
      const second = corpus.statistics();
      expect(second).not.toBe(first);
      expect(second[list].entries).toBe(1800);
      for (const { id } of entries('n', 300)) corpus.remove(list, id);
      expect(corpus.statistics()[list].entries).toBe(1500);
    }
  });

  it('at once in a small list, where every entry weighs much', () => {
    const corpus = corpusOf(entries('d', 3), entries('a', 3));
    expect(corpus.statistics().demands.entries).toBe(3);
    corpus.put('demands', 'n0', entries('n', 1));
    expect(corpus.statistics().demands.entries).toBe(4);
    corpus.remove('demands', 'd0');
    expect(corpus.statistics().demands.entries).toBe(3);
  });

  it('not by themselves when the last entry goes: an empty list still ranks', () => {
    const corpus = corpusOf(entries('d', 1), entries('a', 1));
    corpus.remove('achievements', 'a0');
    const scored = corpus.scoreAll('demands', entries('d', 1)[0]!, 'all');
    expect(Array.from({ length: scored.slots }, (_, slot) => scored.idAt(slot)).filter(Boolean)).toEqual([]);
  });
});
