import { setImmediate as turn } from 'node:timers/promises';
import type { Db } from '../../db/open.ts';
import { readSetting, writeSetting } from '../../db/settings.ts';
import { transact } from '../../db/tx.ts';
import { service } from '../../identity/model.ts';
import { enqueue } from '../../jobs/outbox.ts';
import { type Clock, shanghaiDay, shanghaiTime } from '../../kernel/clock.ts';
import type { Logger } from '../../kernel/log.ts';
import { LEAST_LABELS } from '../../matching/learning/recipes.ts';
import type { createActivate } from './activate.ts';
import { fingerprintOf } from './labels.ts';
import type { Learner } from './learner.ts';
import { isHeld, toStored } from './model.ts';
import type { createLabelReader } from './read-labels.ts';
import { countNamed, findNewestActivation, findNewestLesson, insertLesson, listPublished } from './store.ts';
import type { MadeWith } from './stored-lesson.ts';

/** The job that learns from decisions; its key says who asked: `night`, or `request`. */
export const SCORES_LEARN = 'scores.learn';
const NIGHT = 'night';
export const REQUEST = 'request';

/** Which day's night has been asked for, in the data folder, so that a restart does not ask again. */
const LAST_NIGHT = 'scores.learned-on';
/** Entries whose suggestions are asked for in one transaction. */
const PAGE = 500;

export interface LearnJobDeps {
  db: Db;
  clock: Clock;
  log: Logger;
  now: MadeWith;
  /** Hour of the day in Shanghai from which on a night's learning is due. */
  hour: number;
  labels: ReturnType<typeof createLabelReader>;
  learner: Learner;
  activate: ReturnType<typeof createActivate>;
  /** Asks for the suggestions of these entries. */
  request(ids: string[]): void;
  kick(): void;
}

/** What the service does by itself: learn at night, and score suggestions anew. */
export function createLearnJob(deps: LearnJobDeps) {
  const { db, clock, log, now, hour, labels, learner, activate, request, kick } = deps;

  function newName(): string {
    const beginning = `learned-${shanghaiDay(clock.now())}-`;
    return `${beginning}${countNamed(db, beginning) + 1}`;
  }

  return {
    /** Asks for the night's learning, once a day from the hour on; later where the service was not running then. */
    askAtNight(): void {
      const at = clock.now();
      const day = shanghaiDay(at);
      if (Number(shanghaiTime(at).slice(11, 13)) < hour || readSetting(db, LAST_NIGHT) === day) return;
      transact(db, (tx) => {
        writeSetting(tx.sql, LAST_NIGHT, day);
        enqueue(tx, SCORES_LEARN, NIGHT, at);
      });
      kick();
    },

    /**
     * The job's handler: one lesson from all decisions of this moment, kept whatever comes of it, and its model put in
     * use where nothing speaks against that. At night nothing happens below 30 labels, or where nothing is new.
     */
    async learn(keys: string[]): Promise<void> {
      const known = await labels.read();
      const fingerprint = fingerprintOf(known, now);
      if (!keys.includes(REQUEST)) {
        if (known.length < LEAST_LABELS) return;
        if (findNewestLesson(db)?.lesson.fingerprint === fingerprint) return;
      }
      const name = newName();
      const lesson = await learner.learn(known, { name, ...now });
      const model = lesson.activate ? lesson.candidate : null;
      const isUsed = transact(db, (tx) => {
        const kept = { name, model, lesson: toStored(lesson, now, fingerprint), createdAt: clock.now() };
        insertLesson(tx.sql, kept);
        if (model === null || isHeld(findNewestActivation(tx.sql))) return false;
        activate(tx, service, name);
        return true;
      });
      log.info({ lesson: name, labels: lesson.labels.all, refusals: lesson.refusals, isUsed }, 'learned');
      kick();
    },

    /** The other job's handler: asks for the suggestions of all published entries, page by page. */
    async apply(): Promise<void> {
      for (let page = listPublished(db, '', PAGE); page.length > 0; ) {
        request(page);
        await turn();
        page = listPublished(db, page.at(-1)!, PAGE);
      }
      kick();
    },
  };
}
