import type { LessonSummary, ScoreModelDetail, ScoreModelsPage } from '../../api/contracts/score-models.ts';
import type { Shape } from '../shared/shapes.ts';
import type { Texts } from '../texts/zh-cn.ts';

type Words = Texts['model'];
type Active = ScoreModelsPage['active'];
export type HeldOut = NonNullable<NonNullable<ScoreModelDetail['lesson']>['heldOut']>;
export type Bin = HeldOut['default']['reliability'][number];

/** Which model is in use, since when and by whom, in one sentence. Pure; `since` is the instant as people read it. */
export function activeSentence({ name, kind, by, automatic }: Active, since: string, words: Words): string {
  const what = kind === 'default' ? words.usesDefault : words.usesLearned(name);
  if (since === '') return words.sentence(what, '');
  return words.sentence(what, automatic ? words.sinceAutomatic(since) : words.since(since, by ?? words.gone));
}

/** How a lesson ended, in a word with its shape. Pure. */
export function outcomeOf({ active, refusals }: LessonSummary): {
  outcome: keyof Words['outcomes'];
  shape: Shape;
} {
  if (active) return { outcome: 'active', shape: 'full' };
  return refusals.length > 0
    ? { outcome: 'refused', shape: 'cross' }
    : { outcome: 'accepted', shape: 'hollow' };
}

/** Why a lesson was refused, a sentence each; a reason this client does not know yet is shown by its code. Pure. */
export function refusalSentences({ refusals }: Pick<LessonSummary, 'refusals'>, words: Words): string[] {
  const known: Record<string, string> = words.refusals;
  return refusals.map((refusal) => known[refusal] ?? refusal);
}

interface WeightInWords {
  feature: string;
  weight: number;
  strength: keyof Words['weights']['strengths'];
}

/** From which share of all weights on a feature counts as what. */
const MAIN = 0.35;
const LARGE = 0.12;
const SMALL = 0.005;

/** What each feature counts for, heaviest first, as a word beside its number. Pure. */
export function weightsInWords(model: NonNullable<ScoreModelDetail['model']>): WeightInWords[] {
  const all = model.weights.reduce((sum, { weight }) => sum + weight, 0);
  return [...model.weights]
    .sort((a, b) => b.weight - a.weight)
    .map(({ feature, weight }) => {
      const share = all > 0 ? weight / all : 0;
      const strength = share >= MAIN ? 'main' : share >= LARGE ? 'large' : share >= SMALL ? 'small' : 'none';
      return { feature, weight, strength };
    });
}

/** A number between 0 and 1 as whole percent, or one decimal below ten. Pure. */
export function percent(value: number | null, none: string): string {
  if (value === null) return none;
  const hundredfold = value * 100;
  return `${hundredfold.toFixed(hundredfold > 0 && hundredfold < 10 ? 1 : 0)}%`;
}

/** Where a bin stands in the diagram: x = said, y = what came; bins without labels have no place. Pure. */
export function points(bins: readonly Bin[]): { x: number; y: number; labels: number }[] {
  return bins.flatMap(({ said, accepted, labels }) =>
    said === null || accepted === null ? [] : [{ x: said, y: accepted, labels }],
  );
}
