import { and, count, desc, eq, gt, isNull } from 'drizzle-orm';
import type { Sql } from '../db/tx.ts';
import { apiTokens } from './sign-in-tables.ts';

export type StoredToken = typeof apiTokens.$inferSelect;

export function insertToken(db: Sql, token: typeof apiTokens.$inferInsert): void {
  db.insert(apiTokens).values(token).run();
}

export function findToken(db: Sql, tokenHash: string): StoredToken | undefined {
  return db.select().from(apiTokens).where(eq(apiTokens.tokenHash, tokenHash)).get();
}

/** The tokens of an account that were not revoked, newest first; those that ran out among them. */
export function findTokensOf(db: Sql, accountId: string): StoredToken[] {
  return db
    .select()
    .from(apiTokens)
    .where(and(eq(apiTokens.accountId, accountId), isNull(apiTokens.revokedAt)))
    .orderBy(desc(apiTokens.createdAt), desc(apiTokens.id))
    .all();
}

export function countRunningTokens(db: Sql, accountId: string, now: number): number {
  const running = and(
    eq(apiTokens.accountId, accountId),
    isNull(apiTokens.revokedAt),
    gt(apiTokens.expiresAt, now),
  );
  return db.select({ total: count() }).from(apiTokens).where(running).get()?.total ?? 0;
}

export function updateToken(db: Sql, id: string, changes: Partial<StoredToken>): void {
  db.update(apiTokens).set(changes).where(eq(apiTokens.id, id)).run();
}

/** No token of the account counts as made with a second factor any more. */
export function forgetSecondFactor(db: Sql, accountId: string): void {
  db.update(apiTokens).set({ secondFactor: false }).where(eq(apiTokens.accountId, accountId)).run();
}
