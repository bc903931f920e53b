import { count, eq, inArray, lt, sql } from 'drizzle-orm';
import type { Sql } from '../db/tx.ts';
import type { Account, Membership, Organisation, SignedIn } from './model.ts';
import { accounts, memberships, organisations, sessions } from './tables.ts';

export function insertOrganisation(db: Sql, organisation: Organisation): void {
  db.insert(organisations).values(organisation).run();
}

/** The organisations with these ids, by id. */
export function findOrganisations(db: Sql, ids: string[]): Map<string, Organisation> {
  const rows = db
    .select()
    .from(organisations)
    .where(inArray(organisations.id, [...new Set(ids)]))
    .all();
  return new Map(rows.map((row) => [row.id, row]));
}

export function insertAccount(
  db: Sql,
  account: Account & { passwordHash: string; createdAt: number },
  roles: Membership[],
): void {
  db.insert(accounts).values(account).run();
  for (const role of roles)
    db.insert(memberships)
      .values({ accountId: account.id, ...role })
      .run();
}

export function countAccounts(db: Sql): number {
  return db.select({ total: count() }).from(accounts).get()?.total ?? 0;
}

/** Account names are compared without regard to case. */
export function findAccountByName(db: Sql, name: string) {
  return db.select().from(accounts).where(sql`${accounts.name} = ${name} COLLATE NOCASE`).get();
}

export function updatePasswordHash(db: Sql, name: string, passwordHash: string): void {
  db.update(accounts).set({ passwordHash }).where(sql`${accounts.name} = ${name} COLLATE NOCASE`).run();
}

export function insertSession(db: Sql, session: typeof sessions.$inferInsert): void {
  db.insert(sessions).values(session).run();
}

export function deleteSession(db: Sql, tokenHash: string): void {
  db.delete(sessions).where(eq(sessions.tokenHash, tokenHash)).run();
}

export function deleteEndedSessions(db: Sql, now: number): void {
  db.delete(sessions).where(lt(sessions.expiresAt, now)).run();
}

/** The account of a running session with its memberships; undefined when the session ended or never was. */
export function findSignedIn(db: Sql, tokenHash: string, now: number): SignedIn | undefined {
  const session = db
    .select({ account: accounts, expiresAt: sessions.expiresAt })
    .from(sessions)
    .innerJoin(accounts, eq(accounts.id, sessions.accountId))
    .where(eq(sessions.tokenHash, tokenHash))
    .get();
  if (session === undefined || session.expiresAt <= now) return undefined;
  const { id, name, displayName } = session.account;
  const roles = db
    .select({
      organisationId: memberships.organisationId,
      role: memberships.role,
      organisationName: organisations.name,
      kind: organisations.kind,
    })
    .from(memberships)
    .innerJoin(organisations, eq(organisations.id, memberships.organisationId))
    .where(eq(memberships.accountId, id))
    .orderBy(memberships.organisationId, memberships.role)
    .all();
  return { account: { id, name, displayName }, memberships: roles, expiresAt: session.expiresAt };
}
