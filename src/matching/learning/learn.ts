import { checkFrozen, decideActivation, type FrozenCheck, orderTrials } from './activation.ts';
import type { Interval } from './bootstrap.ts';
import { byChain, type OfChain } from './by-chain.ts';
import { type Evaluation, evaluateByDemand, type Trial } from './evaluate.ts';
import { type Bin, type Measures, reliability } from './measures.ts';
import type { ScoreModel } from './model.ts';
import { fitRecipe, type Label, recipesFor } from './recipes.ts';
import type { Refusal } from './refusals.ts';

/** All that a night's learning has to say; plain data, fit to be stored and shown. */
export interface Lesson {
  /** The model that may be activated, or the one that came nearest; null where nothing could be fitted. */
  candidate: ScoreModel | null;
  activate: boolean;
  /** Why not; empty when `activate`. */
  refusals: Refusal[];
  labels: { all: number; accepted: number; demands: number };
  /** Cross-validated by demand: what held-out demands say of the default and of the candidate. */
  heldOut: HeldOut | null;
  frozen: FrozenCheck | null;
}

interface HeldOut extends Pick<Trial, 'recipe' | 'gain' | 'skill' | 'ndcgGain'> {
  folds: number;
  agreement: Interval;
  default: Measures & { reliability: Bin[] };
  candidate: Measures & { reliability: Bin[] };
  chains: OfChain[];
}

/**
 * One night's learning from all labels there are, in any order: fits what so many labels allow, judges it on held-out
 * demands and on the frozen set, and says whether it may take the default's place. The yardstick is always the
 * default. `name` becomes the model's name. Pure and deterministic; 10,000 labels take seconds, so call it off the
 * HTTP thread.
 */
export function learn(labels: readonly Label[], frozen: readonly Label[], name: string): Lesson {
  const sorted = [...labels].sort((a, b) => compare(a, b));
  const counts = {
    all: labels.length,
    accepted: labels.filter(({ accepted }) => accepted).length,
    demands: new Set(labels.map(({ demandId }) => demandId)).size,
  };
  const nothing = { candidate: null, activate: false, labels: counts, heldOut: null, frozen: null };
  const recipes = recipesFor(labels.length);
  if (recipes.length === 0) return { ...nothing, refusals: ['too_few_labels'] };
  const evaluation = evaluateByDemand(sorted, recipes);
  if (evaluation === null) return { ...nothing, refusals: ['too_few_demands'] };
  const lessons = orderTrials(evaluation.trials).map((trial): Lesson => {
    const candidate = fitRecipe(sorted, trial.recipe, name);
    const check = checkFrozen(frozen, candidate);
    const found = decideActivation(sorted, evaluation.agreement, trial, check);
    return {
      candidate,
      activate: found.length === 0,
      refusals: found,
      labels: counts,
      heldOut: describe(sorted, evaluation, trial),
      frozen: check,
    };
  });
  return lessons.find(({ activate }) => activate) ?? lessons[0]!;
}

function compare(a: Label, b: Label): number {
  if (a.demandId !== b.demandId) return a.demandId < b.demandId ? -1 : 1;
  if (a.achievementId !== b.achievementId) return a.achievementId < b.achievementId ? -1 : 1;
  return Number(a.accepted) - Number(b.accepted);
}

function describe(
  labels: readonly Label[],
  evaluation: Evaluation,
  { recipe, gain, skill, ndcgGain, judged, measures }: Trial,
): HeldOut {
  const base = evaluation.default;
  return {
    recipe,
    gain,
    skill,
    ndcgGain,
    folds: evaluation.folds,
    agreement: evaluation.agreement,
    default: { ...base.measures, reliability: reliability(base.judged) },
    candidate: { ...measures, reliability: reliability(judged) },
    chains: byChain(labels, base.judged, judged),
  };
}
