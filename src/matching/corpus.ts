import { type List, lists, otherList } from '../catalog/entry-model.ts';
import { isForAll, mayFind, type SearchReader } from '../search/engine-port.ts';
import {
  type Channel,
  channels,
  type ListStatistics,
  type ScoringEntry,
  type ScoringIndex,
} from '../search/ports.ts';
import { createScoringIndex } from '../search/scoring-index.ts';
import { centreVector, dot } from '../search/vector-rows.ts';
import { cosineRange, sampleIds, shrunkMean } from './calibrate.ts';
import type { PairFeatures, Prior, Statistics } from './model.ts';
import { achievementFactors, demandFactors, lengthNorm, share, termWeight } from './score.ts';
import { type ListSummary, type StoredLists, summarise } from './stored-list.ts';

/** Statistics are taken anew before a ranking: after any change of a short list, else once this share has changed. */
const SHORT_LIST = 1000;
const STALE_SHARE = 0.01;

/** Who asks for a ranking. */
export type Reader = SearchReader;

/** The features of every entry of one list against one subject, by slot. */
interface ScoredList {
  slots: number;
  /** The entry in this slot; null where it was removed or this reader may not see it. */
  idAt(slot: number): string | null;
  featuresAt(slot: number): PairFeatures;
}

/**
 * What ranking reads. Lists up to a limit are held in two scoring indexes, and every entry is scored; of a longer one
 * only the statistics are, and candidates are read from the database.
 */
export interface Corpus {
  /** Length of every vector. */
  readonly dimensions: number;
  /** Whether a list is held in memory, so that `scoreAll` scores all of it. */
  isExact(list: List): boolean;
  /** Puts these copies of an entry in the place of all it had. */
  put(list: List, id: string, copies: ScoringEntry[]): void;
  remove(list: List, id: string): void;
  /** Waits for the statistics of lists that are not held in memory. To be awaited before `statistics`. */
  ready(): Promise<void>;
  statistics(): Statistics;
  /** Entries held in memory. */
  counts(): Record<List, number>;
  /** Scores every entry of the other list, which is exact, for this subject, which need not be in the index itself. */
  scoreAll(list: List, subject: ScoringEntry, reader: Reader): ScoredList;
}

export interface CorpusOptions {
  dimensions: number;
  prior: Prior | undefined;
  /** The most published entries of a list that are held in memory. */
  exactLimit: number;
  stored: StoredLists;
}

/** A list that is not held in memory: what was taken of it, and how much has changed since. */
interface Outgrown {
  summary: ListSummary | null;
  changes: number;
}

