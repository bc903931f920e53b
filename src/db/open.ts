import { accessSync, constants, mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { type BetterSQLite3Database, drizzle } from 'drizzle-orm/better-sqlite3';
import { AppError } from '../kernel/errors.ts';

/** The opened database: Drizzle for the stores, `$client` for pragmas, migrations and raw statements. */
export type Db = BetterSQLite3Database & { $client: Sqlite.Database };

const pragmas: Record<string, string | number> = {
  journal_mode: 'wal',
  // Set at every open: a reopened WAL file falls back to NORMAL, which may lose the last commits on power loss.
  synchronous: 2,
  foreign_keys: 1,
  busy_timeout: 5000,
  trusted_schema: 0,
};

/**
 * Opens a database file (or `:memory:`) with the pragmas the service relies on, and reads them back.
 * Throws `unavailable` naming the file when it is damaged, not a database or not writable.
 */
export function openDatabase(file: string): Db {
  let sqlite: Sqlite.Database | undefined;
  try {
    sqlite = new Sqlite(file);
    for (const [name, value] of Object.entries(pragmas)) {
      sqlite.pragma(`${name} = ${value}`);
      const found = sqlite.pragma(name, { simple: true });
      const inMemory = name === 'journal_mode' && found === 'memory';
      if (found !== value && !inMemory) throw new Error(`pragma ${name} is ${found}, not ${value}`);
    }
    return drizzle(sqlite);
  } catch (error) {
    sqlite?.close();
    const reason = error instanceof Error ? error.message : String(error);
    throw new AppError('unavailable', 'error.databaseDamaged', { params: { file, reason }, cause: error });
  }
}

/**
 * Opens a database only to look at it: not a byte of it changes, whatever its version and whoever else has it open.
 * Throws `unavailable` naming the file when there is none, or none that can be read.
 */
export function openForReading(file: string): Db {
  let sqlite: Sqlite.Database | undefined;
  try {
    sqlite = new Sqlite(file, { readonly: true, fileMustExist: true, timeout: 5000 });
    sqlite.pragma('trusted_schema = 0');
    sqlite.pragma('schema_version');
    return drizzle(sqlite);
  } catch (error) {
    sqlite?.close();
    const reason = error instanceof Error ? error.message : String(error);
    throw new AppError('unavailable', 'error.databaseDamaged', { params: { file, reason }, cause: error });
  }
}

/** Makes a folder where it is absent; throws `unavailable` when that, or writing to it, is not possible. */
export function prepareFolder(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true });
    accessSync(folder, constants.W_OK);
  } catch (cause) {
    throw new AppError('unavailable', 'error.dataFolderReadOnly', { params: { folder }, cause });
  }
}

/**
 * Takes a data folder for this process, making it where absent. The lock is an exclusive SQLite transaction on a
 * file of its own: the operating system drops it with the process, so a crash never leaves a stale lock.
 * Throws `conflict` when another process holds the folder, `unavailable` when it is not writable.
 */
export function lockDataFolder(folder: string): { release(): void } {
  prepareFolder(folder);
  const file = join(folder, 'lock.sqlite');
  let lock: Sqlite.Database | undefined;
  try {
    lock = new Sqlite(file, { timeout: 0 });
    // The write tells a lock file that belongs to somebody else: SQLite opens one that it can only read.
    lock.exec('BEGIN EXCLUSIVE; PRAGMA user_version = 1');
  } catch (cause) {
    lock?.close();
    throw lockRefusal(cause, folder, file);
  }
  const held = lock;
  return {
    release: () => {
      held.exec('ROLLBACK');
      held.close();
    },
  };
}

function lockRefusal(cause: unknown, folder: string, file: string): AppError {
  const code = cause instanceof Sqlite.SqliteError ? cause.code : '';
  if (code.startsWith('SQLITE_BUSY')) {
    return new AppError('conflict', 'error.dataFolderLocked', { params: { folder }, cause });
  }
  if (code.startsWith('SQLITE_READONLY') || code.startsWith('SQLITE_CANTOPEN')) {
    return new AppError('unavailable', 'error.dataFolderReadOnly', { params: { folder }, cause });
  }
  const reason = cause instanceof Error ? cause.message : String(cause);
  return new AppError('unavailable', 'error.databaseDamaged', { params: { file, reason }, cause });
}

/** Checks that a database file beside others can be read whole; used on every backup before it is trusted. */
export function verifyDatabaseFile(file: string): void {
  const copy = new Sqlite(file, { readonly: true, fileMustExist: true });
  try {
    const result = copy.pragma('integrity_check', { simple: true });
    if (result !== 'ok') throw new Error(`the copy in ${dirname(file)} is damaged: ${result}`);
  } finally {
    copy.close();
  }
}
