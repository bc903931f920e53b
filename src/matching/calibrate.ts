import type { CentredVector, ListStatistics } from '../search/ports.ts';
import { dot } from '../search/vector-rows.ts';
import type { Prior, Statistics } from './model.ts';

/** So many prior entries stand beside a list's own vectors when its mean is taken. */
const PRIOR_VECTORS = 10;
const SAMPLED_PAIRS = 20_000;
/** Below this many pairs the 99.9th percentile is an accident; the prior's weight fades as pairs come in. */
const PRIOR_PAIRS = 2000;

/** (n·mean + k·prior) / (n + k): with few entries the mean is the prior's, with many its own. */
export function shrunkMean({ mean, vectors }: ListStatistics, prior: number[] | undefined): Float32Array {
  if (prior === undefined || prior.length !== mean.length) return mean;
  const weight = vectors + PRIOR_VECTORS;
  return mean.map((value, at) => (vectors * value + PRIOR_VECTORS * prior[at]!) / weight);
}

/** So many entries stand for a list when pairs are drawn; more would change nothing but the time it takes. */
const SAMPLED_ENTRIES = 2000;

/** Evenly spaced ones of the entries, in the order of their ids, so that a restart draws the same ones. Pure. */
export function sampleIds(ids: string[]): string[] {
  const step = Math.ceil(ids.length / SAMPLED_ENTRIES);
  return [...ids].sort().filter((_, at) => at % step === 0);
}

/** The best centred cosine over the chunks of both sides. Pure. */
export function bestCosine(
  demand: CentredVector[],
  achievement: CentredVector[],
  meanProduct: number,
): number {
  let best = -1;
  for (const d of demand) {
    for (const a of achievement) {
      const cosine = (dot(d.vector, a.vector, 0) - (d.shift + a.shift) + meanProduct) / (d.norm * a.norm);
      if (cosine > best) best = cosine;
    }
  }
  return best;
}

/**
 * Median and 99.9th percentile of the cosines of pairs of open entries, blended with the prior while pairs are few.
 * All pairs where they are few, else a pseudo-random choice over the sampled entries of both lists, each with the
 * vectors of its chunks. Pure: the same entries give the same range.
 */
export function cosineRange(
  demands: CentredVector[][],
  achievements: CentredVector[][],
  meanProduct: number,
  prior: Prior | undefined,
): Pick<Statistics, 'floor' | 'ceiling'> {
  const cosines: number[] = [];
  const all = demands.length * achievements.length;
  let seed = 1;
  const random = (below: number) => {
    seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((seed / 2 ** 32) * below);
  };
  for (let pair = 0; pair < Math.min(all, SAMPLED_PAIRS); pair += 1) {
    const chosen = all <= SAMPLED_PAIRS ? pair : random(all);
    const demand = demands[chosen % demands.length]!;
    const achievement = achievements[Math.floor(chosen / demands.length)]!;
    cosines.push(bestCosine(demand, achievement, meanProduct));
  }
  cosines.sort((a, b) => a - b);
  const own = {
    floor: cosines[cosines.length >> 1] ?? 0,
    ceiling: cosines[Math.floor(cosines.length * 0.999)] ?? 1,
  };
  if (prior === undefined) return own;
  const share = cosines.length / (cosines.length + PRIOR_PAIRS);
  return {
    floor: share * own.floor + (1 - share) * prior.floor,
    ceiling: share * own.ceiling + (1 - share) * prior.ceiling,
  };
}
