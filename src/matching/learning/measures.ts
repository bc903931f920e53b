import { average, ndcg } from '../metrics.ts';

/** A label with what a model said of it. */
export interface Judged {
  demandId: string;
  achievementId: string;
  accepted: boolean;
  /** For nDCG; 1 or 0 by the decision where nobody graded. */
  grade: number;
  weight: number;
  /** What the model ranks by. */
  order: number;
  probability: number;
}

export interface Measures {
  labels: number;
  demands: number;
  /** Mean negative log-likelihood, nats. */
  logLoss: number;
  /** Mean squared error of the probability. */
  brier: number;
  /** Expected calibration error, 0–1: see `reliability`. */
  ece: number;
  /** Mean over demands, each demand's labels ranked among themselves; a demand without anything of worth counts as 0. */
  ndcg10: number;
}

/** One bar of the reliability diagram. */
export interface Bin {
  from: number;
  to: number;
  labels: number;
  /** What was said and what came, means over the bin; null for an empty bin. */
  said: number | null;
  accepted: number | null;
}

const BINS = 10;
/** A probability is taken as at least this far from 0 and 1 when its logarithm is. */
const LEAST = 1e-12;

/** −ln of the probability that was given to what happened. */
export function lossOf({ accepted, probability }: Pick<Judged, 'accepted' | 'probability'>): number {
  const given = accepted ? probability : 1 - probability;
  return -Math.log(Math.max(given, LEAST));
}

/** Log-loss, Brier score, calibration error and nDCG@10 of one model. Pure; NaN-free: nothing gives zeros. */
export function measure(judged: readonly Judged[]): Measures {
  const weights = judged.reduce((sum, { weight }) => sum + weight, 0);
  const mean = (value: (one: Judged) => number) =>
    weights === 0 ? 0 : judged.reduce((sum, one) => sum + one.weight * value(one), 0) / weights;
  const own = byDemand(judged);
  return {
    labels: judged.length,
    demands: own.size,
    logLoss: mean(lossOf),
    brier: mean(({ probability, accepted }) => (probability - Number(accepted)) ** 2),
    ece: calibrationError(judged),
    ndcg10: average([...own.values()].map(ndcgOf)),
  };
}

/** Labels by demand, demands in the order in which they first come. */
export function byDemand<T extends { demandId: string }>(labels: readonly T[]): Map<string, T[]> {
  const found = new Map<string, T[]>();
  for (const label of labels) {
    const own = found.get(label.demandId);
    if (own === undefined) found.set(label.demandId, [label]);
    else own.push(label);
  }
  return found;
}

/** nDCG@10 of one demand's labels among themselves; equals stand in the order of the ids. */
export function ndcgOf(own: readonly Judged[]): number {
  const ranked = [...own].sort((a, b) => b.order - a.order || (a.achievementId < b.achievementId ? -1 : 1));
  const grades = new Map(own.map(({ achievementId, grade }) => [achievementId, grade]));
  return ndcg(
    ranked.map(({ achievementId }) => achievementId),
    grades,
    10,
  );
}

/** Ten bins of equal width over the probability, 0–0.1 … 0.9–1; a probability of 1 falls into the last. Pure. */
export function reliability(judged: readonly Judged[]): Bin[] {
  const bins = Array.from({ length: BINS }, () => ({ labels: 0, weight: 0, said: 0, accepted: 0 }));
  for (const { probability, accepted, weight } of judged) {
    const bin = bins[Math.min(Math.floor(probability * BINS), BINS - 1)]!;
    bin.labels += 1;
    bin.weight += weight;
    bin.said += weight * probability;
    bin.accepted += weight * Number(accepted);
  }
  return bins.map(({ labels, weight, said, accepted }, at) => ({
    from: at / BINS,
    to: (at + 1) / BINS,
    labels,
    said: weight > 0 ? said / weight : null,
    accepted: weight > 0 ? accepted / weight : null,
  }));
}

/** Σ over the bins of `reliability`: share of the labels × |said − accepted|. */
function calibrationError(judged: readonly Judged[]): number {
  const weights = new Array<number>(BINS).fill(0);
  for (const { probability, weight } of judged) {
    weights[Math.min(Math.floor(probability * BINS), BINS - 1)]! += weight;
  }
  const all = weights.reduce((sum, weight) => sum + weight, 0);
  return reliability(judged).reduce(
    (sum, { said, accepted }, at) =>
      said === null || accepted === null ? sum : sum + (weights[at]! / all) * Math.abs(said - accepted),
    0,
  );
}
