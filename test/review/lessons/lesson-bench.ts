import { onTestFinished } from 'vitest';
import { type Operator, seedDecisions } from '../../../scripts/decided-matches.ts';
import { service } from '../../../src/identity/model.ts';
import { createSchedule } from '../../../src/jobs/schedule.ts';
import { createWorker } from '../../../src/jobs/worker.ts';
import { frozenLabels, readFrozenSet } from '../../../src/matching/learning/frozen.ts';
import { createActiveModel } from '../../../src/review/lessons/active.ts';
import { createLessons } from '../../../src/review/lessons/start.ts';
import type { MadeWith } from '../../../src/review/lessons/stored-lesson.ts';
import { createTestDatabase } from '../../db/test-database.ts';
import { createTestLog } from '../../jobs/test-log.ts';
import { createFakeClock } from '../../kernel/fake-clock.ts';

const FROZEN_FILE = 'data/learning/frozen.jsonl';
const frozen = readFrozenSet(FROZEN_FILE);
export const pairs = frozenLabels(frozen);
/** The sentence model of the frozen set. */
export const SHIPPED: MadeWith = { model: frozen.model, dtype: frozen.dtype };

interface Options {
  now?: MadeWith;
  hour?: number;
  frozenFile?: string;
}

/** Everything that learns, on a database of its own whose decisions come from past the desk; the clock stands still. */
export function createLessonBench(options: Options = {}) {
  const { now = SHIPPED, hour = 3, frozenFile = FROZEN_FILE } = options;
  const db = createTestDatabase();
  const clock = createFakeClock();
  const { log, lines } = createTestLog();
  const worker = createWorker({ db, clock, log });
  const ticks: (() => unknown)[] = [];
  const schedule = {
    ...createSchedule({ log }),
    every: (_ms: number, _name: string, work: () => unknown) => ticks.push(work),
  };
  const active = createActiveModel({ db, now });
  const requested: string[][] = [];
  const request = (ids: string[]) => void requested.push(ids);
  const parts = { now, active, frozenFile, hour, worker, schedule, request };
  const lessons = createLessons({ db, clock, log, ...parts });
  onTestFinished(async () => {
    await lessons.close();
    await worker.stop();
  });
  const overview = () => lessons.service.overview(service, { limit: 100 });
  return {
    ...{ db, clock, worker, active, lessons, lines, requested, overview },
    seed: (count: number, operator: Operator, seed = 1) =>
      seedDecisions(db, { pairs, count, operator, seed, madeWith: SHIPPED }),

    /** Somebody asks for a lesson; gives it as it was kept. */
    async learn() {
      lessons.service.learnNow(service);
      await worker.drain();
      return (await overview()).lessons.items[0]!;
    },

    /** The schedule looks whether a night's learning is due; gives how many lessons there are then. */
    async look(): Promise<number> {
      for (const tick of ticks) tick();
      await worker.drain();
      return (await overview()).lessons.total;
    },

    logged: () =>
      db.$client
        .prepare(`SELECT actor_id, action, subject_id, facts FROM audit_log WHERE action = 'scores.activate'`)
        .all(),
  };
}
