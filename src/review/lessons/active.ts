import type { Db } from '../../db/open.ts';
import { defaultModel, type ScoreModel } from '../../matching/learning/model.ts';
import { isSame } from './model.ts';
import { findLesson, findNewestActivation } from './store.ts';
import type { MadeWith } from './stored-lesson.ts';

export interface ActiveModel {
  /** What turns features into scores now; held in memory, so it may be asked for every pair. */
  current(): ScoreModel;
  /** To be called after every activation. */
  refresh(): void;
}

/**
 * The model of the newest activation. The default stands in for one that was learned with another sentence model than
 * `now`, or by another version of the program: its weights would mean something else.
 */
export function createActiveModel({ db, now }: { db: Db; now: MadeWith }): ActiveModel {
  let known: ScoreModel | null = null;

  function read(): ScoreModel {
    const name = findNewestActivation(db)?.modelName ?? null;
    const lesson = name === null ? undefined : findLesson(db, name);
    return lesson?.model != null && isSame(lesson.lesson.madeWith, now) ? lesson.model : defaultModel;
  }

  return {
    current() {
      known ??= read();
      return known;
    },
    refresh() {
      known = null;
    },
  };
}
