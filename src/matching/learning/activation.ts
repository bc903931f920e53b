import type { Interval } from './bootstrap.ts';
import { judge, lossGain, type Trial } from './evaluate.ts';
import { poolJudged } from './isotonic.ts';
import { type Judged, type Measures, measure } from './measures.ts';
import { defaultModel, type ScoreModel } from './model.ts';
import type { Label } from './recipes.ts';
import type { Refusal } from './refusals.ts';

/** How a model does on the frozen set, beside the default. */
export interface FrozenCheck {
  default: Measures;
  candidate: Measures;
  /**
   * The least log-loss that each one's order can reach here, with the best rising curve on top. How often these
   * operators accept is not what the frozen set knows; which pair is the better one is.
   */
  reachable: { default: number; candidate: number };
}

/** Of each verdict there must be so many, and this share of all: who always says the same says nothing. */
const LEAST_OF_EACH = 5;
const LEAST_SHARE = 0.02;
/**
 * Share of the bootstrap's resamples in which held-out log-loss must be lower than the default's. A new order takes
 * more than a new scale, which at worst is a scale no better than before.
 */
const GAIN_CONFIDENCE = { scaled: 0.8, weighted: 0.95 } as const;
/**
 * By so many standard deviations accepted pairs must stand higher than rejected ones, under the default's order.
 * Decisions at random come so far about once in 1,000 tries.
 */
const AGREEMENT = 3.3;
/** What the frozen set may lose: nothing but the rounding of floating point. */
const TOLERANCE = 1e-6;

/** Compares a model with the default on the frozen set. Pure. */
export function checkFrozen(frozen: readonly Label[], candidate: ScoreModel): FrozenCheck {
  const [before, after] = [judge(frozen, defaultModel), judge(frozen, candidate)];
  return {
    default: measure(before),
    candidate: measure(after),
    reachable: { default: reachableLoss(before), candidate: reachableLoss(after) },
  };
}

/** Log-loss after the best rising curve of the model's order on these very labels: what its order alone is worth. */
function reachableLoss(judged: readonly Judged[]): number {
  return measure(poolJudged(judged)).logLoss;
}

/**
 * Why a candidate may not take the default's place; empty = it may. Its held-out log-loss must be lower than the
 * default's, with confidence, and lower than that of one chance for all pairs; it must not rank held-out demands worse;
 * the decisions must tell pairs apart in the direction of the default's order, far beyond chance (decisions of a
 * hostile or careless operator are consistent with themselves, but always-accept, always-reject, random and inverted
 * ones do not do that); and on the frozen set, which no operator can touch, its order may be worth no less, neither in
 * nDCG nor in the log-loss it can reach. The frozen log-loss of the probabilities as they stand is shown and is no
 * bar: a site that accepts half of what it sees must be able to say so, while of the frozen pairs a tenth fit. Pure.
 */
export function decideActivation(
  labels: readonly Label[],
  agreed: Interval,
  { recipe, gain, skill, ndcgGain }: Pick<Trial, 'recipe' | 'gain' | 'skill' | 'ndcgGain'>,
  { default: before, candidate: after, reachable }: FrozenCheck,
): Refusal[] {
  const accepted = labels.filter((label) => label.accepted).length;
  const fewer = Math.min(accepted, labels.length - accepted);
  const checks: [boolean, Refusal][] = [
    [fewer < Math.max(LEAST_OF_EACH, LEAST_SHARE * labels.length), 'one_sided'],
    [gain.confidence < GAIN_CONFIDENCE[recipe.kind], 'no_gain'],
    [!(agreed.mean > AGREEMENT * agreed.deviation), 'no_agreement'],
    [!(skill.mean > 0), 'no_skill'],
    [ndcgGain.mean < -TOLERANCE, 'ranks_worse'],
    [after.ndcg10 < before.ndcg10 - TOLERANCE, 'frozen_ranks_worse'],
    [reachable.candidate > reachable.default + TOLERANCE, 'frozen_loses'],
  ];
  return checks.filter(([fails]) => fails).map(([, refusal]) => refusal);
}

/** A richer recipe must be better than a plainer one in this share of the resamples. */
const EARNED_CONFIDENCE = 0.9;

/**
 * The trials worth trying, best first. They come plainest first; a richer one goes before them only where it has less
 * held-out log-loss, with confidence, and one with an order of its own must rank held-out demands better as well. Pure.
 */
export function orderTrials(trials: readonly Trial[]): Trial[] {
  const ordered: Trial[] = [];
  for (const trial of trials) {
    const best = ordered[0];
    const hasEarned =
      best === undefined || lossGain(best.judged, trial.judged).confidence >= EARNED_CONFIDENCE;
    const ranksBetter = trial.recipe.kind === 'scaled' || trial.ndcgGain.confidence >= EARNED_CONFIDENCE;
    if (hasEarned && ranksBetter) ordered.unshift(trial);
  }
  return ordered;
}
