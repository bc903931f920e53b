import type { CentredVector, ListStatistics, ScoringIndex } from '../search/ports.ts';
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

/** The best centred cosine over the chunks of both sides. */
function bestCosine(demand: CentredVector[], achievement: CentredVector[], meanProduct: number): number {
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
 * All pairs where they are few, else a pseudo-random choice over the entries in the order of their ids, so that a
 * restart, which fills the indexes in another order, gives the same scores.
 */
export function cosineRange(
  demands: ScoringIndex,
  achievements: ScoringIndex,
  meanProduct: number,
  prior: Prior | undefined,
): Pick<Statistics, 'floor' | 'ceiling'> {
  const cosines: number[] = [];
  const asking = openVectors(demands);
  const answering = openVectors(achievements);
  const all = asking.length * answering.length;
  let seed = 1;
  const random = (below: number) => {
    seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((seed / 2 ** 32) * below);
  };
  for (let pair = 0; pair < Math.min(all, SAMPLED_PAIRS); pair += 1) {
    const chosen = all <= SAMPLED_PAIRS ? pair : random(all);
    const demand = asking[chosen % asking.length]!;
    const achievement = answering[Math.floor(chosen / asking.length)]!;
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

/** The vectors of each open entry that has some, in the order of entry ids. */
function openVectors(index: ScoringIndex): CentredVector[][] {
  const open: { id: string; vectors: CentredVector[] }[] = [];
  for (let slot = 0; slot < index.slots; slot += 1) {
    const id = index.idAt(slot);
    if (id !== null && index.isOpenAt(slot)) open.push({ id, vectors: index.vectorsAt(slot) });
  }
  return open
    .filter(({ vectors }) => vectors.length > 0)
    .sort((a, b) => (a.id < b.id ? -1 : 1))
    .map(({ vectors }) => vectors);
}
