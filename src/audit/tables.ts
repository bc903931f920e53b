import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core';

export const auditLog = sqliteTable('audit_log', {
  number: integer().primaryKey(),
  at: integer().notNull(),
  actorId: text('actor_id'),
  action: text().notNull(),
  subjectId: text('subject_id'),
  facts: text().notNull(),
  previousHash: text('previous_hash').notNull(),
  hash: text().notNull(),
  format: integer().notNull().default(1),
  address: text(),
  forOrganisationId: text('for_organisation_id'),
  outcome: text({ enum: ['done', 'refused'] })
    .notNull()
    .default('done'),
  before: text(),
  after: text(),
});

/** A line as it is stored; `facts`, `before` and `after` are canonical JSON. */
export type StoredLine = typeof auditLog.$inferSelect;
