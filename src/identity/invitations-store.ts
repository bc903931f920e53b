import { and, count, desc, eq, gt, isNull, lt } from 'drizzle-orm';
import type { Sql } from '../db/tx.ts';
import { type Page, type Place, toPage } from '../kernel/paging.ts';
import type { OrganisationKind, Role } from './model.ts';
import { accounts, invitations, organisations } from './tables.ts';

/** An invitation without its token, with the name of who made it ('' when that account is gone). */
export interface Invitation {
  id: string;
  organisationId: string;
  role: Role;
  email: string;
  createdBy: string | null;
  inviter: string;
  createdAt: number;
  expiresAt: number;
  acceptedAt: number | null;
  revokedAt: number | null;
}

/** An open invitation as the invited person finds it. */
export interface OpenInvitation extends Invitation {
  organisationName: string;
  kind: OrganisationKind;
}

const columns = {
  id: invitations.id,
  organisationId: invitations.organisationId,
  role: invitations.role,
  email: invitations.email,
  createdBy: invitations.createdBy,
  inviter: accounts.displayName,
  createdAt: invitations.createdAt,
  expiresAt: invitations.expiresAt,
  acceptedAt: invitations.acceptedAt,
  revokedAt: invitations.revokedAt,
};

function named<Row extends { inviter: string | null }>(row: Row): Row & { inviter: string } {
  return { ...row, inviter: row.inviter ?? '' };
}

export function insertInvitation(db: Sql, invitation: typeof invitations.$inferInsert): void {
  db.insert(invitations).values(invitation).run();
}

export function findInvitation(db: Sql, id: string): Invitation | undefined {
  const row = db
    .select(columns)
    .from(invitations)
    .leftJoin(accounts, eq(accounts.id, invitations.createdBy))
    .where(eq(invitations.id, id))
    .get();
  return row && named(row);
}

/** Newest first: ids rise with time. */
export function listInvitations(
  db: Sql,
  organisationId: string,
  limit: number,
  after: Place | null,
): Page<Invitation> {
  const own = eq(invitations.organisationId, organisationId);
  const rows = db
    .select(columns)
    .from(invitations)
    .leftJoin(accounts, eq(accounts.id, invitations.createdBy))
    .where(and(own, after === null ? undefined : lt(invitations.id, after.id)))
    .orderBy(desc(invitations.id))
    .limit(limit + 1)
    .all();
  const total = db.select({ total: count() }).from(invitations).where(own).get()?.total ?? 0;
  return toPage(rows.map(named), limit, total, ({ id }) => ({ key: id, id }));
}

function isOpen(now: number) {
  return and(isNull(invitations.acceptedAt), isNull(invitations.revokedAt), gt(invitations.expiresAt, now));
}

/** The invitation behind a token, while it can be used: open, and into a confirmed organisation. */
export function findOpenInvitation(db: Sql, tokenHash: string, now: number): OpenInvitation | undefined {
  const row = db
    .select({ ...columns, organisationName: organisations.name, kind: organisations.kind })
    .from(invitations)
    .innerJoin(organisations, eq(organisations.id, invitations.organisationId))
    .leftJoin(accounts, eq(accounts.id, invitations.createdBy))
    .where(and(eq(invitations.tokenHash, tokenHash), isOpen(now), eq(organisations.state, 'confirmed')))
    .get();
  return row && named(row);
}

/** Uses an invitation up; false when it was not open any more. */
export function useInvitation(db: Sql, id: string, accountId: string, now: number): boolean {
  const used = db
    .update(invitations)
    .set({ acceptedBy: accountId, acceptedAt: now })
    .where(and(eq(invitations.id, id), isOpen(now)))
    .returning({ id: invitations.id })
    .all();
  return used.length === 1;
}

/** Takes an open invitation back; false when it was not open any more. */
export function revokeInvitation(db: Sql, id: string, now: number): boolean {
  const revoked = db
    .update(invitations)
    .set({ revokedAt: now })
    .where(and(eq(invitations.id, id), isOpen(now)))
    .returning({ id: invitations.id })
    .all();
  return revoked.length === 1;
}
