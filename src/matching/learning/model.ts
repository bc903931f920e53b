import { z } from 'zod';
import { DEFAULT_WEIGHTS } from '../model.ts';
import { DEFAULT_LOGISTIC } from '../score.ts';
import { type FeatureName, featureNames } from './feature-names.ts';
import { isotonicCurve, smooth } from './isotonic.ts';
import { sigmoid } from './sigmoid.ts';
import { FEATURES_VERSION, type FeatureVector, toRow } from './vector.ts';

/**
 * A score as it is kept and explained: logit = intercept + slope · Σ weight · feature, then the logistic function, or
 * the curve where there is one. `kind`: `default` = fixed, marked 估计; `scaled` = the default's weights and so its
 * order to the last digit, intercept and slope learned; `weighted` = weights and an order of its own, slope 1.
 */
export const scoreModel = z.object({
  name: z.string().min(1),
  kind: z.enum(['default', 'scaled', 'weighted']),
  features: z.literal(FEATURES_VERSION),
  intercept: z.number(),
  slope: z.number().gt(0),
  /** One weight for each of `featureNames`, none below 0. */
  weights: z.array(z.number().min(0)).length(featureNames.length),
  curve: isotonicCurve.nullable(),
});
export type ScoreModel = z.infer<typeof scoreModel>;

/** Today's fixed logistic of S alone. */
export const defaultModel: ScoreModel = {
  name: DEFAULT_WEIGHTS,
  kind: 'default',
  features: FEATURES_VERSION,
  intercept: DEFAULT_LOGISTIC.intercept,
  slope: 1,
  weights: featureNames.map((name) =>
    name === 'keyword' || name === 'semantic' ? DEFAULT_LOGISTIC[name] : 0,
  ),
  curve: null,
};

/** What each feature counts for, by name: slope × weight, in logits for one unit of the feature. Pure. */
export function weightsByName({ slope, weights }: ScoreModel): Record<FeatureName, number> {
  const named = featureNames.map((name, at) => [name, slope * weights[at]!] as const);
  return Object.fromEntries(named) as Record<FeatureName, number>;
}

/** What a model says of a pair: rank by `order` (Σ weight · feature), show 100 × `probability`, which rises with it. */
export interface Prediction {
  order: number;
  probability: number;
}

/** Σ weight · feature, for a row of `toRow`: what a model ranks by. Pure. */
export function orderOf(row: readonly number[], { weights }: Pick<ScoreModel, 'weights'>): number {
  return weights.reduce((sum, weight, at) => sum + weight * row[at]!, 0);
}

/** The chance that an operator accepts the pair, by this model. Pure; more of a feature never lowers it. */
export function predict(features: FeatureVector, model: ScoreModel): Prediction {
  const order = orderOf(toRow(features), model);
  return { order, probability: probabilityAt(order, model) };
}

/**
 * The same from S alone, for a model that keeps the default's order (`default`, `scaled`): rankings by S stay as they
 * are and only what is shown changes. Pure.
 */
export function probabilityOfScore(s: number, model: ScoreModel): number {
  return probabilityAt((DEFAULT_LOGISTIC.keyword + DEFAULT_LOGISTIC.semantic) * s, model);
}

function probabilityAt(order: number, { intercept, slope, curve }: ScoreModel): number {
  const logit = intercept + slope * order;
  return curve === null ? sigmoid(logit) : smooth(logit, curve);
}
