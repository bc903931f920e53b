import { blob, integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core';

/** Every lexical unit ever seen, numbered; the scoring index knows terms by number only. */
export const terms = sqliteTable('terms', {
  id: integer().primaryKey(),
  text: text().notNull().unique(),
});

/** Term counts of an entry, each channel packed as described in `packing.ts`. */
export const entryFeatures = sqliteTable('entry_features', {
  entryId: text('entry_id').primaryKey(),
  version: integer().notNull(),
  characters: blob({ mode: 'buffer' }).notNull(),
  bigrams: blob({ mode: 'buffer' }).notNull(),
});

/** One row per chunk; `textHash` tells whether an edit changed the chunk, so unchanged ones are not embedded again. */
export const entryVectors = sqliteTable(
  'entry_vectors',
  {
    entryId: text('entry_id').notNull(),
    model: text().notNull(),
    dtype: text().notNull(),
    chunk: integer().notNull(),
    chunks: integer().notNull(),
    textHash: text('text_hash').notNull(),
    vector: blob({ mode: 'buffer' }).notNull(),
  },
  (table) => [primaryKey({ columns: [table.entryId, table.model, table.dtype, table.chunk] })],
);
