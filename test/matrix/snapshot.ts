import { join } from 'node:path';
import { type Db, openDatabase } from '../../src/db/open.ts';

/** What requests change. The log stays as it is: nobody may take a line back, and no answer depends on it. */
const tables = [
  'organisations',
  'accounts',
  'memberships',
  'sessions',
  'sign_in_failures',
  'recovery_codes',
  'password_resets',
  'api_tokens',
  'invitations',
  'consents',
  'entries',
  'pledges',
  'idempotent_answers',
  'matches',
  'decisions',
  'introduction_steps',
  'introduction_reads',
];

/**
 * A second connection to the database of a running service, which keeps the rows as they are now and brings them back
 * after a request that changed some. What is only in memory and in the indexes is not brought back.
 */
export function openSnapshot(dataDir: string) {
  const db: Db = openDatabase(join(dataDir, 'jiebang.sqlite'));
  const sqlite = db.$client;
  // A row that is brought back must not take others with it; and nothing here has to survive a power cut.
  sqlite.pragma('foreign_keys = 0');
  sqlite.pragma('synchronous = 0');
  const version = () => Number(sqlite.pragma('data_version', { simple: true }));
  let known = version();
  let restore = () => {};

  return {
    db,

    /** Keeps the rows as they are now. */
    keep(): void {
      sqlite.exec(`ATTACH ':memory:' AS kept`);
      const statements = tables.flatMap((table) => {
        const columns = sqlite
          .prepare('SELECT name FROM pragma_table_info(?)')
          .pluck()
          .all(table) as string[];
        const all = columns.join(', ');
        sqlite.exec(`CREATE TABLE kept.${table} (row_number INTEGER PRIMARY KEY, ${all})`);
        sqlite.exec(`INSERT INTO kept.${table} SELECT rowid, ${all} FROM main.${table}`);
        const same = columns.map((column) => `now.${column} IS before.${column}`).join(' AND ');
        const isSame = `now.rowid = before.row_number AND ${same}`;
        return [
          `DELETE FROM main.${table} AS now
           WHERE NOT EXISTS (SELECT 1 FROM kept.${table} AS before WHERE ${isSame})`,
          `INSERT INTO main.${table} (rowid, ${all}) SELECT row_number, ${all} FROM kept.${table} AS before
           WHERE NOT EXISTS (SELECT 1 FROM main.${table} AS now WHERE ${isSame})`,
        ].map((text) => sqlite.prepare(text));
      });
      restore = sqlite.transaction(() => {
        for (const statement of statements) statement.run();
      });
      known = version();
    },

    /** Whether the service wrote anything since the last look. */
    isChanged(): boolean {
      const now = version();
      const changed = now !== known;
      known = now;
      return changed;
    },

    restore: () => restore(),
    close: () => sqlite.close(),
  };
}

export type Snapshot = ReturnType<typeof openSnapshot>;
