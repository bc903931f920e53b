import { and, count, desc, eq, gt, isNull, lt, ne, or, sql } from 'drizzle-orm';
import type { Sql } from '../db/tx.ts';
import { type Page, type Place, toPage } from '../kernel/paging.ts';
import type { accountStates, Membership, OrganisationState, Role } from './model.ts';
import type { StoredAccount } from './store.ts';
import { accounts, invitations, memberships, organisations } from './tables.ts';

export type AccountState = (typeof accountStates)[number];

export function insertPerson(db: Sql, account: typeof accounts.$inferInsert, roles: Membership[]): void {
  db.insert(accounts).values(account).run();
  for (const { organisationId, role } of roles) insertMembership(db, account.id, organisationId, role);
}

export function insertMembership(db: Sql, accountId: string, organisationId: string, role: Role): void {
  db.insert(memberships).values({ accountId, organisationId, role }).run();
}

/** Takes one role away; false where there was none. */
export function deleteMembership(db: Sql, accountId: string, organisationId: string, role: Role): boolean {
  const gone = db
    .delete(memberships)
    .where(and(isMember(accountId, organisationId), eq(memberships.role, role)))
    .returning({ role: memberships.role })
    .all();
  return gone.length === 1;
}

function isMember(accountId: string, organisationId: string) {
  return and(eq(memberships.accountId, accountId), eq(memberships.organisationId, organisationId));
}

export interface MembershipOf extends Membership {
  organisationName: string;
  organisationState: OrganisationState;
}

/** Everything an account is, whatever the state of the organisation. */
export function findMemberships(db: Sql, accountId: string): MembershipOf[] {
  return db
    .select({
      organisationId: memberships.organisationId,
      role: memberships.role,
      organisationName: organisations.name,
      organisationState: organisations.state,
    })
    .from(memberships)
    .innerJoin(organisations, eq(organisations.id, memberships.organisationId))
    .where(eq(memberships.accountId, accountId))
    .orderBy(memberships.organisationId, memberships.role)
    .all();
}

export interface Member {
  accountId: string;
  displayName: string;
  state: AccountState;
  role: Role;
}

/** By account, then role. */
export function listMembers(
  db: Sql,
  organisationId: string,
  limit: number,
  after: Place | null,
): Page<Member> {
  const own = eq(memberships.organisationId, organisationId);
  const place =
    after === null
      ? undefined
      : or(
          gt(memberships.accountId, after.id),
          and(eq(memberships.accountId, after.id), sql`${memberships.role} > ${after.key}`),
        );
  const rows = db
    .select({
      accountId: memberships.accountId,
      displayName: accounts.displayName,
      state: accounts.state,
      role: memberships.role,
    })
    .from(memberships)
    .innerJoin(accounts, eq(accounts.id, memberships.accountId))
    .where(and(own, place))
    .orderBy(memberships.accountId, memberships.role)
    .limit(limit + 1)
    .all();
  const total = db.select({ total: count() }).from(memberships).where(own).get()?.total ?? 0;
  return toPage(rows, limit, total, ({ accountId, role }) => ({ key: role, id: accountId }));
}

/** The mail addresses of the people who are that in an organisation and can sign in; each once. */
export function listAddresses(db: Sql, organisationId: string, role: Role): string[] {
  const rows = db
    .selectDistinct({ email: accounts.email })
    .from(memberships)
    .innerJoin(accounts, eq(accounts.id, memberships.accountId))
    .where(
      and(
        eq(memberships.organisationId, organisationId),
        eq(memberships.role, role),
        eq(accounts.state, 'active'),
        ne(accounts.email, ''),
      ),
    )
    .orderBy(accounts.email)
    .all();
  return rows.map(({ email }) => email);
}

/** How many people beside this one work in an organisation and can sign in. */
export function countColleagues(db: Sql, organisationId: string, accountId: string): number {
  return (
    db
      .select({ total: sql<number>`count(DISTINCT ${memberships.accountId})` })
      .from(memberships)
      .innerJoin(accounts, eq(accounts.id, memberships.accountId))
      .where(
        and(
          eq(memberships.organisationId, organisationId),
          ne(memberships.accountId, accountId),
          eq(accounts.state, 'active'),
        ),
      )
      .get()?.total ?? 0
  );
}

/** How many active administrators there are in confirmed organisations, without those of this account or place. */
export function countAdmins(db: Sql, except: { accountId?: string; organisationId?: string }): number {
  const { accountId, organisationId } = except;
  const excepted = and(
    accountId === undefined ? undefined : eq(memberships.accountId, accountId),
    organisationId === undefined ? undefined : eq(memberships.organisationId, organisationId),
  );
  return (
    db
      .select({ total: count() })
      .from(memberships)
      .innerJoin(accounts, eq(accounts.id, memberships.accountId))
      .innerJoin(organisations, eq(organisations.id, memberships.organisationId))
      .where(
        and(
          eq(memberships.role, 'admin'),
          eq(accounts.state, 'active'),
          eq(organisations.state, 'confirmed'),
          excepted && sql`NOT (${excepted})`,
        ),
      )
      .get()?.total ?? 0
  );
}

/** Whether an account may act in that role somewhere: active, and in a confirmed organisation. */
export function holdsRole(db: Sql, accountId: string, role: Role): boolean {
  const row = db
    .select({ role: memberships.role })
    .from(memberships)
    .innerJoin(accounts, eq(accounts.id, memberships.accountId))
    .innerJoin(organisations, eq(organisations.id, memberships.organisationId))
    .where(
      and(
        eq(memberships.accountId, accountId),
        eq(memberships.role, role),
        eq(accounts.state, 'active'),
        eq(organisations.state, 'confirmed'),
      ),
    )
    .get();
  return row !== undefined;
}

/** Newest first; `q` is part of a name or e-mail. */
export function listAccounts(db: Sql, q: string, limit: number, after: Place | null): Page<StoredAccount> {
  const found = [accounts.name, accounts.displayName, accounts.email].map(
    (column) => sql`instr(lower(${column}), lower(${q})) > 0`,
  );
  const wanted = q === '' ? undefined : or(...found);
  const rows = db
    .select()
    .from(accounts)
    .where(and(wanted, after === null ? undefined : lt(accounts.id, after.id)))
    .orderBy(desc(accounts.id))
    .limit(limit + 1)
    .all();
  const total = db.select({ total: count() }).from(accounts).where(wanted).get()?.total ?? 0;
  return toPage(rows, limit, total, ({ id }) => ({ key: id, id }));
}

/** Writes parts of an account if it still has the version it was read at; false when somebody else was first. */
export function changeAccount(
  db: Sql,
  account: Pick<StoredAccount, 'id' | 'version'>,
  changes: Partial<Omit<StoredAccount, 'id' | 'version'>>,
): boolean {
  const written = db
    .update(accounts)
    .set({ ...changes, version: account.version + 1 })
    .where(and(eq(accounts.id, account.id), eq(accounts.version, account.version)))
    .returning({ id: accounts.id })
    .all();
  return written.length === 1;
}

/** Ends the open invitations an account made; of one organisation, or of all. */
export function revokeInvitationsBy(db: Sql, accountId: string, now: number, organisationId?: string): void {
  db.update(invitations)
    .set({ revokedAt: now })
    .where(
      and(
        eq(invitations.createdBy, accountId),
        isNull(invitations.acceptedAt),
        isNull(invitations.revokedAt),
        organisationId === undefined ? undefined : eq(invitations.organisationId, organisationId),
      ),
    )
    .run();
}
