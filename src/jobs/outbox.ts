import { and, count, eq, min, sql } from 'drizzle-orm';
import { integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import type { Sql, Tx } from '../db/tx.ts';

/** Work to do after a commit. One row per topic and key: repeated requests coalesce into the newest `revision`. */
export const outbox = sqliteTable(
  'outbox',
  {
    topic: text().notNull(),
    key: text().notNull(),
    revision: integer().notNull().default(1),
    attempts: integer().notNull().default(0),
    runAfter: integer('run_after').notNull().default(0),
    parked: integer({ mode: 'boolean' }).notNull().default(false),
    error: text(),
    enqueuedAt: integer('enqueued_at').notNull(),
  },
  (table) => [primaryKey({ columns: [table.topic, table.key] })],
);

export type OutboxRow = typeof outbox.$inferSelect;

/**
 * Asks for a job in the caller's transaction, so it exists exactly when the change does. A row that is being
 * worked on gets a new revision and therefore runs again; a parked or delayed one gets a fresh start.
 */
export function enqueue(tx: Tx, topic: string, key: string, now: number): void {
  tx.sql
    .insert(outbox)
    .values({ topic, key, enqueuedAt: now })
    .onConflictDoUpdate({
      target: [outbox.topic, outbox.key],
      set: { revision: sql`${outbox.revision} + 1`, attempts: 0, runAfter: 0, parked: false, error: null },
    })
    .run();
}

/** How many jobs wait and how many were given up. */
export function countJobs(db: Sql): { pending: number; failed: number } {
  const row = db
    .select({
      pending: sql<number>`coalesce(sum(${outbox.parked} = 0), 0)`,
      failed: sql<number>`coalesce(sum(${outbox.parked} = 1), 0)`,
    })
    .from(outbox)
    .get();
  return row ?? { pending: 0, failed: 0 };
}

/** How many jobs of a topic wait and were not given up. */
export function countDue(db: Sql, topic: string): number {
  return (
    db
      .select({ total: count() })
      .from(outbox)
      .where(and(eq(outbox.topic, topic), eq(outbox.parked, false)))
      .get()?.total ?? 0
  );
}

/** When the oldest waiting job was asked for; of one topic, or of all. Null when nothing waits. */
export function oldestDue(db: Sql, topic?: string): number | null {
  const ofTopic = topic === undefined ? undefined : eq(outbox.topic, topic);
  const row = db
    .select({ oldest: min(outbox.enqueuedAt) })
    .from(outbox)
    .where(and(eq(outbox.parked, false), ofTopic))
    .get();
  return row?.oldest ?? null;
}

/** Gives parked jobs a fresh start: all, or one. Gives how many. */
export function retryParked(tx: Tx, job?: { topic: string; key: string }): number {
  const one = job && and(eq(outbox.topic, job.topic), eq(outbox.key, job.key));
  return tx.sql
    .update(outbox)
    .set({ parked: false, attempts: 0, runAfter: 0, error: null, revision: sql`${outbox.revision} + 1` })
    .where(and(eq(outbox.parked, true), one))
    .returning({ key: outbox.key })
    .all().length;
}

/** Forgets the jobs of a topic that nobody works on any more. */
export function dropJobs(tx: Tx, topic: string): void {
  tx.sql.delete(outbox).where(eq(outbox.topic, topic)).run();
}
