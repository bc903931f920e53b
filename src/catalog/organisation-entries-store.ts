import { and, asc, count, eq, gte, lt } from 'drizzle-orm';
import type { Sql } from '../db/tx.ts';
import type { List } from './entry-model.ts';
import { entries } from './tables.ts';

/** Published entries of an organisation on both lists. */
export function countPublished(db: Sql, organisationId: string): number {
  const published = and(eq(entries.organisationId, organisationId), eq(entries.state, 'published'));
  return db.select({ total: count() }).from(entries).where(published).get()?.total ?? 0;
}

/** How many entries of an organisation were last published in that time, by list; `until` is not in it. */
export function countPublishedBetween(
  db: Sql,
  organisationId: string,
  { from, until }: { from: number; until: number },
): Record<List, number> {
  const rows = db
    .select({ list: entries.list, total: count() })
    .from(entries)
    .where(
      and(
        eq(entries.organisationId, organisationId),
        gte(entries.publishedAt, from),
        lt(entries.publishedAt, until),
      ),
    )
    .groupBy(entries.list)
    .all();
  const totals = new Map(rows.map(({ list, total }) => [list, total]));
  return { demands: totals.get('demands') ?? 0, achievements: totals.get('achievements') ?? 0 };
}

/** The ids of all entries of an organisation, oldest first. */
export function listIdsOf(db: Sql, organisationId: string): string[] {
  return db
    .select({ id: entries.id })
    .from(entries)
    .where(eq(entries.organisationId, organisationId))
    .orderBy(asc(entries.id))
    .all()
    .map(({ id }) => id);
}

/** Makes one person the author of what another one entered for an organisation; gives how many entries. */
export function changeAuthor(db: Sql, organisationId: string, from: string, to: string): number {
  const theirs = and(eq(entries.organisationId, organisationId), eq(entries.createdBy, from));
  return db.update(entries).set({ createdBy: to }).where(theirs).returning({ id: entries.id }).all().length;
}

/** The ids of what a person entered, oldest first. */
export function listAuthored(db: Sql, accountId: string): string[] {
  return db
    .select({ id: entries.id })
    .from(entries)
    .where(eq(entries.createdBy, accountId))
    .orderBy(asc(entries.id))
    .all()
    .map(({ id }) => id);
}
