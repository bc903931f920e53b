import { and, eq, isNull, lt } from 'drizzle-orm';
import type { Sql } from '../db/tx.ts';
import { idempotentAnswers } from './tables.ts';

export type StoredAnswer = typeof idempotentAnswers.$inferSelect;

/** Whose request under which key; the key is stored as its hash. */
export type AnswerKey = Pick<StoredAnswer, 'actor' | 'key'>;

function whose({ actor, key }: AnswerKey) {
  return and(eq(idempotentAnswers.actor, actor), eq(idempotentAnswers.key, key));
}

export function findAnswer(db: Sql, key: AnswerKey): StoredAnswer | undefined {
  return db.select().from(idempotentAnswers).where(whose(key)).get();
}

/** Claims a key; an earlier claim or answer under it gives way. */
export function putClaim(db: Sql, claim: AnswerKey & { requestHash: string; at: number }): void {
  const fresh = { ...claim, status: null, body: null, headers: null };
  db.insert(idempotentAnswers)
    .values(fresh)
    .onConflictDoUpdate({ target: [idempotentAnswers.actor, idempotentAnswers.key], set: fresh })
    .run();
}

/** Keeps the answer under a claim of that moment; one that was taken over since is left alone. */
export function keepAnswer(
  db: Sql,
  claim: AnswerKey & { at: number },
  answer: Pick<StoredAnswer, 'status' | 'body' | 'headers'>,
): void {
  db.update(idempotentAnswers)
    .set(answer)
    .where(and(whose(claim), eq(idempotentAnswers.at, claim.at), isNull(idempotentAnswers.status)))
    .run();
}

/** Frees the key of a request that came to nothing. */
export function dropClaim(db: Sql, claim: AnswerKey & { at: number }): void {
  db.delete(idempotentAnswers)
    .where(and(whose(claim), eq(idempotentAnswers.at, claim.at), isNull(idempotentAnswers.status)))
    .run();
}

export function dropAnswersBefore(db: Sql, before: number): void {
  db.delete(idempotentAnswers).where(lt(idempotentAnswers.at, before)).run();
}
