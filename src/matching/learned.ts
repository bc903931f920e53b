import { predict, probabilityOfScore, type ScoreModel } from './learning/model.ts';
import type { FeatureVector } from './learning/vector.ts';
import type { Band } from './model.ts';
import { bandOf } from './score.ts';
import type { Ranked } from './take-best.ts';

/** A model with an order of its own sorts so many of the best by S anew; deeper ones it cannot lift. */
const SORTED_ANEW = 100;

/** How many of the best by S a model needs to find its own best `limit`. Pure. */
export function depthFor({ kind }: ScoreModel, limit: number): number {
  return kind === 'weighted' ? Math.max(limit, SORTED_ANEW) : limit;
}

/**
 * The shown scores, 0–100 with one decimal, of pairs ranked by S, best first by this model. A model that keeps the
 * default's order needs no features; for another one `vectors` gives them, and a pair without any keeps its S.
 */
export async function scoreByModel(
  ranked: readonly Ranked[],
  model: ScoreModel,
  vectors: (ids: string[]) => Promise<Map<string, FeatureVector>>,
): Promise<Ranked[]> {
  const found = model.kind === 'weighted' ? await vectors(ranked.map(({ id }) => id)) : new Map();
  const scored = ranked.map(({ id, score: s }) => {
    const features: FeatureVector | undefined = found.get(id);
    const probability =
      features === undefined ? probabilityOfScore(s, model) : predict(features, model).probability;
    return { id, probability };
  });
  if (model.kind === 'weighted') scored.sort((a, b) => b.probability - a.probability);
  return scored.map(({ id, probability }) => ({ id, score: toShown(probability) }));
}

/** What people see of a pair by this model: its score, 0–100, and the band that is in. Pure. */
export function rate(features: FeatureVector, model: ScoreModel): { score: number; band: Band } {
  const score = toShown(predict(features, model).probability);
  return { score, band: bandOf(score) };
}

/** A probability as people see it: 0–100, one decimal. Pure. */
export function toShown(probability: number): number {
  return Math.round(probability * 1000) / 10;
}
