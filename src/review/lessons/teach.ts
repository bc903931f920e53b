import { type FrozenSet, frozenLabels, isMadeWith } from '../../matching/learning/frozen.ts';
import { type Lesson, learn } from '../../matching/learning/learn.ts';
import type { Label } from '../../matching/learning/recipes.ts';
import type { MadeWith } from './stored-lesson.ts';

/**
 * One night's learning. Where the frozen set was made with another sentence model nobody could say what would be lost,
 * so nothing may be activated, but what was learned is shown. Pure; seconds for 10,000 labels.
 */
export function teach(
  labels: readonly Label[],
  frozen: FrozenSet,
  { name, model, dtype }: MadeWith & { name: string },
): Lesson {
  if (isMadeWith(frozen, model, dtype)) return learn(labels, frozenLabels(frozen), name);
  const lesson = learn(labels, [], name);
  return {
    ...lesson,
    activate: false,
    refusals: [...lesson.refusals, 'frozen_other_model'],
    frozen: null,
  };
}
