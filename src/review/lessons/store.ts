import { and, asc, count, desc, eq, gt, inArray, like, lt, max } from 'drizzle-orm';
import { entries } from '../../catalog/tables.ts';
import type { Sql } from '../../db/tx.ts';
import { type Page, toPage } from '../../kernel/paging.ts';
import { scoreModel } from '../../matching/learning/model.ts';
import { shown, storedReasons } from '../model.ts';
import { decisions, matches } from '../tables.ts';
import { type DecidedMatch, decidedStates } from './labels.ts';
import type { Activation, LessonRow } from './model.ts';
import { storedLesson } from './stored-lesson.ts';
import { scoreModelActivations, scoreModels } from './tables.ts';

/** Matches that stand decided, by id after `after`, each with its decisions, oldest first. */
export function listDecided(db: Sql, after: string, limit: number): DecidedMatch[] {
  const { id, demandId, achievementId, state, chain } = matches;
  const found = db
    .select({ id, demandId, achievementId, state, chain })
    .from(matches)
    .where(and(inArray(state, [...decidedStates]), gt(id, after)))
    .orderBy(asc(id))
    .limit(limit)
    .all();
  const rows = db
    .select()
    .from(decisions)
    .where(
      inArray(
        decisions.matchId,
        found.map((match) => match.id),
      ),
    )
    .orderBy(asc(decisions.number))
    .all();
  const byMatch = new Map<string, DecidedMatch['decisions']>(found.map((match) => [match.id, []]));
  for (const row of rows) {
    const seen = shown.safeParse(row.shown);
    byMatch.get(row.matchId)?.push({
      id: row.id,
      verdict: row.verdict,
      before: row.before,
      reasons: storedReasons.parse(row.reasons),
      // Features of another version of this program are none of ours.
      shown: seen.success ? seen.data : null,
    });
  }
  return found.map((match) => ({ ...match, decisions: byMatch.get(match.id) ?? [] }));
}

/** Changes with every decision: how many there are, and the newest. */
export function stampOfDecisions(db: Sql): string {
  const row = db
    .select({ total: count(), newest: max(decisions.number) })
    .from(decisions)
    .get();
  return `${row?.total ?? 0} ${row?.newest ?? 0}`;
}

/** Ids of published entries of both lists after `after`, in their order. */
export function listPublished(db: Sql, after: string, limit: number): string[] {
  return db
    .select({ id: entries.id })
    .from(entries)
    .where(and(eq(entries.state, 'published'), gt(entries.id, after)))
    .orderBy(asc(entries.id))
    .limit(limit)
    .all()
    .map(({ id }) => id);
}

function toLesson(row: typeof scoreModels.$inferSelect): LessonRow {
  const model = scoreModel.safeParse(row.model);
  return { ...row, model: model.success ? model.data : null, lesson: storedLesson.parse(row.lesson) };
}

/** Keeps a lesson; it gets the next number. Its name must be new. */
export function insertLesson(db: Sql, lesson: Omit<LessonRow, 'number'>): void {
  db.insert(scoreModels).values(lesson).run();
}

/** The lesson of this name. */
export function findLesson(db: Sql, name: string): LessonRow | undefined {
  const row = db.select().from(scoreModels).where(eq(scoreModels.name, name)).get();
  return row && toLesson(row);
}

/** The lesson that was kept last. */
export function findNewestLesson(db: Sql): LessonRow | undefined {
  const row = db.select().from(scoreModels).orderBy(desc(scoreModels.number)).limit(1).get();
  return row && toLesson(row);
}

/** One page of lessons, newest first; `before` is the number of the last one shown. */
export function listLessons(db: Sql, limit: number, before: number | null): Page<LessonRow> {
  const rows = db
    .select()
    .from(scoreModels)
    .where(before === null ? undefined : lt(scoreModels.number, before))
    .orderBy(desc(scoreModels.number))
    .limit(limit + 1)
    .all();
  const total = db.select({ total: count() }).from(scoreModels).get()?.total ?? 0;
  return toPage(rows.map(toLesson), limit, total, ({ number, name }) => ({ key: number, id: name }));
}

/** How many lessons have a name that begins like this. */
export function countNamed(db: Sql, beginning: string): number {
  return (
    db
      .select({ total: count() })
      .from(scoreModels)
      .where(like(scoreModels.name, `${beginning}%`))
      .get()?.total ?? 0
  );
}

/** Notes which model was put in use; the newest activation counts. */
export function insertActivation(db: Sql, activation: Omit<Activation, 'number'>): void {
  db.insert(scoreModelActivations).values(activation).run();
}

/** What was put in use last; undefined where nothing ever was. */
export function findNewestActivation(db: Sql): Activation | undefined {
  return db.select().from(scoreModelActivations).orderBy(desc(scoreModelActivations.number)).limit(1).get();
}

/** When a model was put in use, newest first. */
export function listActivations(db: Sql, name: string): Activation[] {
  return db
    .select()
    .from(scoreModelActivations)
    .where(eq(scoreModelActivations.modelName, name))
    .orderBy(desc(scoreModelActivations.number))
    .all();
}
