import { and, asc, count, desc, eq, gte, inArray, lt, or, type SQL, sql } from 'drizzle-orm';
import { alias } from 'drizzle-orm/sqlite-core';
import { entries } from '../../catalog/tables.ts';
import type { Sql } from '../../db/tx.ts';
import { type Page, type Place, toPage } from '../../kernel/paging.ts';
import { storedReasons } from '../model.ts';
import { matches } from '../tables.ts';
import { introducedStates, openStates } from './life-cycle.ts';
import type { InboxScope, Step } from './model.ts';
import { introductionReads, introductionSteps } from './tables.ts';

const demands = alias(entries, 'demands');
const achievements = alias(entries, 'achievements');

function toStep(row: typeof introductionSteps.$inferSelect): Step {
  return { ...row, reasons: storedReasons.parse(row.reasons) };
}

/** Adds a step; it gets the next number. */
export function insertStep(db: Sql, step: Omit<Step, 'number'>): void {
  db.insert(introductionSteps).values(step).run();
}

/** The steps of these introductions by the id of their match, oldest first; those never sent are not there. */
export function findSteps(db: Sql, matchIds: string[]): Map<string, Step[]> {
  const rows = db
    .select()
    .from(introductionSteps)
    .where(inArray(introductionSteps.matchId, matchIds))
    .orderBy(asc(introductionSteps.number))
    .all();
  const found = new Map<string, Step[]>();
  for (const row of rows) found.set(row.matchId, [...(found.get(row.matchId) ?? []), toStep(row)]);
  return found;
}

function isIn(scope: InboxScope): SQL | undefined {
  if (scope === 'all') return undefined;
  return or(
    inArray(demands.organisationId, scope.demand),
    inArray(achievements.organisationId, scope.achievement),
  );
}

/** Whether somebody else made a step since this account last looked. */
function isUnread(accountId: string): SQL {
  return sql`EXISTS (
    SELECT 1 FROM ${introductionSteps} AS step
    WHERE step.match_id = ${matches.id} AND step.account_id IS NOT ${accountId}
      AND step.number > coalesce((
        SELECT ${introductionReads.number} FROM ${introductionReads}
        WHERE ${introductionReads.matchId} = ${matches.id} AND ${introductionReads.accountId} = ${accountId}
      ), 0)
  )`;
}

/** One page of introductions, newest step first: the ids of their matches, and whether they are unread. */
export function listInbox(
  db: Sql,
  { scope, accountId, filter }: { scope: InboxScope; accountId: string; filter: 'open' | 'closed' | 'all' },
  limit: number,
  after: Place | null,
): Page<{ matchId: string; newest: number; unread: boolean }> {
  const newest = db
    .select({
      matchId: introductionSteps.matchId,
      number: sql<number>`max(${introductionSteps.number})`.as('newest_number'),
    })
    .from(introductionSteps)
    .groupBy(introductionSteps.matchId)
    .as('newest');
  const states = introducedStates.filter(
    (state) => filter === 'all' || openStates.includes(state) === (filter === 'open'),
  );
  const wanted = and(inArray(matches.state, states), isIn(scope));
  const place = after === null ? undefined : sql`${newest.number} < ${after.key}`;
  const rows = db
    .select({
      matchId: matches.id,
      newest: newest.number,
      unread: sql`${isUnread(accountId)}`.mapWith(Boolean),
    })
    .from(matches)
    .innerJoin(newest, eq(newest.matchId, matches.id))
    .innerJoin(demands, eq(demands.id, matches.demandId))
    .innerJoin(achievements, eq(achievements.id, matches.achievementId))
    .where(and(wanted, place))
    .orderBy(desc(newest.number))
    .limit(limit + 1)
    .all();
  const total = db
    .select({ total: count() })
    .from(matches)
    .innerJoin(demands, eq(demands.id, matches.demandId))
    .innerJoin(achievements, eq(achievements.id, matches.achievementId))
    .where(wanted)
    .get();
  return toPage(rows, limit, total?.total ?? 0, ({ newest: key, matchId }) => ({ key, id: matchId }));
}

