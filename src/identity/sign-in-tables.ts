import { integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import type { TokenScope } from './sign-in-model.ts';

/** Failed sign-ins by hashed account name and by hashed address. */
export const signInFailures = sqliteTable('sign_in_failures', {
  subject: text().primaryKey(),
  failures: integer().notNull(),
  lastAt: integer('last_at').notNull(),
  lockedUntil: integer('locked_until').notNull().default(0),
});

export const recoveryCodes = sqliteTable(
  'recovery_codes',
  {
    accountId: text('account_id').notNull(),
    codeHash: text('code_hash').notNull(),
    usedAt: integer('used_at'),
  },
  (table) => [primaryKey({ columns: [table.accountId, table.codeHash] })],
);

export const passwordResets = sqliteTable('password_resets', {
  tokenHash: text('token_hash').primaryKey(),
  accountId: text('account_id').notNull(),
  createdAt: integer('created_at').notNull(),
  expiresAt: integer('expires_at').notNull(),
  usedAt: integer('used_at'),
});

export const apiTokens = sqliteTable('api_tokens', {
  id: text().primaryKey(),
  accountId: text('account_id').notNull(),
  name: text().notNull(),
  tokenHash: text('token_hash').notNull().unique(),
  scopes: text({ mode: 'json' }).$type<TokenScope[]>().notNull(),
  secondFactor: integer('second_factor', { mode: 'boolean' }).notNull().default(false),
  createdAt: integer('created_at').notNull(),
  expiresAt: integer('expires_at').notNull(),
  lastUsedAt: integer('last_used_at'),
  revokedAt: integer('revoked_at'),
});
