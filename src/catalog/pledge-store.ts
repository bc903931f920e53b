import { and, eq, inArray, type SQL, sql } from 'drizzle-orm';
import type { Sql } from '../db/tx.ts';
import { entries, pledges } from './tables.ts';

/** The organisations that promised, in this wording, to keep each of these entries to themselves; by entry. */
export function findPledges(db: Sql, entryIds: string[], wording: number): Map<string, string[]> {
  // Most readers of most pages meet no 定向 entry.
  if (entryIds.length === 0) return new Map();
  const rows = db
    .select({ entryId: pledges.entryId, organisationId: pledges.organisationId })
    .from(pledges)
    .where(and(inArray(pledges.entryId, entryIds), eq(pledges.wording, wording)))
    .all();
  const found = new Map<string, string[]>();
  for (const { entryId, organisationId } of rows) {
    found.set(entryId, [...(found.get(entryId) ?? []), organisationId]);
  }
  return found;
}

/** The 定向 entries that one of these organisations may read: it is a target still, and promised in this wording. */
export function listPledged(db: Sql, organisationIds: string[], wording: number): string[] {
  if (organisationIds.length === 0) return [];
  const rows = db
    .selectDistinct({ id: entries.id })
    .from(pledges)
    .innerJoin(entries, eq(entries.id, pledges.entryId))
    .where(
      and(
        inArray(pledges.organisationId, organisationIds),
        eq(pledges.wording, wording),
        eq(entries.state, 'published'),
        eq(entries.audience, 'targeted'),
        hasTarget(sql`= ${pledges.organisationId}`),
      ),
    )
    .all();
  return rows.map(({ id }) => id);
}

/** Whether a target of the entry of that row fulfils a condition such as `= …`. */
function hasTarget(condition: SQL): SQL {
  return sql`EXISTS (SELECT 1 FROM json_each(${entries.content}, '$.targets') WHERE value ${condition})`;
}

/** Whether one of these organisations is among the targets of the entry of that row. */
export function isTargetOfAny(organisationIds: string[]): SQL {
  return hasTarget(sql`IN ${organisationIds}`);
}

/** Keeps a promise; a second one in the same wording changes nothing, and gives false. */
export function insertPledge(db: Sql, pledge: typeof pledges.$inferInsert): boolean {
  return db.insert(pledges).values(pledge).onConflictDoNothing().returning().all().length === 1;
}
