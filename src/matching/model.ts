import { z } from 'zod';
import type { ListStatistics } from '../search/ports.ts';

/** 强相关, 较强相关, 弱相关, 无相关 */
export const bands = ['strong', 'fair', 'weak', 'none'] as const;
export type Band = (typeof bands)[number];

/** What ranks a pair: both halves of the score, or one of them alone. */
export const modes = ['keyword', 'semantic', 'hybrid'] as const;
export type Mode = (typeof modes)[number];

/** Names the default weights in every score they made; a learned set gets its own name. */
export const DEFAULT_WEIGHTS = 'default-1';

/** Everything a score depends on beside the pair itself, frozen together. */
export interface Statistics {
  demands: ListStatistics;
  achievements: ListStatistics;
  /** Means of both lists' vectors, shrunk towards the model's prior. */
  demandMean: Float32Array;
  achievementMean: Float32Array;
  /** Scalar product of the two means, a constant of every centred cosine. */
  meanProduct: number;
  /** Median and 99.9th percentile of the centred cosines of random pairs: what “unrelated” and “close” look like. */
  floor: number;
  ceiling: number;
}

/** Shipped beside a model: the means and percentiles on the sample data, for indexes too small to have their own. */
export const priorSchema = z.object({
  demandMean: z.array(z.number()),
  achievementMean: z.array(z.number()),
  floor: z.number(),
  ceiling: z.number(),
});
export type Prior = z.infer<typeof priorSchema>;

/** The raw evidence of one pair before it becomes a score; `cosine` is null where a side has no vectors. */
export interface PairFeatures {
  /** BM25 sums of each channel divided by the demand's own upper bound, 0–1. */
  characters: number;
  bigrams: number;
  cosine: number | null;
}
