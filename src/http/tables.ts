import { integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core';

/** Answers of creating requests; one without a status is still being made. */
export const idempotentAnswers = sqliteTable(
  'idempotent_answers',
  {
    actor: text().notNull(),
    key: text().notNull(),
    requestHash: text('request_hash').notNull(),
    status: integer(),
    /** Null where the answer holds a secret. */
    body: text(),
    headers: text({ mode: 'json' }).$type<Record<string, string>>(),
    at: integer().notNull(),
  },
  (table) => [primaryKey({ columns: [table.actor, table.key] })],
);
