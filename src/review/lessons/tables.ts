import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core';

export const scoreModels = sqliteTable('score_models', {
  number: integer().primaryKey(),
  name: text().notNull().unique(),
  model: text({ mode: 'json' }),
  lesson: text({ mode: 'json' }).notNull(),
  createdAt: integer('created_at').notNull(),
});

export const scoreModelActivations = sqliteTable('score_model_activations', {
  number: integer().primaryKey(),
  modelName: text('model_name'),
  accountId: text('account_id'),
  at: integer().notNull(),
});