/** How many introductions hold something that this account has not seen. */
export function countUnread(db: Sql, scope: InboxScope, accountId: string): number {
  const row = db
    .select({ total: count() })
    .from(matches)
    .innerJoin(demands, eq(demands.id, matches.demandId))
    .innerJoin(achievements, eq(achievements.id, matches.achievementId))
    .where(and(inArray(matches.state, [...introducedStates]), isIn(scope), isUnread(accountId)))
    .get();
  return row?.total ?? 0;
}

/** Notes that an account has seen an introduction up to this step. */
export function markRead(db: Sql, matchId: string, accountId: string, number: number): void {
  db.insert(introductionReads)
    .values({ matchId, accountId, number })
    .onConflictDoUpdate({
      target: [introductionReads.matchId, introductionReads.accountId],
      set: { number: sql`max(${introductionReads.number}, excluded.number)` },
    })
    .run();
}

/** Steps of all introductions of an organisation, oldest first. */
export function listStepsOf(db: Sql, organisationId: string): Step[] {
  return db
    .select({ step: introductionSteps })
    .from(introductionSteps)
    .innerJoin(matches, eq(matches.id, introductionSteps.matchId))
    .innerJoin(demands, eq(demands.id, matches.demandId))
    .innerJoin(achievements, eq(achievements.id, matches.achievementId))
    .where(isIn({ demand: [organisationId], achievement: [organisationId] }))
    .orderBy(asc(introductionSteps.number))
    .all()
    .map(({ step }) => toStep(step));
}

/** The pairs of an organisation's entries that were suggested in that time; `ofDemand` is whose demand it was. */
export function listSuggestedOf(
  db: Sql,
  organisationId: string,
  { from, until }: { from: number; until: number },
): { demandId: string; achievementId: string; ofDemand: string }[] {
  return db
    .select({
      demandId: matches.demandId,
      achievementId: matches.achievementId,
      ofDemand: demands.organisationId,
    })
    .from(matches)
    .innerJoin(demands, eq(demands.id, matches.demandId))
    .innerJoin(achievements, eq(achievements.id, matches.achievementId))
    .where(
      and(
        isIn({ demand: [organisationId], achievement: [organisationId] }),
        gte(matches.suggestedAt, from),
        lt(matches.suggestedAt, until),
      ),
    )
    .all();
}

/** How many matches came how far; `interested`: both parties. */
export interface FunnelCounts {
  shown: number;
  accepted: number;
  introduced: number;
  interested: number;
  agreed: number;
}

export interface FunnelRow extends FunnelCounts {
  /** An industry chain; null = demands without one. */
  chain: string | null;
}

/**
 * How many matches of each industry chain came how far, by chain. Whoever came far counts in every step before: a
 * decision can be made without opening the match, and an end does not undo what was reached.
 */
export function countFunnel(db: Sql): FunnelRow[] {
  const reached = db
    .select({
      matchId: introductionSteps.matchId,
      interested: sql<number>`
        count(DISTINCT iif(${introductionSteps.kind} = 'interested', ${introductionSteps.side}, NULL)) = 2`.as(
        'both_interested',
      ),
      agreed: sql<number>`max(${introductionSteps.kind} = 'agreed')`.as('has_agreed'),
    })
    .from(introductionSteps)
    .groupBy(introductionSteps.matchId)
    .as('reached');
  const introduced = sql`${reached.matchId} IS NOT NULL`;
  const accepted = sql`(${introduced} OR ${matches.state} = 'accepted')`;
  const shown = sql`(${accepted} OR ${matches.shownAt} IS NOT NULL OR ${matches.state} <> 'suggested')`;
  const sum = (condition: SQL) => sql<number>`coalesce(sum(${condition}), 0)`;
  return db
    .select({
      chain: matches.chain,
      shown: sum(shown),
      accepted: sum(accepted),
      introduced: sum(introduced),
      interested: sum(sql`${reached.interested}`),
      agreed: sum(sql`${reached.agreed}`),
    })
    .from(matches)
    .leftJoin(reached, eq(reached.matchId, matches.id))
    .groupBy(matches.chain)
    .orderBy(asc(matches.chain))
    .all();
}
