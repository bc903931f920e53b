import { setImmediate as turn } from 'node:timers/promises';
import type { Sql } from '../db/tx.ts';
import { type LineFilter, linesAfter } from './store.ts';
import type { StoredLine } from './tables.ts';

const PAGE = 500;

/** A line with everything its hash covers, as it covers it: `facts`, `before` and `after` are texts. */
function toText(line: StoredLine): string {
  const { number, format, at, actorId, address, forOrganisationId, action, subjectId, outcome } = line;
  const { facts, before, after, previousHash, hash } = line;
  const said = { number, format, at, actorId, address, forOrganisationId, action, subjectId, outcome };
  return `${JSON.stringify({ ...said, facts, before, after, previousHash, hash })}\n`;
}

/**
 * The lines a filter lets through, oldest first, as JSON texts of several lines each. From them anybody can compute
 * every hash anew: SHA-256 of `JSON.stringify` of the array [previousHash, format, number, at, actorId, address,
 * forOrganisationId, action, subjectId, outcome, facts, before, after]; of lines of format 1 only [previousHash, at,
 * actorId, action, subjectId, facts].
 */
export async function* exportLines(db: Sql, filter: LineFilter): AsyncGenerator<string, void> {
  let page = linesAfter(db, null, PAGE, filter);
  while (page.length > 0) {
    yield page.map(toText).join('');
    await turn();
    page = linesAfter(db, page.at(-1)?.number ?? null, PAGE, filter);
  }
}
