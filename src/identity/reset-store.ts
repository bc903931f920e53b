import { and, desc, eq, gt, isNull, lte } from 'drizzle-orm';
import type { Sql } from '../db/tx.ts';
import { passwordResets } from './sign-in-tables.ts';

type StoredReset = typeof passwordResets.$inferSelect;

export function insertReset(db: Sql, reset: typeof passwordResets.$inferInsert): void {
  db.insert(passwordResets).values(reset).run();
}

export function findNewestReset(db: Sql, accountId: string): StoredReset | undefined {
  return db
    .select()
    .from(passwordResets)
    .where(eq(passwordResets.accountId, accountId))
    .orderBy(desc(passwordResets.createdAt))
    .limit(1)
    .get();
}

/** The reset behind a token that was not used and has not run out. */
export function findOpenReset(db: Sql, tokenHash: string, now: number): StoredReset | undefined {
  const open = and(
    eq(passwordResets.tokenHash, tokenHash),
    isNull(passwordResets.usedAt),
    gt(passwordResets.expiresAt, now),
  );
  return db.select().from(passwordResets).where(open).get();
}

export function deleteResetsOf(db: Sql, accountId: string): void {
  db.delete(passwordResets).where(eq(passwordResets.accountId, accountId)).run();
}

export function deleteEndedResets(db: Sql, now: number): void {
  db.delete(passwordResets).where(lte(passwordResets.expiresAt, now)).run();
}
