import { and, asc, count, desc, eq, gte, inArray, ne, or, type SQL, sql } from 'drizzle-orm';
import type { Sql } from '../db/tx.ts';
import { type Page, type Place, toPage } from '../kernel/paging.ts';
import type { Band } from '../matching/model.ts';
import type { MatchState } from './life-cycle.ts';
import { type Decision, type Match, madeOf, shown, storedReasons } from './model.ts';
import { decisions, matches } from './tables.ts';

function toMatch(row: typeof matches.$inferSelect): Match {
  return { ...row, madeOf: madeOf.parse(row.madeOf), twins: row.twins as string[] };
}

function toDecision({ number: _number, ...row }: typeof decisions.$inferSelect): Decision {
  return { ...row, reasons: storedReasons.parse(row.reasons), shown: shown.parse(row.shown) };
}

/** Adds a match; there is one at most of each pair. */
export function insertMatch(db: Sql, match: Match): void {
  db.insert(matches).values(match).run();
}

/** Writes a changed match if it still has the version it was read at; false when somebody else was first. */
export function updateMatch(db: Sql, { id, ...changes }: Match, readVersion: number): boolean {
  const written = db
    .update(matches)
    .set(changes)
    .where(and(eq(matches.id, id), eq(matches.version, readVersion)))
    .returning({ id: matches.id })
    .all();
  return written.length === 1;
}

/** The match with this id, in whatever state. */
export function findMatch(db: Sql, id: string): Match | undefined {
  const row = db.select().from(matches).where(eq(matches.id, id)).get();
  return row && toMatch(row);
}

/** The matches with these ids, by id. */
export function findMatches(db: Sql, ids: string[]): Map<string, Match> {
  const rows = db.select().from(matches).where(inArray(matches.id, ids)).all();
  return new Map(rows.map((row) => [row.id, toMatch(row)]));
}

/** The match of these two entries, if they ever became one. */
export function findPair(db: Sql, demandId: string, achievementId: string): Match | undefined {
  const row = db
    .select()
    .from(matches)
    .where(and(eq(matches.demandId, demandId), eq(matches.achievementId, achievementId)))
    .get();
  return row && toMatch(row);
}

/** All matches of an entry of either list. */
export function listOfEntry(db: Sql, entryId: string): Match[] {
  return db.select().from(matches).where(isOfEntry(entryId)).all().map(toMatch);
}

/** What is needed of a match to tell which entries it stands for. */
export type Side = Pick<
  Match,
  'id' | 'demandId' | 'achievementId' | 'state' | 'open' | 'exploratory' | 'twins'
>;

/** The same matches without what made their scores: an entry may have thousands. */
export function listSides(db: Sql, entryId: string): Side[] {
  const { id, demandId, achievementId, state, open, exploratory, twins } = matches;
  return db
    .select({ id, demandId, achievementId, state, open, exploratory, twins })
    .from(matches)
    .where(isOfEntry(entryId))
    .all()
    .map((row) => ({ ...row, twins: row.twins as string[] }));
}

function isOfEntry(entryId: string): SQL | undefined {
  return or(eq(matches.demandId, entryId), eq(matches.achievementId, entryId));
}

/** Forgets a suggestion that nobody ever decided about. */
export function deleteMatch(db: Sql, id: string): void {
  db.delete(matches).where(eq(matches.id, id)).run();
}

/** Notes when matches were first shown to an operator. */
export function markShown(db: Sql, ids: string[], at: number): void {
  db.update(matches)
    .set({ shownAt: at })
    .where(and(inArray(matches.id, ids), sql`${matches.shownAt} IS NULL`))
    .run();
}

export interface QueueFilter {
  state: MatchState | 'all';
  chain?: string | undefined;
  band?: Band | undefined;
  flagged?: boolean | undefined;
  entry?: string | undefined;
  sort: 'score' | 'age';
}

/** One page of the queue: best score first or oldest first, ties by id. */
export function listQueue(db: Sql, filter: QueueFilter, limit: number, after: Place | null): Page<Match> {
  const { state, chain, band, flagged, entry, sort } = filter;
  const wanted = and(
    eq(matches.open, true),
    state === 'all' ? undefined : eq(matches.state, state),
    chain === undefined ? undefined : eq(matches.chain, chain),
    band === undefined ? undefined : eq(matches.band, band),
    flagged === undefined ? undefined : eq(matches.flagged, flagged),
    entry === undefined ? undefined : isOfEntry(entry),
  );
  const [column, direction] = sort === 'score' ? [matches.placed, sql`<`] : [matches.suggestedAt, sql`>`];
  const place =
    after === null
      ? undefined
      : sql`(${column} ${direction} ${after.key} OR (${column} = ${after.key} AND ${matches.id} > ${after.id}))`;
  const rows = db
    .select()
    .from(matches)
    .where(and(wanted, place))
    .orderBy(sort === 'score' ? desc(column) : asc(column), asc(matches.id))
    .limit(limit + 1)
    .all();
  const total = db.select({ total: count() }).from(matches).where(wanted).get()?.total ?? 0;
  const key = (match: Match) => (sort === 'score' ? match.placed : match.suggestedAt);
  return toPage(rows.map(toMatch), limit, total, (match) => ({ key: key(match), id: match.id }));
}

/** How many suggestions wait, and about how many matches a decision since that instant stands. */
export function countWork(db: Sql, since: number): { waiting: number; handled: number } {
  const waiting = db
    .select({ total: count() })
    .from(matches)
    .where(and(eq(matches.open, true), eq(matches.state, 'suggested')))
    .get();
  const handled = db
    .select({ total: sql<number>`count(DISTINCT ${decisions.matchId})` })
    .from(decisions)
    .innerJoin(matches, eq(matches.id, decisions.matchId))
    .where(and(gte(decisions.at, since), ne(decisions.verdict, 'reopened'), ne(matches.state, 'suggested')))
    .get();
  return { waiting: waiting?.total ?? 0, handled: handled?.total ?? 0 };
}

/** Adds a line to what was decided about a match; lines never change. */
export function insertDecision(db: Sql, decision: Decision): void {
  db.insert(decisions).values(decision).run();
}

/** What was decided about a match, oldest first. */
export function listDecisions(db: Sql, matchId: string): Decision[] {
  return db
    .select()
    .from(decisions)
    .where(eq(decisions.matchId, matchId))
    .orderBy(asc(decisions.number))
    .all()
    .map(toDecision);
}

/** The newest decisions of an account, newest first. */
export function listDecisionsOf(db: Sql, accountId: string, limit: number): Decision[] {
  return db
    .select()
    .from(decisions)
    .where(eq(decisions.accountId, accountId))
    .orderBy(desc(decisions.number))
    .limit(limit)
    .all()
    .map(toDecision);
}
