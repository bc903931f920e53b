import { transact } from '../../src/db/tx.ts';
import { countJobs, enqueue, outbox } from '../../src/jobs/outbox.ts';
import { createWorker } from '../../src/jobs/worker.ts';
import { createTestDatabase } from '../db/test-database.ts';
import { createFakeClock } from '../kernel/fake-clock.ts';
import { createTestLog } from './test-log.ts';

/** A worker on a database of its own, with a clock that stands still and a note of every batch it was given. */
export function createBench() {
  const db = createTestDatabase();
  const clock = createFakeClock();
  const { log, lines } = createTestLog();
  const newWorker = () => createWorker({ db, clock, log });
  const batches: string[][] = [];
  return {
    db,
    clock,
    lines,
    newWorker,
    worker: newWorker(),
    batches,
    /** A handler that notes its keys and fails where `problem` gives an error for one of them. */
    noting: (problem: (key: string) => Error | undefined = () => undefined) => {
      return async (keys: string[]) => {
        batches.push(keys);
        await Promise.resolve();
        for (const key of keys) {
          const error = problem(key);
          if (error !== undefined) throw error;
        }
      };
    },
    /** Asks for jobs of the topic `index`, each in a transaction of its own. */
    ask: (...keys: string[]) => {
      for (const key of keys) transact(db, (tx) => enqueue(tx, 'index', key, clock.now()));
    },
    rows: () => db.select().from(outbox).orderBy(outbox.key).all(),
    counts: () => countJobs(db),
  };
}

/** A promise and the means to keep it. */
export function promised(): { promise: Promise<void>; keep(): void } {
  const keepers: (() => void)[] = [];
  const promise = new Promise<void>((resolve) => keepers.push(resolve));
  return { promise, keep: () => keepers[0]?.() };
}
