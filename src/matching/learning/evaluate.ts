import { bootstrap, type Interval } from './bootstrap.ts';
import { byDemand, type Judged, lossOf, type Measures, measure, ndcgOf } from './measures.ts';
import { defaultModel, predict, type ScoreModel } from './model.ts';
import { seeded, shuffle } from './random.ts';
import { fitRecipe, type Label, type Recipe } from './recipes.ts';

/** One recipe on demands it was not fitted on, against the default on the same labels. */
export interface Trial {
  recipe: Recipe;
  judged: Judged[];
  measures: Measures;
  /** Log-loss of the default minus that of the recipe: above 0 = better. */
  gain: Interval;
  /** Log-loss of one chance for all pairs minus that of the recipe: above 0 = it tells pairs apart. */
  skill: Interval;
  /** nDCG@10 of the recipe minus that of the default, by demand. */
  ndcgGain: Interval;
}

export interface Evaluation {
  folds: number;
  /** How far the decisions agree with the default's order. */
  agreement: Interval;
  default: { judged: Judged[]; measures: Measures };
  trials: Trial[];
}

const FOLDS = 5;
const SEED = 1;

/** What a model says of labels. Pure. */
export function judge(labels: readonly Label[], model: ScoreModel): Judged[] {
  return labels.map(({ demandId, achievementId, features, accepted, grade, weight = 1 }) => ({
    demandId,
    achievementId,
    accepted,
    grade: grade ?? Number(accepted),
    weight,
    ...predict(features, model),
  }));
}

/**
 * Cross-validation by demand: no demand is judged by a model that saw labels of it. Five folds (fewer for fewer
 * demands), demands drawn into them by a fixed seed. Null for labels of fewer than two demands. Pure.
 */
export function evaluateByDemand(labels: readonly Label[], recipes: readonly Recipe[]): Evaluation | null {
  const foldOf = drawFolds(labels);
  const folds = Math.max(...foldOf.values(), 0) + 1;
  if (foldOf.size < 2) return null;
  const parts = Array.from({ length: folds }, (_, fold) => ({
    train: labels.filter(({ demandId }) => foldOf.get(demandId) !== fold),
    test: labels.filter(({ demandId }) => foldOf.get(demandId) === fold),
  }));
  const base = parts.flatMap(({ test }) => judge(test, defaultModel));
  const even = parts.flatMap(({ train, test }) => judgeEvenly(train, test));
  const trials = recipes.map((recipe): Trial => {
    const judged = parts.flatMap(({ train, test }) => judge(test, fitRecipe(train, recipe, 'fold')));
    return {
      recipe,
      judged,
      measures: measure(judged),
      gain: lossGain(base, judged),
      skill: lossGain(even, judged),
      ndcgGain: ndcgGain(base, judged),
    };
  });
  return { folds, agreement: agreement(base), default: { judged: base, measures: measure(base) }, trials };
}

function drawFolds(labels: readonly Label[]): Map<string, number> {
  const demands = [...new Set(labels.map(({ demandId }) => demandId))].sort();
  const folds = Math.min(FOLDS, demands.length);
  return new Map(shuffle(demands, seeded(SEED)).map((demandId, at) => [demandId, at % folds]));
}

/** The forecast that tells nothing apart: the share of acceptances in the training labels, for every pair. */
function judgeEvenly(train: readonly Label[], test: readonly Label[]): Judged[] {
  const [accepted, all] = train.reduce(
    ([yes, sum], label) => [yes + (label.weight ?? 1) * Number(label.accepted), sum + (label.weight ?? 1)],
    [0.5, 1],
  );
  const probability = accepted / all;
  return judge(test, defaultModel).map((one) => ({ ...one, order: 0, probability }));
}

/** How much less log-loss `after` has than `before`, over the same labels in the same order. Pure. */
export function lossGain(before: readonly Judged[], after: readonly Judged[]): Interval {
  const differences = after.map((one, at) => ({ ...one, value: lossOf(before[at]!) - lossOf(one) }));
  const groups = [...byDemand(differences).values()].map((own) => [
    sumOf(own, ({ weight, value }) => weight * value),
    sumOf(own, ({ weight }) => weight),
  ]);
  return bootstrap(groups, ([sum, weight]) => sum! / weight!);
}

/** How much more nDCG@10 `after` has, by demand. Pure. */
function ndcgGain(before: readonly Judged[], after: readonly Judged[]): Interval {
  const earlier = byDemand(before);
  const groups = [...byDemand(after)].map(([demandId, own]) => [
    ndcgOf(own) - ndcgOf(earlier.get(demandId) ?? []),
    1,
  ]);
  return bootstrap(groups, ([sum, demands]) => sum! / demands!);
}

/**
 * Whether accepted pairs stand higher in the order than rejected ones: area under the ROC curve minus ½, so that 0 is
 * what decisions at random give and below 0 stands for inverted ones. From mid-ranks over all labels (Mann and Whitney
 * 1947), which stay fixed while demands are resampled. Pure.
 */
export function agreement(judged: readonly Judged[]): Interval {
  const ranked = withRanks(judged);
  const groups = [...byDemand(ranked).values()].map((own) => {
    const [yes, no] = [own.filter(({ accepted }) => accepted), own.filter(({ accepted }) => !accepted)];
    return [yes, no].flatMap((side) => [
      sumOf(side, ({ weight, rank }) => weight * rank),
      sumOf(side, ({ weight }) => weight),
    ]);
  });
  const interval = bootstrap(groups, ([yes, accepted, no, rejected]) =>
    accepted! > 0 && rejected! > 0 ? yes! / accepted! - no! / rejected! : 0,
  );
  return { ...interval, deviation: Math.max(interval.deviation, deviationByChance(judged)) };
}

/** What decisions at random give, after Mann and Whitney; few of one verdict make resamples too alike to show it. */
function deviationByChance(judged: readonly Judged[]): number {
  const accepted = judged.filter((one) => one.accepted).length;
  const rejected = judged.length - accepted;
  return Math.sqrt((judged.length + 1) / (12 * Math.max(accepted * rejected, 1)));
}

/** Ranks from 0 to 1, equals sharing the middle of theirs. */
function withRanks(judged: readonly Judged[]): (Judged & { rank: number })[] {
  const sorted = [...judged].sort((a, b) => a.order - b.order);
  const places = new Map<number, [number, number]>();
  for (const [at, { order }] of sorted.entries()) {
    const first = places.get(order)?.[0] ?? at;
    places.set(order, [first, at]);
  }
  return judged.map((one) => {
    const [first, last] = places.get(one.order)!;
    return { ...one, rank: (first + last + 1) / 2 / judged.length };
  });
}

function sumOf<T>(values: readonly T[], of: (value: T) => number): number {
  return values.reduce((sum, value) => sum + of(value), 0);
}
