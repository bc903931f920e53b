import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type List, lists } from '../../src/catalog/entry-model.ts';
import { service } from '../../src/identity/model.ts';
import { createCorpus } from '../../src/matching/corpus.ts';
import { modes, type Prior } from '../../src/matching/model.ts';
import { pairFeatures } from '../../src/matching/pair.ts';
import { type StoredLists, summarise } from '../../src/matching/stored-list.ts';
import { mayFind, type SearchReader } from '../../src/search/engine-port.ts';
import { channels, type ListStatistics, type ScoringEntry } from '../../src/search/ports.ts';
import { createScoringIndex } from '../../src/search/scoring-index.ts';
import {
  arbitraryList,
  copiesById,
  DIMENSIONS,
  TERMS,
  unitVector,
} from '../search/compliance/scoring-entries.ts';
import { createTestApp, type TestApp } from '../support/test-app.ts';
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
const arbitraryPrior = fc.constantFrom(undefined, prior);
/** Who finds every copy between them: operators the full ones, visitors the others'. */
const readers: SearchReader[] = ['all', { organisationIds: [], pledged: [] }];
const otherOf = (list: List): List => (list === 'demands' ? 'achievements' : 'demands');

/** Lists in the database, in pages of so many and in whatever order they come. */
function storedLists(entries: Entries, page: number): StoredLists {
  return {
    count: (list) => entries[list].length,
    *pages(list) {
      for (let from = 0; from < entries[list].length; from += page)
        yield entries[list].slice(from, from + page);
    },
    entries: (list, wanted) => entries[list].filter(({ id }) => wanted.includes(id)).reverse(),
  };
}

function inMemoryCorpus(entries: Entries, given: Prior | undefined) {
  const corpus = createCorpus({ ...inMemory, dimensions: DIMENSIONS, prior: given });
  for (const list of lists) {
    for (const [id, copies] of copiesById(entries[list])) corpus.put(list, id, copies);
  }
  return corpus;
}

/** The frequencies up to the highest term there is anywhere: past the end is 0. */
const padded = ({ frequencies, ...rest }: ListStatistics) => ({
  ...rest,
  mean: [...rest.mean],
  frequencies: channels.map((channel) =>
    Array.from({ length: TERMS }, (_, id) => frequencies[channel][id] ?? 0),
  ),
});

describe('a pair that is scored without an index', () => {
  it('has exactly the features that the index in memory gives it, from either side', () => {
    fc.assert(
      fc.property(arbitraryEntries, arbitraryPrior, (entries, given) => {
        const corpus = inMemoryCorpus(entries, given);
        const statistics = corpus.statistics();
        for (const list of lists) {
          const others = entries[otherOf(list)];
          for (const subject of entries[list]) {
            const alone = pairFeatures(list, subject, others, statistics);
            for (const reader of readers) {
              const scored = corpus.scoreAll(list, subject, reader);
              const expected = new Map(
                Array.from({ length: scored.slots }, (_, slot) => [
                  scored.idAt(slot),
                  scored.featuresAt(slot),
                ]),
              );
              for (const [at, { id, copy, owner }] of others.entries()) {
                if (!mayFind(reader, copy, owner, id)) continue;
                for (const name of ['characters', 'bigrams', 'cosine'] as const) {
                  expect(alone[at]![name] === expected.get(id)![name]).toBe(true);
                }
              }
            }
          }
        }
      }),
      { numRuns: 300 },
    );
  });

  it('has exactly the same features whoever of the two asks, and whoever else is asked about', () => {
    fc.assert(
      fc.property(arbitraryEntries, arbitraryPrior, (entries, given) => {
        const statistics = inMemoryCorpus(entries, given).statistics();
        for (const demand of entries.demands) {
          const row = pairFeatures('demands', demand, entries.achievements, statistics);
          for (const [at, achievement] of entries.achievements.entries()) {
            const [back] = pairFeatures('achievements', achievement, [demand], statistics);
            expect(row[at]).toEqual(back);
          }
        }
      }),
    );
  });
});

