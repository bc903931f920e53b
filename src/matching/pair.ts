import { type List, otherList } from '../catalog/entry-model.ts';
import { type Channel, LARGEST_QUERY_COUNT, type ScoringEntry, type TermCounts } from '../search/ports.ts';
import { centreVector } from '../search/vector-rows.ts';
import { bestCosine } from './calibrate.ts';
import type { PairFeatures, Statistics } from './model.ts';
import { achievementFactors, achievementSaturations, demandFactors, share } from './score.ts';

/**
 * The features of one entry of `list` against some of the other list, without an index: the same numbers to the last
 * digit as a scoring index gives, because both add up the same products over terms in rising order. Pure.
 */
export function pairFeatures(
  list: List,
  subject: ScoringEntry,
  others: ScoringEntry[],
  statistics: Statistics,
): PairFeatures[] {
  const { demandMean, achievementMean, meanProduct } = statistics;
  const centring = {
    demands: { ownMean: demandMean, otherMean: achievementMean },
    achievements: { ownMean: achievementMean, otherMean: demandMean },
  };
  const theirs = centring[otherList(list)];
  const own = subject.vectors.map((vector) => centreVector(vector, centring[list]));
  const keyword = {
    characters: keywordShare(list, subject, 'characters', statistics),
    bigrams: keywordShare(list, subject, 'bigrams', statistics),
  };
  return others.map((other) => {
    const vectors = other.vectors.map((vector) => centreVector(vector, theirs));
    return {
      characters: keyword.characters(other),
      bigrams: keyword.bigrams(other),
      cosine: own.length === 0 || vectors.length === 0 ? null : bestCosine(own, vectors, meanProduct),
    };
  });
}

/** The subject's keyword sum with another entry in one channel, divided by the demand's upper bound. */
function keywordShare(list: List, subject: ScoringEntry, channel: Channel, statistics: Statistics) {
  const terms = subject.terms[channel];
  if (list === 'demands') {
    const { factors, bound } = demandFactors(terms, channel, statistics);
    return (other: ScoringEntry) => {
      const own = other.terms[channel];
      const saturations = achievementSaturations(own, channel, statistics);
      return share(sumShared(terms, factors, own, saturations), bound);
    };
  }
  const factors = achievementFactors(terms, channel, statistics);
  return (other: ScoringEntry) => {
    const own = other.terms[channel];
    const counts = Float64Array.from(own.counts, (count) => Math.min(count, LARGEST_QUERY_COUNT));
    return share(sumShared(terms, factors, own, counts), demandFactors(own, channel, statistics).bound);
  };
}

/** Σ a(term) · b(term) over the terms both have, in rising order. */
function sumShared(one: TermCounts, a: Float64Array, other: TermCounts, b: Float64Array): number {
  let sum = 0;
  for (let at = 0, place = 0; at < one.ids.length; at += 1) {
    const term = one.ids[at]!;
    while (place < other.ids.length && other.ids[place]! < term) place += 1;
    if (other.ids[place] === term) sum += a[at]! * b[place]!;
  }
  return sum;
}
