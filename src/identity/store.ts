import { and, count, eq, gt, inArray, isNull, ne, sql } from 'drizzle-orm';
import type { Sql } from '../db/tx.ts';
import type { Account, HeldRole, Membership, Organisation } from './model.ts';
import { accounts, consents, memberships, organisations } from './tables.ts';

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
  account: Account & { passwordHash: string; createdAt: number; email?: string },
  roles: Membership[],
): void {
  db.insert(accounts)
    .values({ passwordChangedAt: account.createdAt, ...account })
    .run();
  for (const role of roles)
    db.insert(memberships)
      .values({ accountId: account.id, ...role })
      .run();
}

export function countAccounts(db: Sql): number {
  return db.select({ total: count() }).from(accounts).get()?.total ?? 0;
}

export type StoredAccount = typeof accounts.$inferSelect;

/** What the accounts with these ids are called, by id; deleted ones are called nothing any more. */
export function findAccountNames(db: Sql, ids: string[]): Map<string, Account> {
  const rows = db
    .select({ id: accounts.id, name: accounts.name, displayName: accounts.displayName })
    .from(accounts)
    .where(and(inArray(accounts.id, [...new Set(ids)]), ne(accounts.state, 'deleted')))
    .all();
  return new Map(rows.map((row) => [row.id, row]));
}

/** These rows with what the account behind each is called; null for the service itself and for deleted accounts. */
export function withNames<Row extends { accountId: string | null }>(
  db: Sql,
  rows: readonly Row[],
): (Row & { by: string | null })[] {
  const names = findAccountNames(
    db,
    rows.flatMap(({ accountId }) => accountId ?? []),
  );
  return rows.map((row) => ({ ...row, by: names.get(row.accountId ?? '')?.displayName ?? null }));
}

/** Account names are compared without regard to case. */
export function findAccountByName(db: Sql, name: string): StoredAccount | undefined {
  return db.select().from(accounts).where(sql`${accounts.name} = ${name} COLLATE NOCASE`).get();
}

export function findAccount(db: Sql, id: string): StoredAccount | undefined {
  return db.select().from(accounts).where(eq(accounts.id, id)).get();
}

export function updateAccount(db: Sql, id: string, changes: Partial<Omit<StoredAccount, 'id'>>): void {
  db.update(accounts).set(changes).where(eq(accounts.id, id)).run();
}

/** What an account is where; only memberships in confirmed organisations count. */
export function findHeldRoles(db: Sql, accountId: string): HeldRole[] {
  return db
    .select({
      organisationId: memberships.organisationId,
      role: memberships.role,
      organisationName: organisations.name,
      kind: organisations.kind,
    })
    .from(memberships)
    .innerJoin(organisations, eq(organisations.id, memberships.organisationId))
    .where(and(eq(memberships.accountId, accountId), eq(organisations.state, 'confirmed')))
    .orderBy(memberships.organisationId, memberships.role)
    .all();
}

/** The organisations that let this account act for them at the moment. */
export function findActedFor(db: Sql, accountId: string, now: number): string[] {
  const rows = db
    .selectDistinct({ id: consents.organisationId })
    .from(consents)
    .where(and(eq(consents.accountId, accountId), isNull(consents.endedAt), gt(consents.expiresAt, now)))
    .all();
  return rows.map(({ id }) => id);
}
