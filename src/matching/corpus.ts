import type { List } from '../catalog/entry-model.ts';
import { type Channel, channels, type ScoringEntry, type ScoringIndex } from '../search/ports.ts';
import { createScoringIndex } from '../search/scoring-index.ts';
import { centreVector, dot } from '../search/vector-rows.ts';
import { cosineRange, shrunkMean } from './calibrate.ts';
import type { PairFeatures, Prior, Statistics } from './model.ts';
import { achievementFactors, demandFactors, lengthNorm, termWeight } from './score.ts';

/** Statistics are taken anew before a ranking: after any change of a short list, else once this share has changed. */
const SHORT_LIST = 1000;
const STALE_SHARE = 0.01;

/** Who asks for a ranking: everything, or the open entries and those of these organisations. */
export type Reader = 'all' | { organisationIds: string[] };

/** The features of every entry of one list against one subject, by slot. */
interface ScoredList {
  slots: number;
  /** The entry in this slot; null where it was removed or this reader may not see it. */
  idAt(slot: number): string | null;
  featuresAt(slot: number): PairFeatures;
}

/** Both scoring indexes with the statistics they share: all that ranking reads, kept in memory. */
export interface Corpus {
  /** Length of every vector. */
  readonly dimensions: number;
  put(list: List, entry: ScoringEntry): void;
  remove(list: List, id: string): void;
  statistics(): Statistics;
  /** Scores every entry of the other list for this subject, which need not be in the index itself. */
  scoreAll(list: List, subject: ScoringEntry, reader: Reader): ScoredList;
  counts(): Record<List, number>;
}

export function createCorpus({
  dimensions,
  prior,
}: {
  dimensions: number;
  prior: Prior | undefined;
}): Corpus {
  const indexes: Record<List, ScoringIndex> = {
    demands: createScoringIndex('query', dimensions),
    achievements: createScoringIndex('document', dimensions),
  };
  let current: Statistics | null = null;
  /** Upper bounds of the demands by slot, which an achievement's ranking needs; dropped when a demand changes. */
  let bounds: Record<Channel, Float64Array> | null = null;

  function isStale({ changes, slots }: ScoringIndex): boolean {
    return changes > (slots <= SHORT_LIST ? 0 : slots * STALE_SHARE);
  }

  function statistics(): Statistics {
    if (current === null || isStale(indexes.demands) || isStale(indexes.achievements)) current = refresh();
    return current;
  }

  function refresh(): Statistics {
    const demands = indexes.demands.seal();
    const achievements = indexes.achievements.seal();
    const demandMean = shrunkMean(demands, prior?.demandMean);
    const achievementMean = shrunkMean(achievements, prior?.achievementMean);
    const meanProduct = dot(demandMean, achievementMean, 0);
    indexes.demands.centre({ ownMean: demandMean, otherMean: achievementMean }, () => 1);
    indexes.achievements.centre({ ownMean: achievementMean, otherMean: demandMean }, (length, channel) =>
      lengthNorm(length, achievements.averageLength[channel]),
    );
    const range = cosineRange(indexes.demands, indexes.achievements, meanProduct, prior);
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

  function cosines(list: List, subject: ScoringEntry, now: Statistics): Float64Array {
    const other = indexes[list === 'demands' ? 'achievements' : 'demands'];
    const best = new Float64Array(other.slots).fill(-1);
    const [ownMean, otherMean] =
      list === 'demands' ? [now.demandMean, now.achievementMean] : [now.achievementMean, now.demandMean];
    for (const vector of subject.vectors) {
      other.nearest(centreVector(vector, { ownMean, otherMean }), now.meanProduct, best);
    }
    return best;
  }

  function scoreAll(list: List, subject: ScoringEntry, reader: Reader): ScoredList {
    const now = statistics();
    const other = indexes[list === 'demands' ? 'achievements' : 'demands'];
    const characters = keywordSums(list, subject, 'characters', now);
    const bigrams = keywordSums(list, subject, 'bigrams', now);
    const best = cosines(list, subject, now);
    const hasVectors = subject.vectors.length > 0;
    return {
      slots: other.slots,
      idAt: (slot) => (isReadable(other, slot, reader) ? other.idAt(slot) : null),
      featuresAt: (slot) => ({
        characters: characters[slot]!,
        bigrams: bigrams[slot]!,
        cosine: hasVectors && !other.lacksVectors(slot) ? best[slot]! : null,
      }),
    };
  }

  return {
    dimensions,
    put: (list, entry) => {
      indexes[list].put(entry);
      if (list === 'demands') bounds = null;
    },
    remove: (list, id) => {
      indexes[list].remove(id);
      if (list === 'demands') bounds = null;
    },
    statistics,
    scoreAll,
    counts: () => ({ demands: indexes.demands.size, achievements: indexes.achievements.size }),
  };
}

function isReadable(index: ScoringIndex, slot: number, reader: Reader): boolean {
  return reader === 'all' || index.isOpenAt(slot) || reader.organisationIds.includes(index.ownerAt(slot));
}

function share(sum: number, bound: number): number {
  return bound > 0 ? sum / bound : 0;
}
