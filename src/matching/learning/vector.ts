import { z } from 'zod';
import { asPair, type List } from '../../catalog/entry-model.ts';
import type { ScoringEntry } from '../../search/ports.ts';
import { TITLE_WEIGHT } from '../features.ts';
import type { PairFeatures, Statistics } from '../model.ts';
import { pairFeatures } from '../pair.ts';
import { keywordHalf, semanticHalf, termWeight } from '../score.ts';

/** Names the list below and how each number is made; a change of either is a new version. */
export const FEATURES_VERSION = 'features-1';

const value = z.number().nullable();

/** The features of one pair as they are kept with its match; null = not known of this pair. */
export const featureVector = z.object({
  version: z.literal(FEATURES_VERSION),
  values: z.object({
    keyword: z.number(),
    semantic: value,
    logCharacters: z.number(),
    logBigrams: z.number(),
    titleCoverage: value,
    sameChain: value,
    indicators: value,
  }),
});
export type FeatureVector = z.infer<typeof featureVector>;

/** What is known of a pair beside its texts. */
export interface PairFacts {
  /** Whether both stand in the same industry chain; null where one has none. */
  sameChain: boolean | null;
  /** Share (0–1) of the demand's indicators that the achievement is known to reach; null where it has none. */
  indicators: number | null;
}

/**
 * The vectors of one entry of `list` against some of the other list, in their order. Reads nothing but the terms and
 * vectors of its arguments, so a reader's vectors are made of what that reader may read. Pure.
 */
export function pairVectors(
  list: List,
  subject: ScoringEntry,
  others: ScoringEntry[],
  statistics: Statistics,
  facts: (other: ScoringEntry) => PairFacts,
): FeatureVector[] {
  const features = pairFeatures(list, subject, others, statistics);
  return others.map((other, at) => {
    const { demand, achievement } = asPair(list, subject, other);
    return toVector(features[at]!, titleCoverage(demand, achievement, statistics), facts(other), statistics);
  });
}

/** One vector from its parts, for callers that have the raw features already. Pure. */
export function toVector(
  features: PairFeatures,
  coverage: number | null,
  { sameChain, indicators }: PairFacts,
  statistics: Statistics,
): FeatureVector {
  const semantic = semanticHalf(features, statistics);
  return {
    version: FEATURES_VERSION,
    values: {
      keyword: keywordHalf(features),
      semantic: semantic === null ? null : Math.max(semantic, 0),
      logCharacters: Math.log1p(10 * features.characters),
      logBigrams: Math.log1p(10 * features.bigrams),
      titleCoverage: coverage,
      sameChain: sameChain === null ? null : Number(sameChain),
      indicators,
    },
  };
}

/**
 * How much of the achievement's title the demand speaks of: Σ weight of the title's bigrams and words that the demand
 * has ÷ Σ weight of all of them, 0–1; null for a title without any. A term counted three times or more stands in the
 * title, because the body counts for two at most (`termFrequencies`). Pure.
 */
function titleCoverage(
  demand: ScoringEntry,
  achievement: ScoringEntry,
  statistics: Statistics,
): number | null {
  const asked = demand.terms.bigrams.ids;
  const { ids, counts } = achievement.terms.bigrams;
  let whole = 0;
  let shared = 0;
  for (let at = 0, place = 0; at < ids.length; at += 1) {
    const term = ids[at]!;
    while (place < asked.length && asked[place]! < term) place += 1;
    if (counts[at]! < TITLE_WEIGHT) continue;
    const weight = termWeight(term, 'bigrams', statistics);
    whole += weight;
    if (asked[place] === term) shared += weight;
  }
  return whole > 0 ? shared / whole : null;
}

/** An unknown chain or indicator stands here, where it neither speaks for nor against the pair. */
const NEUTRAL = 0.5;

/**
 * The numbers a model weighs, in the order of `featureNames`. A pair without vectors is as near in meaning as in
 * words, as in the default score; chain and indicators count from their neutral middle. Pure.
 */
export function toRow({ values }: FeatureVector): number[] {
  return [
    values.keyword,
    values.semantic ?? values.keyword,
    values.logCharacters,
    values.logBigrams,
    values.titleCoverage ?? 0,
    (values.sameChain ?? NEUTRAL) - NEUTRAL,
    (values.indicators ?? NEUTRAL) - NEUTRAL,
  ];
}
