import { fitIsotonic } from './isotonic.ts';
import { type Example, fitLogistic } from './logistic.ts';
import { defaultModel, orderOf, type ScoreModel } from './model.ts';
import { FEATURES_VERSION, type FeatureVector, toRow } from './vector.ts';

/** One decision that ranking may learn from, with the features that were stored when the pair was shown. */
export interface Label {
  demandId: string;
  achievementId: string;
  features: FeatureVector;
  accepted: boolean;
  /** The demand's industry chain, for the figures by chain; learning itself never looks at it. */
  chain?: string | null;
  /** How well it fits, where somebody graded it; counts in nDCG only. */
  grade?: number;
  /** Inverse propensity (`inversePropensity`); 1 where nothing is given. */
  weight?: number;
}

/** A way to make a model of labels. `scaled` keeps the default's order; `curve` adds the isotonic step. */
export interface Recipe {
  kind: 'scaled' | 'weighted';
  curve: boolean;
}

/** Below this many labels nothing is learned. */
export const LEAST_LABELS = 30;
/** From this many on the isotonic step is tried. */
export const CURVE_LABELS = 300;

/** In labels: how strongly each weight is held sideways of the default, and all of them together along it. */
const SIDEWAYS = 2;
const ALONG = 1;
/** The default's order is kept strictly: its slope may fall, but not vanish. */
const LEAST_SLOPE = 0.05;

/** The recipes that so many labels allow, plainest first (ladder of README, “How it learns”). */
export function recipesFor(labels: number): Recipe[] {
  if (labels < LEAST_LABELS) return [];
  const plain: Recipe[] = [
    { kind: 'scaled', curve: false },
    { kind: 'weighted', curve: false },
  ];
  return labels < CURVE_LABELS ? plain : [...plain, ...plain.map((recipe) => ({ ...recipe, curve: true }))];
}

/** Fits one recipe. Pure and deterministic; finite for any labels, none included. */
export function fitRecipe(labels: readonly Label[], { kind, curve }: Recipe, name: string): ScoreModel {
  const examples = labels.map(
    ({ features, accepted, weight = 1 }): Example => ({ row: toRow(features), accepted, weight }),
  );
  const logistic = kind === 'scaled' ? fitScaled(examples) : fitWeighted(examples);
  const model: ScoreModel = { name, kind, features: FEATURES_VERSION, ...logistic, curve: null };
  if (!curve) return model;
  const points = examples.map(({ row, accepted, weight }) => ({
    accepted,
    weight,
    logit: model.intercept + model.slope * orderOf(row, model),
  }));
  return { ...model, curve: fitIsotonic(points) };
}

function fitScaled(examples: readonly Example[]) {
  const { intercept, weights } = defaultModel;
  const rows = examples.map(({ row, accepted, weight }) => ({
    row: [orderOf(row, defaultModel)],
    accepted,
    weight,
  }));
  const fitted = fitLogistic(rows, { intercept, weights: [1] }, { weights: ALONG, scale: ALONG });
  return { intercept: fitted.intercept, slope: Math.max(fitted.weights[0]!, LEAST_SLOPE), weights };
}

function fitWeighted(examples: readonly Example[]) {
  const { intercept, weights } = defaultModel;
  const scale = ALONG / weights.reduce((sum, weight) => sum + weight ** 2, 0);
  return { slope: 1, ...fitLogistic(examples, { intercept, weights }, { weights: SIDEWAYS, scale }) };
}
