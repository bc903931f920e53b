import type { BaseSQLiteDatabase } from 'drizzle-orm/sqlite-core';
import type { Db } from './open.ts';

/** What a store needs to run a statement: the database itself, or a transaction on it. */
export type Sql = BaseSQLiteDatabase<'sync', unknown>;

/** A running transaction. `onCommit` callbacks run after the commit, in order, and never when it is rolled back. */
export interface Tx {
  sql: Sql;
  onCommit(callback: () => void): void;
}

/** Callbacks of the transactions that are open on a database, innermost last. */
const openTransactions = new WeakMap<Db, (() => void)[][]>();

/**
 * Runs `work` in one immediate transaction: all of it is written, or nothing. `work` is synchronous; a returned
 * promise is refused, because its statements would run outside the transaction. Inside another transaction it
 * is part of that one, and its callbacks wait for the outer commit.
 */
export function transact<Result>(db: Db, work: (tx: Tx) => Result): Result {
  const open = openTransactions.get(db) ?? [];
  openTransactions.set(db, open);
  const outer = open.at(-1);
  const callbacks: (() => void)[] = [];
  open.push(callbacks);
  let result: Result;
  try {
    result = db.transaction(
      (sql) => {
        const value = work({ sql, onCommit: (callback) => callbacks.push(callback) });
        if (value instanceof Promise) throw new Error('a transaction must not be asynchronous');
        return value;
      },
      { behavior: 'immediate' },
    );
  } finally {
    open.pop();
  }
  if (outer !== undefined) outer.push(...callbacks);
  else for (const callback of callbacks) callback();
  return result;
}
