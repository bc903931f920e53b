import type BetterSqlite from 'better-sqlite3';
import { type Clause, toMatch } from './segment.ts';

/** A unit in the title says more of an entry than one in its text. */
const TITLE_WEIGHT = 6;
/** So many of the rarest units decide the order; the others change little, and each costs two look-ups. */
const MOST_CLAUSES = 40;

/**
 * The order of relevance as a join that adds a column `relevance`, null where no unit is held: for each unit an entry holds, the unit's rarity,
 * times six in the title. How rare a unit is, is counted over public texts alone, never over those that only some may
 * read: FTS5's own `bm25` counts them all, and so would tell by the order of two drafts whether a guessed word stands
 * in somebody's hidden entry. Rarity is the IDF of BM25 as Lucene writes it, ln(1 + (N − n + ½) / (n + ½)).
 */
export function relevanceOf(
  sqlite: BetterSqlite.Database,
  list: string,
  clauses: Clause[],
): { join: string; values: unknown[] } {
  const count = (from: string, ...values: unknown[]) =>
    Number(
      sqlite
        .prepare(`SELECT count(*) FROM ${from} list = ? AND copy <> 'full'`)
        .pluck()
        .get(...values, list),
    );
  const all = count('search_documents WHERE');
  const rarest = clauses
    .map((clause) => {
      const holding = count(
        'search_documents JOIN search_texts ON search_texts.rowid = number WHERE search_texts MATCH ? AND',
        toMatch(clause),
      );
      return { clause, rarity: Math.log(1 + (all - holding + 0.5) / (holding + 0.5)) };
    })
    .sort((a, b) => b.rarity - a.rarity)
    .slice(0, MOST_CLAUSES);
  const parts = rarest.flatMap(({ clause, rarity }) => [
    { match: toMatch(clause, ['title']), weight: TITLE_WEIGHT * rarity },
    { match: toMatch(clause, ['body']), weight: rarity },
  ]);
  const union = parts.map(() => 'SELECT rowid, ? AS weight FROM search_texts WHERE search_texts MATCH ?');
  return {
    join: `LEFT JOIN (
        SELECT rowid AS held, sum(weight) AS relevance FROM (${union.join(' UNION ALL ')}) GROUP BY rowid
      ) ON held = number`,
    values: parts.flatMap(({ match, weight }) => [weight, match]),
  };
}
