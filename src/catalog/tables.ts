import { sql } from 'drizzle-orm';
import { integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import { disclosures, lists } from './entry-model.ts';
import { states } from './life-cycle.ts';

/** `content` is the form as JSON; the generated columns mirror parts of it for filters and are never written. */
export const entries = sqliteTable('entries', {
  number: integer().primaryKey(),
  id: text().notNull().unique(),
  list: text({ enum: lists }).notNull(),
  organisationId: text('organisation_id').notNull(),
  state: text({ enum: states }).notNull(),
  version: integer().notNull().default(1),
  content: text({ mode: 'json' }).notNull(),
  sample: integer({ mode: 'boolean' }).notNull().default(false),
  delegated: integer({ mode: 'boolean' }).notNull().default(false),
  reviewNote: text('review_note').notNull().default(''),
  createdBy: text('created_by'),
  createdAt: integer('created_at').notNull(),
  updatedAt: integer('updated_at').notNull(),
  publishedAt: integer('published_at'),
  chain: text().generatedAlwaysAs(sql`(content ->> '$.chain')`),
  disclosure: text({ enum: disclosures }).notNull().generatedAlwaysAs(sql`(content ->> '$.disclosure')`),
  /** The level by which others are let in: see `audienceOf`. */
  audience: text({ enum: disclosures })
    .notNull()
    .generatedAlwaysAs(
      sql`(iif(content ->> '$.disclosure' = 'public' AND instr(coalesce(content -> '$.fieldDisclosure', ''), '"masked"') > 0, 'masked', content ->> '$.disclosure'))`,
    ),
  closesOn: text('closes_on').generatedAlwaysAs(
    sql`(coalesce(content ->> '$.deadline', content ->> '$.expiry'))`,
  ),
});

/** Which organisations promised to keep a 定向 entry to themselves, and in which wording. */
export const pledges = sqliteTable(
  'pledges',
  {
    entryId: text('entry_id').notNull(),
    organisationId: text('organisation_id').notNull(),
    wording: integer().notNull(),
    accountId: text('account_id'),
    acceptedAt: integer('accepted_at').notNull(),
  },
  (table) => [primaryKey({ columns: [table.entryId, table.organisationId, table.wording] })],
);
