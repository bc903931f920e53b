import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type List, lists } from '../../src/catalog/entry-model.ts';
import { type Corpus, createCorpus, type Reader } from '../../src/matching/corpus.ts';
import { type Mode, modes, type PairFeatures, type Prior } from '../../src/matching/model.ts';
import { combine } from '../../src/matching/score.ts';
import { mayFind } from '../../src/search/engine-port.ts';
import type { ScoringEntry } from '../../src/search/ports.ts';
import {
  arbitraryList,
  copiesById,
  DIMENSIONS,
  scoringEntry,
  unitVector,
} from '../search/compliance/scoring-entries.ts';
import { inMemory } from './in-memory.ts';

type Entries = Record<List, ScoringEntry[]>;

const ids = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'];
const arbitraryEntries: fc.Arbitrary<Entries> = fc.record({
  demands: arbitraryList(ids),
  achievements: arbitraryList(ids),
});
const prior: Prior = {
  demandMean: Array.from(unitVector(1, 1), (value) => value * 0.5),
  achievementMean: Array.from(unitVector(0, 1, 1), (value) => value * 0.5),
  floor: 0.02,
  ceiling: 0.5,
};
const arbitraryPrior = fc.constantFrom(null, prior);

/** `null` stands for a model without a prior. */
function corpusOf(entries: Partial<Entries>, given: Prior | null = prior): Corpus {
  const corpus = createCorpus({ ...inMemory, dimensions: DIMENSIONS, prior: given ?? undefined });
  for (const list of lists) {
    for (const [id, copies] of copiesById(entries[list] ?? [])) corpus.put(list, id, copies);
  }
  return corpus;
}

/** The features of what this reader sees of the other list, by id. */
function seen(corpus: Corpus, list: List, subject: ScoringEntry, reader: Reader = 'all') {
  const scored = corpus.scoreAll(list, subject, reader);
  const found = new Map<string, PairFeatures>();
  for (let slot = 0; slot < scored.slots; slot += 1) {
    const id = scored.idAt(slot);
    if (id !== null) found.set(id, scored.featuresAt(slot));
  }
  return found;
}

const visitor: Reader = { organisationIds: [], pledged: [] };

/** Both directions of every pair of texts that one reader may find must give the very same number. */
function expectSameFromBothSides(corpus: Corpus, entries: Entries, reader: Reader = 'all'): void {
  const readable = ({ copy, owner, id }: ScoringEntry) => mayFind(reader, copy, owner, id);
  const demands = entries.demands.filter(readable);
  const achievements = entries.achievements.filter(readable);
  const fromAchievements = new Map(
    achievements.map((one) => [one.id, seen(corpus, 'achievements', one, reader)]),
  );
  const statistics = corpus.statistics();
  for (const demand of demands) {
    const row = seen(corpus, 'demands', demand, reader);
    for (const { id } of achievements) {
      const there = row.get(id)!;
      const back = fromAchievements.get(id)!.get(demand.id)!;
      for (const mode of modes) {
        expect(combine(there, statistics, mode) === combine(back, statistics, mode)).toBe(true);
      }
    }
  }
}

/** Entries by the thousand, so that a few changes leave the statistics as they are. */
function manyEntries(count: number): Entries {
  const entry = (letter: string, number: number) => {
    const terms = { [number % 11]: 1 + (number % 4), [(number * 7) % 12]: 2, [12 + (number % 50)]: 1 };
    const vectors = number % 9 === 0 ? [] : [unitVector(1, number % 5, number % 3, (number % 7) - 3)];
    return scoringEntry(`${letter}${number}`, terms, { vectors });
  };
  const numbers = Array.from({ length: count }, (_, number) => number);
  return { demands: numbers.map((n) => entry('d', n)), achievements: numbers.map((n) => entry('a', n + 5)) };
}

