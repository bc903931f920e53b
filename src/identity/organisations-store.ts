import { and, count, desc, eq, inArray, lt, type SQL, sql } from 'drizzle-orm';
import type { Sql } from '../db/tx.ts';
import { type Page, type Place, toPage } from '../kernel/paging.ts';
import type { Organisation, OrganisationState, Role } from './model.ts';
import { memberships, organisations } from './tables.ts';

export function findOrganisation(db: Sql, id: string): Organisation | undefined {
  return db.select().from(organisations).where(eq(organisations.id, id)).get();
}

export function findByCreditCode(db: Sql, creditCode: string): Organisation | undefined {
  return db.select().from(organisations).where(eq(organisations.creditCode, creditCode)).get();
}

/** Writes a changed organisation if it still has the version it was read at; false when somebody else was first. */
export function updateOrganisation(db: Sql, organisation: Organisation, readVersion: number): boolean {
  const { id, createdAt: _createdAt, sample: _sample, ...changes } = organisation;
  const written = db
    .update(organisations)
    .set(changes)
    .where(and(eq(organisations.id, id), eq(organisations.version, readVersion)))
    .returning({ id: organisations.id })
    .all();
  return written.length === 1;
}

export interface OrganisationFilter {
  state?: OrganisationState | undefined;
  /** Part of the name, or a whole credit code. */
  q?: string | undefined;
}

/** Newest first: ids rise with creation time. */
export function listOrganisations(
  db: Sql,
  filter: OrganisationFilter,
  limit: number,
  after: Place | null,
): Page<Organisation> {
  const wanted = and(
    filter.state && eq(organisations.state, filter.state),
    filter.q
      ? sql`(${contains(filter.q)} OR ${organisations.creditCode} = ${filter.q.toUpperCase()})`
      : undefined,
  );
  const place = after === null ? undefined : lt(organisations.id, after.id);
  const rows = db
    .select()
    .from(organisations)
    .where(and(wanted, place))
    .orderBy(desc(organisations.id))
    .limit(limit + 1)
    .all();
  const total = db.select({ total: count() }).from(organisations).where(wanted).get()?.total ?? 0;
  return toPage(rows, limit, total, ({ id }) => ({ key: id, id }));
}

/** Confirmed organisations whose name contains the text, those that begin with it first. */
export function chooseOrganisations(db: Sql, q: string, limit: number): Organisation[] {
  return db
    .select()
    .from(organisations)
    .where(and(eq(organisations.state, 'confirmed'), q === '' ? undefined : contains(q)))
    .orderBy(sql`${place(q)} = 1 DESC`, organisations.name, organisations.id)
    .limit(limit)
    .all();
}

/** Where a text stands in the name, from 1; 0 where it does not. Not LIKE: a text may hold % and _. */
function place(q: string): SQL {
  return sql`instr(lower(${organisations.name}), lower(${q}))`;
}

function contains(q: string): SQL {
  return sql`${place(q)} > 0`;
}

/** The organisations an account belongs to, in whatever state, with its roles there. */
export function findOwnOrganisations(
  db: Sql,
  accountId: string,
): { organisation: Organisation; roles: Role[] }[] {
  const held = db
    .select({ organisation: organisations, role: memberships.role })
    .from(memberships)
    .innerJoin(organisations, eq(organisations.id, memberships.organisationId))
    .where(eq(memberships.accountId, accountId))
    .orderBy(organisations.id, memberships.role)
    .all();
  const byId = new Map<string, { organisation: Organisation; roles: Role[] }>();
  for (const { organisation, role } of held) {
    const known = byId.get(organisation.id) ?? { organisation, roles: [] };
    known.roles.push(role);
    byId.set(organisation.id, known);
  }
  return [...byId.values()];
}

/** The roles of an account in an organisation, whatever that one's state. */
export function findRoles(db: Sql, accountId: string, organisationId: string): Role[] {
  return db
    .select({ role: memberships.role })
    .from(memberships)
    .where(and(eq(memberships.accountId, accountId), eq(memberships.organisationId, organisationId)))
    .all()
    .map(({ role }) => role);
}

/** Takes these roles from all people of an organisation and gives each of them the others instead. */
export function replaceRoles(db: Sql, organisationId: string, old: readonly Role[], roles: Role[]): void {
  const gone = db
    .delete(memberships)
    .where(and(eq(memberships.organisationId, organisationId), inArray(memberships.role, [...old])))
    .returning({ accountId: memberships.accountId })
    .all();
  for (const accountId of new Set(gone.map((row) => row.accountId))) {
    for (const role of roles) db.insert(memberships).values({ accountId, organisationId, role }).run();
  }
}
