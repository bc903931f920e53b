import { eq } from 'drizzle-orm';
import { sqliteTable, text } from 'drizzle-orm/sqlite-core';
import type { Sql } from './tx.ts';

/** What a data folder remembers about itself, e.g. the mode it was made in. */
const settings = sqliteTable('settings', { name: text().primaryKey(), value: text().notNull() });

export function readSetting(db: Sql, name: string): string | undefined {
  return db.select().from(settings).where(eq(settings.name, name)).get()?.value;
}

export function writeSetting(db: Sql, name: string, value: string): void {
  db.insert(settings)
    .values({ name, value })
    .onConflictDoUpdate({ target: settings.name, set: { value } })
    .run();
}
