import type { BaseSQLiteDatabase } from 'drizzle-orm/sqlite-core';
import type { Db } from './open.ts';

/** What a store needs to run a statement: the database itself, or a transaction on it. */
export type Sql = BaseSQLiteDatabase<'sync', unknown>;

/** A running transaction. `onCommit` callbacks run after the commit, in order, and never when it is rolled back. */
export interface Tx {
  sql: Sql;
  onCommit(callback: () => void): void;
}

/**
 * Runs `work` in one immediate transaction: all of it is written, or nothing. `work` is synchronous; a returned
 * promise is refused, because its statements would run outside the transaction.
 */
export function transact<Result>(db: Db, work: (tx: Tx) => Result): Result {
  const callbacks: (() => void)[] = [];
  const result = db.transaction(
    (sql) => {
      const value = work({ sql, onCommit: (callback) => callbacks.push(callback) });
      if (value instanceof Promise) throw new Error('a transaction must not be asynchronous');
      return value;
    },
    { behavior: 'immediate' },
  );
  for (const callback of callbacks) callback();
  return result;
}