describe('a pair’s score', () => {
  it('is the same number from both sides', () => {
    fc.assert(
      fc.property(arbitraryEntries, arbitraryPrior, (entries, given) => {
        const corpus = corpusOf(entries, given);
        for (const reader of ['all', visitor] as const) expectSameFromBothSides(corpus, entries, reader);
      }),
      { numRuns: 200 },
    );
  });

  it('is the same number from both sides after changes that leave the statistics as they are', () => {
    const entries = manyEntries(1500);
    const corpus = corpusOf(entries);
    const before = corpus.statistics();
    seen(corpus, 'achievements', entries.achievements[0]!);
    const fresh = {
      demands: [
        scoringEntry('d-new', { 1: 2, 3: 1, 70: 9 }, { vectors: [unitVector(1, 2, 3), unitVector(-1, 2)] }),
        scoringEntry('d7', { 2: 1, 4: 3, 80: 1 }, { vectors: [unitVector(2, 0, 1)] }),
      ],
      achievements: [
        scoringEntry('a-new', { 1: 5, 2: 1, 70: 2 }, { vectors: [unitVector(1, 1, 3)] }),
        scoringEntry('a8', { 3: 1, 4: 255 }, { vectors: [] }),
      ],
    };
    for (const list of lists) for (const one of fresh[list]) corpus.put(list, one.id, [one]);
    expect(corpus.statistics()).toBe(before);
    const demands = [...fresh.demands, ...entries.demands.slice(0, 7)];
    const achievements = [...fresh.achievements, ...entries.achievements.slice(4, 14)];
    expectSameFromBothSides(corpus, { demands, achievements });
    corpus.remove('demands', 'd9');
    expect(corpus.statistics()).toBe(before);
    expectSameFromBothSides(corpus, { demands, achievements });
    expect(seen(corpus, 'achievements', fresh.achievements[0]!).has('d9')).toBe(false);
    expect(corpus.counts()).toEqual({ demands: 1500, achievements: 1501 });
  });

  it('has keyword halves between nothing and everything the demand asks for', () => {
    fc.assert(
      fc.property(arbitraryEntries, (entries) => {
        const corpus = corpusOf(entries);
        for (const demand of entries.demands) {
          for (const { characters, bigrams } of seen(corpus, 'demands', demand).values()) {
            for (const value of [characters, bigrams]) {
              expect(value).toBeGreaterThanOrEqual(0);
              expect(value).toBeLessThanOrEqual(1);
            }
          }
        }
      }),
    );
  });

  it('has no semantic half where either side lacks vectors, and is worth its keywords then', () => {
    const bare = scoringEntry('bare', { 1: 3 });
    const embedded = scoringEntry('embedded', { 1: 3 }, { vectors: [unitVector(1)] });
    const corpus = corpusOf({ demands: [bare, embedded], achievements: [bare, embedded] });
    expect(seen(corpus, 'demands', embedded).get('embedded')?.cosine).not.toBeNull();
    expect(seen(corpus, 'demands', embedded).get('bare')?.cosine).toBeNull();
    expect(seen(corpus, 'demands', bare).get('embedded')?.cosine).toBeNull();
    expect(seen(corpus, 'achievements', bare).get('embedded')?.cosine).toBeNull();
  });

  it('takes the best of all pairs of chunks', () => {
    const demand = scoringEntry('d', {}, { vectors: [unitVector(1), unitVector(0, 1)] });
    const achievement = scoringEntry('a', {}, { vectors: [unitVector(0, 0, 1), unitVector(0, 1, 0.01)] });
    const corpus = corpusOf(
      { demands: [demand], achievements: [achievement] },
      { ...prior, demandMean: Array(8).fill(0), achievementMean: Array(8).fill(0) },
    );
    // Means of one or two vectors move little towards these, so the close pair of chunks stays close.
    expect(seen(corpus, 'demands', demand).get('a')?.cosine).toBeGreaterThan(0.9);
  });
});

