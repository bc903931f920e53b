import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type Sqlite from 'better-sqlite3';
import { AppError } from '../kernel/errors.ts';
import { type Db, verifyDatabaseFile } from './open.ts';

interface Migration {
  version: number;
  name: string;
  sql: string;
}

/** Reads `0001-name.sql` … from a folder, in order and without gaps. */
export function readMigrations(folder: string): Migration[] {
  const names = readdirSync(folder)
    .filter((name) => name.endsWith('.sql'))
    .sort();
  return names.map((name, index) => {
    const version = Number(name.slice(0, 4));
    if (version !== index + 1) throw new Error(`migration ${name} should be number ${index + 1}`);
    return { version, name, sql: readFileSync(join(folder, name), 'utf8') };
  });
}

interface MigrateOptions {
  folder: string;
  /** Where the copy made before an upgrade goes; null for databases that hold nothing worth keeping. */
  backupFolder: string | null;
}

/**
 * Brings a database to the newest schema; each migration is one transaction that leaves every existing row in
 * place or undoes itself. Refuses a database that is newer than the code. Returns the versions applied.
 *
 * A table may only lose rows when its migration says so in a line `-- rows may change: table, table`.
 */
export function migrate(db: Db, { folder, backupFolder }: MigrateOptions): number[] {
  const sqlite = db.$client;
  const migrations = readMigrations(folder);
  const found = Number(sqlite.pragma('user_version', { simple: true }));
  const known = migrations.length;
  if (found > known) throw new AppError('conflict', 'error.databaseNewer', { params: { found, known } });
  const pending = migrations.slice(found);
  if (pending.length === 0) return [];
  if (found > 0 && backupFolder !== null)
    backUp(sqlite, join(backupFolder, `before-migration-${known}.sqlite`));
  // Outside of any transaction: inside one this pragma does nothing, and DROP TABLE of a rebuilt parent would
  // silently cascade to its children.
  sqlite.pragma('foreign_keys = OFF');
  try {
    for (const migration of pending) apply(sqlite, migration);
  } finally {
    sqlite.pragma('foreign_keys = ON');
  }
  return pending.map((migration) => migration.version);
}

function apply(sqlite: Sqlite.Database, migration: Migration): void {
  sqlite.exec('BEGIN IMMEDIATE');
  try {
    const before = countRows(sqlite);
    sqlite.exec(migration.sql);
    const reason = findDamage(sqlite, before, migration);
    if (reason !== null) throw new Error(reason);
    sqlite.pragma(`user_version = ${migration.version}`);
    sqlite.exec('COMMIT');
  } catch (cause) {
    // Some failures, e.g. a full disk, make SQLite undo the transaction by itself.
    if (sqlite.inTransaction) sqlite.exec('ROLLBACK');
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new AppError('conflict', 'error.migration', { params: { name: migration.name, reason }, cause });
  }
}

function findDamage(
  sqlite: Sqlite.Database,
  before: Map<string, number>,
  migration: Migration,
): string | null {
  const broken = sqlite.pragma('foreign_key_check') as { table: string }[];
  if (broken[0] !== undefined) return `${broken.length} rows of ${broken[0].table} refer to nothing`;
  const allowed = /^-- rows may change: (.+)$/m.exec(migration.sql)?.[1]?.split(/,\s*/) ?? [];
  const after = countRows(sqlite);
  for (const [table, rows] of before) {
    const now = after.get(table) ?? 0;
    if (now !== rows && !allowed.includes(table)) return `${table} had ${rows} rows and has ${now}`;
  }
  return null;
}

function countRows(sqlite: Sqlite.Database): Map<string, number> {
  const tables = sqlite
    .prepare(`SELECT name FROM pragma_table_list WHERE type = 'table' AND name NOT LIKE 'sqlite_%'`)
    .pluck()
    .all() as string[];
  return new Map(
    tables.map((table) => [
      table,
      Number(
        sqlite
          .prepare(`SELECT count(*) FROM "${table.replaceAll('"', '""')}"`)
          .pluck()
          .get(),
      ),
    ]),
  );
}

function backUp(sqlite: Sqlite.Database, file: string): void {
  try {
    rmSync(file, { force: true });
    sqlite.prepare('VACUUM INTO ?').run(file);
    verifyDatabaseFile(file);
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new AppError('unavailable', 'error.backup', { params: { file, reason }, cause });
  }
}
