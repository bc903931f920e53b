import { fileURLToPath } from 'node:url';
import { migrate } from '../../src/db/migrate.ts';
import { type Db, openDatabase } from '../../src/db/open.ts';

/** A database with the newest schema: in memory, or a file that can be opened a second time. */
export function openMigratedDatabase(file = ':memory:'): Db {
  const db = openDatabase(file);
  migrate(db, {
    folder: fileURLToPath(new URL('../../src/db/migrations', import.meta.url)),
    backupFolder: null,
  });
  return db;
}
