import type { Db } from '../../db/open.ts';
import type { Schedule } from '../../jobs/schedule.ts';
import type { Worker } from '../../jobs/worker.ts';
import type { Clock } from '../../kernel/clock.ts';
import type { Logger } from '../../kernel/log.ts';
import { createActivate, SCORES_APPLY } from './activate.ts';
import type { ActiveModel } from './active.ts';
import { createLearnJob, SCORES_LEARN } from './learn-job.ts';
import { createLearner } from './learner.ts';
import { createLabelReader } from './read-labels.ts';
import { createScoreModelsService } from './service.ts';
import type { MadeWith } from './stored-lesson.ts';

/** How often it is looked whether the night's learning is due. */
const LOOK_MS = 5 * 60_000;

export interface LessonsStart {
  db: Db;
  clock: Clock;
  log: Logger;
  now: MadeWith;
  active: ActiveModel;
  frozenFile: string;
  hour: number;
  worker: Worker;
  schedule: Schedule;
  request(ids: string[]): void;
}

/** The part's pieces put together: the page of models, and the jobs that learn and apply. */
export function createLessons(given: LessonsStart) {
  const { db, clock, log, now, active, frozenFile, hour, worker, schedule, request } = given;
  const { kick } = worker;
  const labels = createLabelReader({ db, now });
  const learner = createLearner({ frozenFile });
  const activate = createActivate({ active, clock });
  const job = createLearnJob({ db, clock, log, now, hour, labels, learner, activate, request, kick });
  // In a lane of its own: learning takes seconds.
  worker.register(SCORES_APPLY, { handler: job.apply, batch: 1, lane: 'learning' });
  worker.register(SCORES_LEARN, { handler: job.learn, batch: 8, lane: 'learning' });
  schedule.every(LOOK_MS, 'scores.night', job.askAtNight);
  return {
    service: createScoreModelsService({ db, clock, now, active, labels, activate, kick }),
    close: learner.close,
  };
}
