import { and, count, desc, eq, gt, isNull, lt } from 'drizzle-orm';
import type { Sql } from '../db/tx.ts';
import { type Page, type Place, toPage } from '../kernel/paging.ts';
import { accounts, consents } from './tables.ts';

export type Consent = typeof consents.$inferSelect;

/** A consent with the name of the operator who may act by it. */
export type NamedConsent = Consent & { operator: string };

export function insertConsent(db: Sql, consent: Consent): void {
  db.insert(consents).values(consent).run();
}

export function findConsent(db: Sql, id: string): Consent | undefined {
  return db.select().from(consents).where(eq(consents.id, id)).get();
}

/** Newest first: ids rise with time. */
export function listConsents(
  db: Sql,
  organisationId: string,
  limit: number,
  after: Place | null,
): Page<NamedConsent> {
  const own = eq(consents.organisationId, organisationId);
  const rows = db
    .select({ consent: consents, operator: accounts.displayName })
    .from(consents)
    .innerJoin(accounts, eq(accounts.id, consents.accountId))
    .where(and(own, after === null ? undefined : lt(consents.id, after.id)))
    .orderBy(desc(consents.id))
    .limit(limit + 1)
    .all()
    .map(({ consent, operator }) => ({ ...consent, operator }));
  const total = db.select({ total: count() }).from(consents).where(own).get()?.total ?? 0;
  return toPage(rows, limit, total, ({ id }) => ({ key: id, id }));
}

/** Ends a consent that runs; false when it was over. */
export function endConsent(db: Sql, id: string, now: number): boolean {
  const ended = db
    .update(consents)
    .set({ endedAt: now })
    .where(and(eq(consents.id, id), isNull(consents.endedAt), gt(consents.expiresAt, now)))
    .returning({ id: consents.id })
    .all();
  return ended.length === 1;
}

/** Ends all consents of an organisation that run. */
export function endConsentsOf(db: Sql, organisationId: string, now: number): void {
  db.update(consents)
    .set({ endedAt: now })
    .where(
      and(eq(consents.organisationId, organisationId), isNull(consents.endedAt), gt(consents.expiresAt, now)),
    )
    .run();
}

/** Ends all consents by which an account acts for others. */
export function endConsentsFor(db: Sql, accountId: string, now: number): void {
  db.update(consents)
    .set({ endedAt: now })
    .where(and(eq(consents.accountId, accountId), isNull(consents.endedAt), gt(consents.expiresAt, now)))
    .run();
}
