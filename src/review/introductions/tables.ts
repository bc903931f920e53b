import { integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import { sides, stepKinds } from './life-cycle.ts';
import { noteReaders } from './model.ts';

export const introductionSteps = sqliteTable('introduction_steps', {
  number: integer().primaryKey(),
  id: text().notNull().unique(),
  matchId: text('match_id').notNull(),
  kind: text({ enum: stepKinds }).notNull(),
  side: text({ enum: sides }),
  reasons: text({ mode: 'json' }).notNull(),
  note: text().notNull().default(''),
  noteTo: text('note_to', { enum: noteReaders }).notNull().default('bureau'),
  delegated: integer({ mode: 'boolean' }).notNull().default(false),
  accountId: text('account_id'),
  at: integer().notNull(),
});

/** How far each person has read: the number of the newest step they saw. */
export const introductionReads = sqliteTable(
  'introduction_reads',
  {
    matchId: text('match_id').notNull(),
    accountId: text('account_id').notNull(),
    number: integer().notNull(),
  },
  (table) => [primaryKey({ columns: [table.matchId, table.accountId] })],
);
