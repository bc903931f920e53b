import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { onTestFinished } from 'vitest';
import { migrate } from '../../src/db/migrate.ts';
import { type Db, openDatabase } from '../../src/db/open.ts';

/** The migrations of the service itself. */
export const migrationsFolder = fileURLToPath(new URL('../../src/db/migrations', import.meta.url));

/** An empty folder that goes when the test ends. */
export function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'jiebang-test-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** Opens a database that is closed when the test ends. */
export function open(file: string): Db {
  const db = openDatabase(file);
  onTestFinished(() => {
    db.$client.close();
  });
  return db;
}

/** A database in memory with the newest schema. */
export function createTestDatabase(): Db {
  const db = open(':memory:');
  migrate(db, { folder: migrationsFolder, backupFolder: null });
  return db;
}

/** Writes migrations `0001-….sql` … into a folder, one for each text. */
export function writeMigrations(folder: string, ...texts: string[]): void {
  for (const [index, text] of texts.entries()) {
    writeFileSync(join(folder, `${String(index + 1).padStart(4, '0')}-step.sql`), text);
  }
}

/** Everything a database holds: its schema, and the rows of every ordinary table. */
export function contents(db: Db): unknown {
  const schema = db.$client.prepare('SELECT name, sql FROM sqlite_schema ORDER BY name').all() as {
    name: string;
    sql: string | null;
  }[];
  const tables = db.$client
    .prepare(
      `SELECT name FROM pragma_table_list WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name`,
    )
    .pluck()
    .all() as string[];
  const rows = tables.map((table) => [table, db.$client.prepare(`SELECT * FROM "${table}"`).all()]);
  return { version: db.$client.pragma('user_version', { simple: true }), schema, rows };
}

/** How many rows a table has. */
export function countRows(db: Db, table: string): number {
  return Number(db.$client.prepare(`SELECT count(*) FROM ${table}`).pluck().get());
}
