import { and, count, desc, eq, inArray, isNotNull, lt, or, type SQL } from 'drizzle-orm';
import type { Sql } from '../db/tx.ts';
import type { ReadScope } from '../identity/policy.ts';
import type { Page, Place } from '../kernel/paging.ts';
import { toPage } from '../kernel/paging.ts';
import { contentSchemas, type Entry } from './entry.ts';
import type { Disclosure, List } from './entry-model.ts';
import type { State } from './life-cycle.ts';
import { isTargetOfAny } from './pledge-store.ts';
import { entries } from './tables.ts';

type Row = typeof entries.$inferSelect;

function toEntry(row: Row): Entry {
  const { id, list, organisationId, state, version, sample, delegated, reviewNote, createdBy } = row;
  const { createdAt, updatedAt, publishedAt } = row;
  return {
    ...{ id, list, organisationId, state, version, sample, delegated, reviewNote, createdBy },
    ...{ createdAt, updatedAt, publishedAt },
    content: contentSchemas[list].parse(row.content),
  };
}

export function insertEntry(db: Sql, entry: Entry): void {
  db.insert(entries).values(entry).run();
}

/** Writes a changed entry if it still has the version it was read at; false when somebody else was first. */
export function updateEntry(db: Sql, entry: Entry, readVersion: number): boolean {
  const { id, list: _list, createdAt: _createdAt, createdBy: _createdBy, ...changes } = entry;
  const result = db
    .update(entries)
    .set(changes)
    .where(and(eq(entries.id, id), eq(entries.version, readVersion)))
    .returning({ id: entries.id })
    .all();
  return result.length === 1;
}

export function findEntry(db: Sql, id: string): Entry | undefined {
  const row = db.select().from(entries).where(eq(entries.id, id)).get();
  return row && toEntry(row);
}

/** The entries with these ids, by id; ids that are gone are left out. */
export function findEntries(db: Sql, ids: string[]): Map<string, Entry> {
  const rows = db.select().from(entries).where(inArray(entries.id, ids)).all();
  return new Map(rows.map((row) => [row.id, toEntry(row)]));
}

export interface EntryFilter {
  list: List;
  /** Whose entries beside the open ones are shown. */
  scope: ReadScope;
  /** Only entries of these organisations. */
  organisationIds?: string[];
  state?: string | undefined;
  chain?: string | undefined;
  disclosure?: Disclosure | undefined;
}

/** Newest first: ids rise with creation time. */
export function listEntries(db: Sql, filter: EntryFilter, limit: number, after: Place | null): Page<Entry> {
  const wanted = and(...conditions(filter));
  const place = after === null ? undefined : lt(entries.id, after.id);
  const rows = db
    .select()
    .from(entries)
    .where(and(wanted, place))
    .orderBy(desc(entries.id))
    .limit(limit + 1)
    .all();
  const total = db.select({ total: count() }).from(entries).where(wanted).get()?.total ?? 0;
  return toPage(rows.map(toEntry), limit, total, ({ id }) => ({ key: id, id }));
}

function conditions(filter: EntryFilter): (SQL | undefined)[] {
  const { list, scope, organisationIds, state, chain, disclosure } = filter;
  return [
    eq(entries.list, list),
    scope === 'all' ? undefined : isKnownTo(scope.organisationIds),
    organisationIds && inArray(entries.organisationId, organisationIds),
    state === undefined ? undefined : eq(entries.state, state as State),
    chain === undefined ? undefined : eq(entries.chain, chain),
    disclosure === undefined ? undefined : eq(entries.disclosure, disclosure),
  ];
}

/** The entries that members of these organisations may know of: `viewOf` as a condition. */
function isKnownTo(organisationIds: string[]): SQL | undefined {
  const isTarget =
    organisationIds.length === 0
      ? undefined
      : and(eq(entries.audience, 'targeted'), isTargetOfAny(organisationIds));
  return or(
    and(eq(entries.state, 'published'), or(inArray(entries.audience, ['public', 'masked']), isTarget)),
    inArray(entries.organisationId, organisationIds),
  );
}

/** Published entries whose deadline or expiry lies before `today`. */
export function findLapsed(db: Sql, today: string): Entry[] {
  return db
    .select()
    .from(entries)
    .where(and(eq(entries.state, 'published'), isNotNull(entries.closesOn), lt(entries.closesOn, today)))
    .all()
    .map(toEntry);
}
