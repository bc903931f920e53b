import { integer, real, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import { bands } from '../matching/model.ts';
import { decisionKinds, matchStates } from './life-cycle.ts';

export const matches = sqliteTable('matches', {
  id: text().primaryKey(),
  demandId: text('demand_id').notNull(),
  achievementId: text('achievement_id').notNull(),
  chain: text(),
  state: text({ enum: matchStates }).notNull(),
  version: integer().notNull().default(1),
  open: integer({ mode: 'boolean' }).notNull().default(true),
  flagged: integer({ mode: 'boolean' }).notNull().default(false),
  score: real().notNull(),
  placed: real().notNull(),
  band: text({ enum: bands }).notNull(),
  rank: integer().notNull(),
  exploratory: integer({ mode: 'boolean' }).notNull().default(false),
  propensity: real().notNull().default(1),
  madeOf: text('made_of', { mode: 'json' }).notNull(),
  twins: text({ mode: 'json' }).notNull(),
  suggestedAt: integer('suggested_at').notNull(),
  shownAt: integer('shown_at'),
  updatedAt: integer('updated_at').notNull(),
});

export const decisions = sqliteTable('decisions', {
  number: integer().primaryKey(),
  id: text().notNull().unique(),
  matchId: text('match_id').notNull(),
  verdict: text({ enum: decisionKinds }).notNull(),
  reasons: text({ mode: 'json' }).notNull(),
  note: text().notNull().default(''),
  before: text({ enum: matchStates }).notNull(),
  accountId: text('account_id'),
  at: integer().notNull(),
  shown: text({ mode: 'json' }).notNull(),
});
