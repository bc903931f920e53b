import { expect, it } from 'vitest';
import type { Db } from '../../src/db/open.ts';
import { transact } from '../../src/db/tx.ts';
import { countJobs, enqueue, outbox } from '../../src/jobs/outbox.ts';
import { createTestDatabase } from '../db/test-database.ts';

const ask = (db: Db, topic: string, key: string, now = 1) =>
  transact(db, (tx) => enqueue(tx, topic, key, now));
const rows = (db: Db) => db.select().from(outbox).orderBy(outbox.topic, outbox.key).all();

it('keeps one job for each topic and key, however often it is asked for', () => {
  const db = createTestDatabase();
  ask(db, 'index', 'a');
  ask(db, 'index', 'a');
  ask(db, 'index', 'b');
  ask(db, 'embed', 'a');
  expect(rows(db).map(({ topic, key, revision }) => [topic, key, revision])).toEqual([
    ['embed', 'a', 1],
    ['index', 'a', 2],
    ['index', 'b', 1],
  ]);
  expect(countJobs(db)).toEqual({ pending: 3, failed: 0 });
});

it('keeps a job’s place in the queue when it is asked for again', () => {
  const db = createTestDatabase();
  ask(db, 'index', 'a', 1);
  ask(db, 'index', 'a', 9);
  expect(rows(db)[0]?.enqueuedAt).toBe(1);
});

it('leaves no job when the change that asked for it is undone', () => {
  const db = createTestDatabase();
  const change = () =>
    transact(db, (tx) => {
      enqueue(tx, 'index', 'a', 1);
      throw new Error('changed our mind');
    });
  expect(change).toThrow('changed our mind');
  expect(countJobs(db)).toEqual({ pending: 0, failed: 0 });
});

it('keeps the earlier job as it was when asking again is undone', () => {
  const db = createTestDatabase();
  ask(db, 'index', 'a');
  const before = rows(db);
  const change = () =>
    transact(db, (tx) => {
      enqueue(tx, 'index', 'a', 1);
      throw new Error('changed our mind');
    });
  expect(change).toThrow('changed our mind');
  expect(rows(db)).toEqual(before);
});

it('gives a job that was put off or given up a fresh start when it is asked for again', () => {
  const db = createTestDatabase();
  ask(db, 'index', 'a');
  db.update(outbox).set({ attempts: 8, runAfter: 99, parked: true, error: 'broken' }).run();
  expect(countJobs(db)).toEqual({ pending: 0, failed: 1 });
  ask(db, 'index', 'a');
  expect(rows(db)[0]).toMatchObject({ attempts: 0, runAfter: 0, parked: false, error: null, revision: 2 });
  expect(countJobs(db)).toEqual({ pending: 1, failed: 0 });
});

it('counts none in an empty box', () => {
  expect(countJobs(createTestDatabase())).toEqual({ pending: 0, failed: 0 });
});
