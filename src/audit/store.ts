import { and, asc, between, count, desc, eq, gt, gte, lt, lte, type SQL } from 'drizzle-orm';
import type { Sql } from '../db/tx.ts';
import { type Page, type Place, toPage } from '../kernel/paging.ts';
import { auditLog, type StoredLine } from './tables.ts';

export interface LineFilter {
  actorId?: string | undefined;
  /** The beginning of an action, e.g. `session.`. */
  action?: string | undefined;
  subjectId?: string | undefined;
  forOrganisationId?: string | undefined;
  outcome?: StoredLine['outcome'] | undefined;
  /** From this instant on, and before that one. */
  since?: number | undefined;
  until?: number | undefined;
  /** Lines up to this number. */
  upTo?: number | undefined;
}

/** The last line of the log; undefined while it is empty. */
export function findHead(db: Sql): { number: number; hash: string } | undefined {
  return db
    .select({ number: auditLog.number, hash: auditLog.hash })
    .from(auditLog)
    .orderBy(desc(auditLog.number))
    .limit(1)
    .get();
}

export function findHash(db: Sql, number: number): string | undefined {
  return db.select({ hash: auditLog.hash }).from(auditLog).where(eq(auditLog.number, number)).get()?.hash;
}

/** The number of the line with this hash among those of these numbers. */
export function findNumber(db: Sql, hash: string, from: number, to: number): number | undefined {
  return db
    .select({ number: auditLog.number })
    .from(auditLog)
    .where(and(between(auditLog.number, from, to), eq(auditLog.hash, hash)))
    .get()?.number;
}

/** The next lines in order; from the first one when `after` is null. */
export function linesAfter(
  db: Sql,
  after: number | null,
  limit: number,
  filter: LineFilter = {},
): StoredLine[] {
  const place = after === null ? undefined : gt(auditLog.number, after);
  return db
    .select()
    .from(auditLog)
    .where(and(place, ...conditions(filter)))
    .orderBy(asc(auditLog.number))
    .limit(limit)
    .all();
}

/** One page, newest first. */
export function pageOfLines(
  db: Sql,
  filter: LineFilter,
  limit: number,
  before: number | null,
): Page<StoredLine> {
  const wanted = and(...conditions(filter));
  const rows = db
    .select()
    .from(auditLog)
    .where(and(wanted, before === null ? undefined : lt(auditLog.number, before)))
    .orderBy(desc(auditLog.number))
    .limit(limit + 1)
    .all();
  const total = db.select({ total: count() }).from(auditLog).where(wanted).get()?.total ?? 0;
  return toPage(rows, limit, total, ({ number }): Place => ({ key: number, id: String(number) }));
}

function conditions(filter: LineFilter): (SQL | undefined)[] {
  const { actorId, action, subjectId, forOrganisationId, outcome, since, until, upTo } = filter;
  return [
    actorId === undefined ? undefined : eq(auditLog.actorId, actorId),
    // No letter sorts behind the last one of Unicode, so this is every action that begins so.
    action === undefined ? undefined : between(auditLog.action, action, `${action}\u{10FFFF}`),
    subjectId === undefined ? undefined : eq(auditLog.subjectId, subjectId),
    forOrganisationId === undefined ? undefined : eq(auditLog.forOrganisationId, forOrganisationId),
    outcome === undefined ? undefined : eq(auditLog.outcome, outcome),
    since === undefined ? undefined : gte(auditLog.at, since),
    until === undefined ? undefined : lt(auditLog.at, until),
    upTo === undefined ? undefined : lte(auditLog.number, upTo),
  ];
}
