import { integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import { accountStates, consentForms, organisationKinds, organisationStates, roles } from './model.ts';

export const organisations = sqliteTable('organisations', {
  id: text().primaryKey(),
  name: text().notNull(),
  kind: text({ enum: organisationKinds }).notNull(),
  creditCode: text('credit_code'),
  contact: text().notNull().default(''),
  state: text({ enum: organisationStates }).notNull().default('confirmed'),
  reviewNote: text('review_note').notNull().default(''),
  version: integer().notNull().default(1),
  sample: integer({ mode: 'boolean' }).notNull().default(false),
  createdAt: integer('created_at').notNull(),
});

export const accounts = sqliteTable('accounts', {
  id: text().primaryKey(),
  name: text().notNull().unique(),
  displayName: text('display_name').notNull(),
  passwordHash: text('password_hash').notNull(),
  email: text().notNull().default(''),
  state: text({ enum: accountStates }).notNull().default('active'),
  passwordChangedAt: integer('password_changed_at').notNull().default(0),
  consentVersion: integer('consent_version'),
  consentedAt: integer('consented_at'),
  totpSecret: text('totp_secret'),
  totpConfirmedAt: integer('totp_confirmed_at'),
  totpLastStep: integer('totp_last_step').notNull().default(-1),
  version: integer().notNull().default(1),
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
  id: text().notNull().default(''),
  address: text(),
  agent: text().notNull().default(''),
  secondFactor: integer('second_factor', { mode: 'boolean' }).notNull().default(false),
});

/** 帮办代办: consents of organisations to be acted for by an operator. */
export const consents = sqliteTable('consents', {
  id: text().primaryKey(),
  organisationId: text('organisation_id').notNull(),
  accountId: text('account_id').notNull(),
  givenBy: text('given_by').notNull(),
  form: text({ enum: consentForms }).notNull(),
  note: text().notNull().default(''),
  recordedAt: integer('recorded_at').notNull(),
  expiresAt: integer('expires_at').notNull(),
  endedAt: integer('ended_at'),
});

/** Links by which people join an organisation; a link is known by the hash of its token only. */
export const invitations = sqliteTable('invitations', {
  id: text().primaryKey(),
  tokenHash: text('token_hash').notNull().unique(),
  organisationId: text('organisation_id').notNull(),
  role: text({ enum: roles }).notNull(),
  email: text().notNull().default(''),
  createdBy: text('created_by'),
  createdAt: integer('created_at').notNull(),
  expiresAt: integer('expires_at').notNull(),
  acceptedBy: text('accepted_by'),
  acceptedAt: integer('accepted_at'),
  revokedAt: integer('revoked_at'),
});
