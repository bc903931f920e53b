import { and, count, desc, eq, inArray, isNotNull, lt, or, type SQL } from 'drizzle-orm';
import type { Sql } from '../db/tx.ts';
import type { ReadScope } from '../identity/policy.ts';
import type { Page, Place } from '../kernel/paging.ts';
import { toPage } from '../kernel/paging.ts';
import { contentSchemas, type Entry } from './entry.ts';
import type { List } from './entry-model.ts';
import type { State } from './life-cycle.ts';
import { entries } from './tables.ts';

type Row = typeof entries.$inferSelect;

function toEntry(row: Row): Entry {
  const { number: _number, chain: _chain, disclosure: _disclosure, closesOn: _closesOn, ...rest } = row;
  return { ...rest, content: contentSchemas[row.list].parse(row.content) };
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

function conditions({ list, scope, organisationIds, state, chain }: EntryFilter): (SQL | undefined)[] {
  const open = and(eq(entries.state, 'published'), eq(entries.disclosure, 'public'));
  return [
    eq(entries.list, list),
    scope === 'all' ? undefined : or(open, inArray(entries.organisationId, scope.organisationIds)),
    organisationIds && inArray(entries.organisationId, organisationIds),
    state === undefined ? undefined : eq(entries.state, state as State),
    chain === undefined ? undefined : eq(entries.chain, chain),
  ];
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