export function createCorpus({ dimensions, prior, exactLimit, stored }: CorpusOptions): Corpus {
  const indexes: Record<List, ScoringIndex> = {
    demands: createScoringIndex('query', dimensions),
    achievements: createScoringIndex('document', dimensions),
  };
  const outgrown: Record<List, Outgrown | null> = { demands: null, achievements: null };
  let current: Statistics | null = null;
  let summarising: Promise<void> | null = null;
  /** Upper bounds of the demands by slot, which an achievement's ranking needs; dropped when a demand changes. */
  let bounds: Record<Channel, Float64Array> | null = null;

  for (const list of lists) if (stored.count(list) > exactLimit) outgrow(list);

  function outgrow(list: List): void {
    outgrown[list] = { summary: null, changes: 0 };
    indexes[list] = createScoringIndex(list === 'demands' ? 'query' : 'document', dimensions);
  }

  function isStale(list: List): boolean {
    const away = outgrown[list];
    if (away !== null && away.summary === null) return true;
    const { changes, slots: size } = away
      ? { changes: away.changes, slots: away.summary?.statistics.entries ?? 0 }
      : indexes[list];
    return changes > (size <= SHORT_LIST ? 0 : size * STALE_SHARE);
  }

  /** Takes the statistics of the lists that are not in memory; the old ones serve meanwhile, where there are some. */
  async function ready(): Promise<void> {
    const stale = lists.filter((list) => outgrown[list] !== null && isStale(list));
    if (stale.length === 0) return;
    summarising ??= summariseAll(stale).finally(() => {
      summarising = null;
    });
    const serves = stale.every((list) => (outgrown[list]?.summary?.statistics.entries ?? 0) > SHORT_LIST);
    // Where the old ones serve, a failure is left to the next ranking's try.
    if (!serves) await summarising;
    else summarising.catch(() => undefined);
  }

  async function summariseAll(stale: List[]): Promise<void> {
    for (const list of stale) {
      const away = outgrown[list];
      if (away === null) continue;
      const { changes } = away;
      const summary = await summarise(stored, list, dimensions);
      outgrown[list] = { summary, changes: away.changes - changes };
    }
    current = null;
  }

  function statistics(): Statistics {
    const isOld = lists.some((list) => outgrown[list] === null && isStale(list));
    if (current === null || isOld) current = refresh();
    return current;
  }

  function statisticsOf(list: List): ListStatistics {
    return outgrown[list]?.summary?.statistics ?? indexes[list].seal();
  }

  function refresh(): Statistics {
    const demands = statisticsOf('demands');
    const achievements = statisticsOf('achievements');
    const demandMean = shrunkMean(demands, prior?.demandMean);
    const achievementMean = shrunkMean(achievements, prior?.achievementMean);
    const meanProduct = dot(demandMean, achievementMean, 0);
    const centring = {
      demands: { ownMean: demandMean, otherMean: achievementMean },
      achievements: { ownMean: achievementMean, otherMean: demandMean },
    };
    indexes.demands.centre(centring.demands, () => 1);
    indexes.achievements.centre(centring.achievements, (length, channel) =>
      lengthNorm(length, achievements.averageLength[channel]),
    );
    const sample = (list: List) =>
      outgrown[list]?.summary?.sample.map((vectors) =>
        vectors.map((vector) => centreVector(vector, centring[list])),
      ) ?? openVectors(indexes[list]);
    const range = cosineRange(sample('demands'), sample('achievements'), meanProduct, prior);
    bounds = null;
    return { demands, achievements, demandMean, achievementMean, meanProduct, ...range };
  }

  function demandBounds(now: Statistics): Record<Channel, Float64Array> {
    if (bounds !== null) return bounds;
    const fresh = { characters: emptySums('demands'), bigrams: emptySums('demands') };
    for (const channel of channels) {
      indexes.demands.weigh(channel, (term) => termWeight(term, channel, now), fresh[channel]);
    }
    bounds = fresh;
    return fresh;
  }

  function emptySums(list: List): Float64Array {
    return new Float64Array(indexes[list].slots);
  }

  function keywordSums(list: List, subject: ScoringEntry, channel: Channel, now: Statistics): Float64Array {
    const terms = subject.terms[channel];
    if (list === 'demands') {
      const sums = emptySums('achievements');
      const { factors, bound } = demandFactors(terms, channel, now);
      indexes.achievements.accumulate(channel, terms.ids, factors, sums);
      return sums.map((sum) => share(sum, bound));
    }
    const sums = emptySums('demands');
    indexes.demands.accumulate(channel, terms.ids, achievementFactors(terms, channel, now), sums);
    const own = demandBounds(now)[channel];
    return sums.map((sum, slot) => share(sum, own[slot]!));
  }

  function cosines(list: List, subject: ScoringEntry, now: Statistics, findable: Uint8Array): Float64Array {
    const other = indexes[otherList(list)];
    const best = new Float64Array(other.slots).fill(-1);
    const [ownMean, otherMean] =
      list === 'demands' ? [now.demandMean, now.achievementMean] : [now.achievementMean, now.demandMean];
    for (const vector of subject.vectors) {
      other.nearest(centreVector(vector, { ownMean, otherMean }), now.meanProduct, best, findable);
    }
    return best;
  }

  function scoreAll(list: List, subject: ScoringEntry, reader: Reader): ScoredList {
    const now = statistics();
    const other = indexes[otherList(list)];
    const characters = keywordSums(list, subject, 'characters', now);
    const bigrams = keywordSums(list, subject, 'bigrams', now);
    // A masked entry stands in two slots of which a reader finds one; the other's vectors need no work.
    const findable = new Uint8Array(other.slots);
    for (let slot = 0; slot < other.slots; slot += 1) {
      const id = other.idAt(slot);
      if (id !== null && mayFind(reader, other.copyAt(slot), other.ownerAt(slot), id)) findable[slot] = 1;
    }
    const best = cosines(list, subject, now, findable);
    const hasVectors = subject.vectors.length > 0;
    return {
      slots: other.slots,
      idAt: (slot) => (findable[slot] === 1 ? other.idAt(slot) : null),
      featuresAt: (slot) => ({
        characters: characters[slot]!,
        bigrams: bigrams[slot]!,
        cosine: hasVectors && !other.lacksVectors(slot) ? best[slot]! : null,
      }),
    };
  }

  function change(list: List, work: (index: ScoringIndex) => void): void {
    const away = outgrown[list];
    if (away !== null) away.changes += 1;
    else work(indexes[list]);
    if (list === 'demands') bounds = null;
  }

  return {
    dimensions,
    isExact: (list) => outgrown[list] === null,
    put: (list, id, copies) => {
      change(list, (index) => {
        index.remove(id);
        for (const copy of copies) index.put(copy);
      });
      if (outgrown[list] === null && indexes[list].size > exactLimit) outgrow(list);
    },
    remove: (list, id) => change(list, (index) => index.remove(id)),
    ready,
    statistics,
    scoreAll,
    counts: () => ({ demands: indexes.demands.size, achievements: indexes.achievements.size }),
  };
}

/** The vectors of the sampled ones of the public texts that have some. */
function openVectors(index: ScoringIndex) {
  const slotOf = new Map<string, number>();
  for (let slot = 0; slot < index.slots; slot += 1) {
    const id = index.idAt(slot);
    if (id !== null && isForAll(index.copyAt(slot)) && !index.lacksVectors(slot)) slotOf.set(id, slot);
  }
  return sampleIds([...slotOf.keys()]).map((id) => index.vectorsAt(slotOf.get(id)!));
}
