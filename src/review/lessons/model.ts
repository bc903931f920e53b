import type { Lesson } from '../../matching/learning/learn.ts';
import type { ScoreModel } from '../../matching/learning/model.ts';
import type { MadeWith, StoredLesson } from './stored-lesson.ts';

/** A lesson as it is kept. `model` is null where it was refused, or where this program cannot read it any more. */
export interface LessonRow {
  number: number;
  name: string;
  model: ScoreModel | null;
  lesson: StoredLesson;
  createdAt: number;
}

/** Which model was put in use when and by whom; `modelName` null = the default, `accountId` null = the service. */
export interface Activation {
  number: number;
  modelName: string | null;
  accountId: string | null;
  at: number;
}

/** A lesson without its model, fit to be kept. Pure. */
export function toStored(lesson: Lesson, made: MadeWith, fingerprint: string): StoredLesson {
  const { labels, refusals: found, heldOut, frozen } = lesson;
  return { madeWith: made, fingerprint, labels, refusals: found, heldOut, frozen };
}

/** Whether scores made with the one sentence model can be judged by what was learned with the other. Pure. */
export function isSame(one: MadeWith, other: MadeWith): boolean {
  return one.model === other.model && one.dtype === other.dtype;
}

/** After a person went back to the default, nothing learned is put in use until a person does that. Pure. */
export function isHeld(activation: Activation | undefined): boolean {
  return activation?.modelName === null && activation.accountId !== null;
}