describe('the statistics of a list that is not held in memory', () => {
  it('are exactly those of the index in memory, page by page and in whatever order its entries come', async () => {
    await fc.assert(
      fc.asyncProperty(
        arbitraryEntries,
        fc.integer({ min: 1, max: 5 }),
        fc.boolean(),
        async (entries, page, reversed) => {
          const list = reversed
            ? { demands: entries.demands.toReversed(), achievements: entries.achievements.toReversed() }
            : entries;
          for (const name of lists) {
            const index = createScoringIndex(name === 'demands' ? 'query' : 'document', DIMENSIONS);
            for (const entry of entries[name]) index.put(entry);
            const summary = await summarise(storedLists(list, page), name, DIMENSIONS);
            expect(padded(summary.statistics)).toEqual(padded(index.seal()));
            const open = entries[name].filter(({ copy, vectors }) => copy !== 'full' && vectors.length > 0);
            expect(summary.sample).toEqual(
              open.toSorted((a, b) => (a.id < b.id ? -1 : 1)).map(({ vectors }) => vectors),
            );
          }
        },
      ),
      { numRuns: 200 },
    );
  });

  it('make the same range of cosines, so that the same pair has the same score', async () => {
    await fc.assert(
      fc.asyncProperty(arbitraryEntries, arbitraryPrior, async (entries, given) => {
        const exact = inMemoryCorpus(entries, given).statistics();
        const outgrown = createCorpus({
          dimensions: DIMENSIONS,
          prior: given,
          exactLimit: 0,
          stored: storedLists(entries, 3),
        });
        await outgrown.ready();
        const now = outgrown.statistics();
        for (const name of ['floor', 'ceiling', 'meanProduct'] as const) expect(now[name]).toBe(exact[name]);
        expect([now.demandMean, now.achievementMean]).toEqual([exact.demandMean, exact.achievementMean]);
      }),
      { numRuns: 200 },
    );
  });
});

describe('a list that outgrows memory', () => {
  const subjects = 12;
  const words = [...'压铸件表面划伤视觉检测海带提取工艺高反光金属缺陷成像机器人焊接锂电池回收'];
  const text = (seed: number, length: number) =>
    Array.from({ length }, (_, at) => words[(seed * 7 + at * (1 + (seed % 5))) % words.length]).join('');
  /** Short enough for all of its terms to be asked for, and with a word that all share: so all are candidates. */
  const rows = (count: number, shift: number) =>
    Array.from({ length: count }, (_, at) => ({
      _id: `${at}`,
      title: text(at + shift, 4),
      text: `${text(at * 3 + shift, 4 + (at % 9))}，技术`,
    }));

  let exact: TestApp;
  let outgrown: TestApp;
  let demands: string[];
  let achievements: string[];

  beforeAll(async () => {
    exact = await createTestApp();
    const folder = { queries: rows(subjects, 1), corpus: rows(40, 5) };
    const imported = exact.services.transfer.importBeir(service, folder as never);
    demands = [...imported.demands.values()];
    achievements = [...imported.achievements.values()];
    await exact.worker.drain();
  });
  afterAll(async () => {
    await outgrown.end();
  });

  async function rankings(app: TestApp) {
    const found: { items: { id: string; score: number }[] }[] = [];
    for (const mode of modes) {
      for (const id of demands)
        found.push(await app.services.matching.rank(service, 'demands', id, { limit: 10, mode }));
      for (const id of achievements)
        found.push(await app.services.matching.rank(service, 'achievements', id, { limit: 10, mode }));
    }
    return found.map(({ items }) => items);
  }

  it('gives every pair exactly the score it had in memory, and the same ten best', async () => {
    const before = await rankings(exact);
    await exact.end(true);
    outgrown = await createTestApp({ dataDir: exact.dataDir, environment: { EXACT_LIMIT: '0' } });
    expect(outgrown.services.corpus.isExact('demands')).toBe(false);
    expect(outgrown.services.corpus.isExact('achievements')).toBe(false);
    const after = await rankings(outgrown);
    const scoreOf = (list: { id: string; score: number }[]) =>
      new Map(list.map(({ id, score }) => [id, score]));
    let pairs = 0;
    for (const [at, list] of before.entries()) {
      expect(after[at]!.map(({ id }) => id)).toEqual(list.map(({ id }) => id));
      const scores = scoreOf(after[at]!);
      for (const { id, score } of list) expect(scores.get(id)).toBe(score);
      pairs += list.length;
    }
    expect(pairs).toBe(modes.length * (demands.length + achievements.length) * 10);
  });

  it('shows the ranking with its evidence as before, and says that nothing is missing', async () => {
    const answer = await outgrown.services.matching.matches(service, 'demands', demands[0]!, 10);
    expect(answer).toMatchObject({ engine: 'embedded', degraded: null });
    expect(answer.items).toHaveLength(10);
    expect(answer.items[0]?.evidence).toBeDefined();
  });
});
