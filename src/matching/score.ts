import { type Channel, LARGEST_QUERY_COUNT, type TermCounts } from '../search/ports.ts';
import type { Band, Mode, PairFeatures, Statistics } from './model.ts';

/*
 * The scorer. S = (1 − α)·L + α·D, see `combine`. Everything here is pure, and gives the same number whichever
 * side of the pair asks. Formulas: BM25 after Robertson and Zaragoza, “The Probabilistic Relevance Framework:
 * BM25 and Beyond” (2009); division by the query's upper bound, the demand-side IDF, centring and the percentiles
 * are this project's recipe (README, “How a match is scored”).
 */

const K1 = 1.2;
const B = 0.75;
/** Weight of the semantic half; the ranking is flat around it (README, “Decisions”). */
const ALPHA = 0.45;
/** Brings the keyword half, of which few pairs reach a fifth of their bound, to the range of the semantic half. */
const KEYWORD_SCALE = 5;

/** Inverse document frequency, above 0 even for a term that every entry has. */
export function inverseFrequency(frequency: number, entries: number): number {
  return Math.log(1 + (entries - frequency + 0.5) / (frequency + 0.5));
}

/** BM25's length-dependent K: above 1.2 for an achievement longer than the average, below for a shorter one. */
export function lengthNorm(length: number, averageLength: number): number {
  return K1 * (1 - B + (B * length) / averageLength);
}

/**
 * What one term is worth: its IDF among achievements, times the square root of its IDF among demands, which lets
 * the boilerplate of demands (我公司, 希望, 目前) fade.
 */
export function termWeight(term: number, channel: Channel, { demands, achievements }: Statistics): number {
  const asAnswer = inverseFrequency(achievements.frequencies[channel][term] ?? 0, achievements.entries);
  const asQuestion = inverseFrequency(demands.frequencies[channel][term] ?? 0, demands.entries);
  return asAnswer * Math.sqrt(asQuestion) * (K1 + 1);
}

/** Weights of a demand's terms (a repeated term counts twice at most) and their sum, its upper bound. */
export function demandFactors(
  terms: TermCounts,
  channel: Channel,
  statistics: Statistics,
): { factors: Float64Array; bound: number } {
  const factors = new Float64Array(terms.ids.length);
  let bound = 0;
  for (let index = 0; index < factors.length; index += 1) {
    const count = Math.min(terms.counts[index]!, LARGEST_QUERY_COUNT);
    const factor = termWeight(terms.ids[index]!, channel, statistics) * count;
    factors[index] = factor;
    bound += factor;
  }
  return { factors, bound };
}

/** BM25's saturation of each term in an achievement, tf / (tf + K). */
export function achievementSaturations(
  terms: TermCounts,
  channel: Channel,
  { achievements }: Statistics,
): Float64Array {
  let length = 0;
  for (const count of terms.counts) length += count;
  const norm = lengthNorm(length, achievements.averageLength[channel]);
  return Float64Array.from(terms.counts, (count) => count / (count + norm));
}

/** The same as `demandFactors` from the achievement's side: weight times saturation in this achievement. */
export function achievementFactors(
  terms: TermCounts,
  channel: Channel,
  statistics: Statistics,
): Float64Array {
  const saturations = achievementSaturations(terms, channel, statistics);
  return Float64Array.from(
    terms.ids,
    (term, index) => termWeight(term, channel, statistics) * saturations[index]!,
  );
}

/** A keyword sum as a share of the demand's upper bound, 0–1; a demand without terms has none. */
export function share(sum: number, bound: number): number {
  return bound > 0 ? sum / bound : 0;
}

/** L, the keyword half of a pair: 5 × the mean of the two BM25 channels. */
export function keywordHalf({ characters, bigrams }: PairFeatures): number {
  return (KEYWORD_SCALE * (characters + bigrams)) / 2;
}

/** (cosine − floor) / (ceiling − floor), below 0 too; null where a side of the pair has no vectors. */
export function semanticHalf({ cosine }: PairFeatures, { floor, ceiling }: Statistics): number | null {
  return cosine === null ? null : (cosine - floor) / Math.max(ceiling - floor, 1e-6);
}

/**
 * S of one pair. L = 5 × the mean of the two BM25 channels, each divided by the demand's upper bound.
 * D = (cosine − floor) / (ceiling − floor), not below 0. A pair without vectors is worth its keywords alone.
 */
export function combine(features: PairFeatures, statistics: Statistics, mode: Mode): number {
  const keyword = keywordHalf(features);
  const semantic = semanticHalf(features, statistics);
  if (semantic === null) return mode === 'semantic' ? 0 : keyword;
  // Alone, the semantic half keeps the order below its floor too; in the sum, unrelated is unrelated.
  if (mode === 'semantic') return semantic;
  if (mode === 'keyword') return keyword;
  return (1 - ALPHA) * keyword + ALPHA * Math.max(semantic, 0);
}

/**
 * The logistic of S that stands for an operator's decision until decisions have been learned from. Set between the
 * shares of grades 2 and 3 found among the first ten of each demand in the development set and in the sample data.
 */
const SLOPE = 7;
const MIDDLE = 0.75;

/** The same as weights of the two halves, from which learning starts. */
export const DEFAULT_LOGISTIC = {
  intercept: -SLOPE * MIDDLE,
  keyword: SLOPE * (1 - ALPHA),
  semantic: SLOPE * ALPHA,
} as const;

/** The shown score, 0–100: the estimated chance that an operator accepts the pair. Rising in S. */
export function shownScore(s: number): number {
  return 100 / (1 + Math.exp(-SLOPE * (s - MIDDLE)));
}

/** ≥ 70 强相关, 40–69 较强相关, 15–39 弱相关, below 无相关; on the score as shown, in whole points. */
export function bandOf(score: number): Band {
  const points = Math.round(score);
  if (points >= 70) return 'strong';
  if (points >= 40) return 'fair';
  return points >= 15 ? 'weak' : 'none';
}
