import { setImmediate as turn } from 'node:timers/promises';
import type { Sql } from '../db/tx.ts';
import { createChainCheck, WINDOW } from './chain-check.ts';
import type { HeadsFile } from './heads.ts';
import type { Problem, Report } from './model.ts';
import { findNumber, linesAfter } from './store.ts';

/** Lines read at once; between two pages other requests have their turn. */
const PAGE = 500;

/**
 * Walks the whole log and names every line that was changed, removed, moved or put in, as far as the chain and the
 * exported heads can tell. Heads must have been read before, because the log may grow meanwhile. Whoever calls answers
 * for who may know.
 */
export async function verifyLog(db: Sql, { heads, unreadable }: HeadsFile): Promise<Report> {
  const check = createChainCheck({
    heads,
    numberOf: (hash, near) => findNumber(db, hash, near - WINDOW, near + WINDOW),
  });
  let page = linesAfter(db, null, PAGE);
  while (page.length > 0) {
    for (const line of page) check.read(line);
    await turn();
    page = linesAfter(db, page.at(-1)?.number ?? null, PAGE);
  }
  const report = check.finish();
  const garbled = unreadable.map((line): Problem => ({ kind: 'head-unreadable', from: line, to: line }));
  const problems = [...report.problems, ...garbled];
  return { ...report, problems, ok: problems.length === 0 };
}
