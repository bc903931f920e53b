import { and, count, eq, isNull } from 'drizzle-orm';
import type { Sql } from '../db/tx.ts';
import { recoveryCodes } from './sign-in-tables.ts';

/** Puts these recovery codes in the place of all earlier ones. */
export function replaceRecoveryCodes(db: Sql, accountId: string, codeHashes: string[]): void {
  db.delete(recoveryCodes).where(eq(recoveryCodes.accountId, accountId)).run();
  for (const codeHash of codeHashes) db.insert(recoveryCodes).values({ accountId, codeHash }).run();
}

export function countRecoveryCodes(db: Sql, accountId: string): number {
  const unused = and(eq(recoveryCodes.accountId, accountId), isNull(recoveryCodes.usedAt));
  return db.select({ total: count() }).from(recoveryCodes).where(unused).get()?.total ?? 0;
}

/** Uses up a recovery code; false for one that is unknown or used already. */
export function takeRecoveryCode(db: Sql, accountId: string, codeHash: string, usedAt: number): boolean {
  const used = db
    .update(recoveryCodes)
    .set({ usedAt })
    .where(
      and(
        eq(recoveryCodes.accountId, accountId),
        eq(recoveryCodes.codeHash, codeHash),
        isNull(recoveryCodes.usedAt),
      ),
    )
    .returning({ codeHash: recoveryCodes.codeHash })
    .all();
  return used.length === 1;
}
