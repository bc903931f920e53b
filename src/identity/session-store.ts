import { and, desc, eq, lte, or } from 'drizzle-orm';
import type { Sql } from '../db/tx.ts';
import { sessions } from './tables.ts';

export type StoredSession = typeof sessions.$inferSelect;

export function insertSession(db: Sql, session: StoredSession): void {
  db.insert(sessions).values(session).run();
}

export function findSession(db: Sql, tokenHash: string): StoredSession | undefined {
  return db.select().from(sessions).where(eq(sessions.tokenHash, tokenHash)).get();
}

/** The sessions of an account, newest first. */
export function findSessionsOf(db: Sql, accountId: string): StoredSession[] {
  return db
    .select()
    .from(sessions)
    .where(eq(sessions.accountId, accountId))
    .orderBy(desc(sessions.createdAt), desc(sessions.id))
    .all();
}

/** Sessions whose time is over: past their end, or not seen since `idleSince`. */
export function findEndedSessions(db: Sql, now: number, idleSince: number): StoredSession[] {
  return db
    .select()
    .from(sessions)
    .where(or(lte(sessions.expiresAt, now), lte(sessions.lastSeenAt, idleSince)))
    .all();
}

export function updateSession(db: Sql, tokenHash: string, changes: Partial<StoredSession>): void {
  db.update(sessions).set(changes).where(eq(sessions.tokenHash, tokenHash)).run();
}

export function deleteSession(db: Sql, tokenHash: string): void {
  db.delete(sessions).where(eq(sessions.tokenHash, tokenHash)).run();
}

export function findSessionById(db: Sql, accountId: string, id: string): StoredSession | undefined {
  return db
    .select()
    .from(sessions)
    .where(and(eq(sessions.accountId, accountId), eq(sessions.id, id)))
    .get();
}
