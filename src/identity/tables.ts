import { integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import { organisationKinds, roles } from './model.ts';

export const organisations = sqliteTable('organisations', {
  id: text().primaryKey(),
  name: text().notNull(),
  kind: text({ enum: organisationKinds }).notNull(),
  sample: integer({ mode: 'boolean' }).notNull().default(false),
  createdAt: integer('created_at').notNull(),
});

export const accounts = sqliteTable('accounts', {
  id: text().primaryKey(),
  name: text().notNull().unique(),
  displayName: text('display_name').notNull(),
  passwordHash: text('password_hash').notNull(),
  createdAt: integer('created_at').notNull(),
});

export const memberships = sqliteTable(
  'memberships',
  {
    accountId: text('account_id').notNull(),
    organisationId: text('organisation_id').notNull(),
    role: text({ enum: roles }).notNull(),
  },
  (table) => [primaryKey({ columns: [table.accountId, table.organisationId, table.role] })],
);

export const sessions = sqliteTable('sessions', {
  tokenHash: text('token_hash').primaryKey(),
  accountId: text('account_id').notNull(),
  createdAt: integer('created_at').notNull(),
  lastSeenAt: integer('last_seen_at').notNull(),
  expiresAt: integer('expires_at').notNull(),
});