describe('who sees whom', () => {
  const vectors = [unitVector(1, 1)];
  const open = scoringEntry('open', { 1: 2 }, { vectors });
  const closed = scoringEntry('closed', { 1: 2 }, { vectors, copy: 'full', owner: 'university' });
  const masked = [
    scoringEntry('masked', { 1: 2, 2: 9 }, { vectors, copy: 'full', owner: 'university' }),
    scoringEntry('masked', { 2: 9 }, { vectors: [unitVector(1, -1)], copy: 'others', owner: 'university' }),
  ];
  const list = [open, closed, ...masked];
  const corpus = corpusOf({ demands: list, achievements: list });
  const stranger = { organisationIds: ['institute'], pledged: [] };
  const readers: [string, Reader, string[]][] = [
    ['nobody in particular', visitor, ['masked', 'open']],
    ['another organisation', stranger, ['masked', 'open']],
    [
      'one that was let in after a pledge',
      { ...stranger, pledged: ['closed'] },
      ['closed', 'masked', 'open'],
    ],
    [
      'its owner',
      { organisationIds: ['institute', 'university'], pledged: [] },
      ['closed', 'masked', 'open'],
    ],
    ['an operator', 'all', ['closed', 'masked', 'open']],
  ];

  it.each(readers)('%s', (_name, reader, expected) => {
    for (const name of lists) expect([...seen(corpus, name, open, reader).keys()].sort()).toEqual(expected);
  });

  it('does not change what a pair is worth', () => {
    const forAll = seen(corpus, 'demands', open, 'all').get('open');
    expect(seen(corpus, 'demands', open, visitor).get('open')).toEqual(forAll);
  });

  it('scores a masked entry by the text its reader may read: its own in full, all others by the masked one', () => {
    const inFull = seen(corpus, 'demands', open, 'all').get('masked');
    const byMasked = seen(corpus, 'demands', open, visitor).get('masked');
    expect(inFull!.bigrams).toBeGreaterThan(0);
    expect(byMasked!.bigrams).toBe(0);
    expect(inFull!.cosine).not.toBe(byMasked!.cosine);
    const own = seen(corpus, 'demands', open, { organisationIds: ['university'], pledged: [] });
    expect(own.get('masked')).toEqual(inFull);
    expect(seen(corpus, 'demands', open, stranger).get('masked')).toEqual(byMasked);
  });

  it('leaves neither text of an entry that was removed, and only the new ones of one that was put again', () => {
    const lived = corpusOf({ demands: list, achievements: list });
    lived.put('achievements', 'masked', [scoringEntry('masked', { 1: 2 }, { copy: 'full' })]);
    expect([...seen(lived, 'demands', open, visitor).keys()]).toEqual(['open']);
    expect([...seen(lived, 'demands', open, 'all').keys()].sort()).toEqual(['closed', 'masked', 'open']);
    lived.put('achievements', 'masked', masked);
    lived.remove('achievements', 'masked');
    for (const reader of ['all', visitor] as const) {
      expect(seen(lived, 'demands', open, reader).has('masked')).toBe(false);
    }
  });
});

describe('half a score', () => {
  const order = (corpus: Corpus, demand: ScoringEntry, mode: Mode) => {
    const statistics = corpus.statistics();
    return [...seen(corpus, 'demands', demand)]
      .map(([id, features]) => ({ id, score: combine(features, statistics, mode) }))
      .sort((a, b) => b.score - a.score)
      .map(({ id }) => id);
  };

  it('ranks by shared words or by meaning alone', () => {
    const demand = scoringEntry('d', { 3: 1, 4: 1 }, { vectors: [unitVector(1, 0, 0.2)] });
    const wordy = scoringEntry('wordy', { 3: 3, 4: 3 }, { vectors: [unitVector(0, 1)] });
    const alike = scoringEntry('alike', { 5: 3 }, { vectors: [unitVector(1, 0, 0.1)] });
    const fillers = manyEntries(30).achievements.map((one) => ({ ...one, vectors: [unitVector(0, 1, 1)] }));
    const corpus = corpusOf({ demands: [demand], achievements: [wordy, alike, ...fillers] });
    expect(order(corpus, demand, 'keyword')[0]).toBe('wordy');
    expect(order(corpus, demand, 'semantic')[0]).toBe('alike');
  });
});
