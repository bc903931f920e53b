import { blob, integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core';

/** Every lexical unit ever seen, numbered; the scoring index knows terms by number only. */
export const terms = sqliteTable('terms', {
  id: integer().primaryKey(),
  text: text().notNull().unique(),
});

/** Which text of an entry was read: the whole one, or the masked one of an entry that is published masked. */
const textKinds = ['full', 'masked'] as const;
export type TextKind = (typeof textKinds)[number];

/** Term counts of a text, each channel packed as described in `packing.ts`. */
export const entryFeatures = sqliteTable(
  'entry_features',
  {
    entryId: text('entry_id').notNull(),
    text: text({ enum: textKinds }).notNull(),
    version: integer().notNull(),
    characters: blob({ mode: 'buffer' }).notNull(),
    bigrams: blob({ mode: 'buffer' }).notNull(),
  },
  (table) => [primaryKey({ columns: [table.entryId, table.text] })],
);

/** One row per chunk; `textHash` tells whether an edit changed the chunk, so unchanged ones are not embedded again. */
export const entryVectors = sqliteTable(
  'entry_vectors',
  {
    entryId: text('entry_id').notNull(),
    text: text({ enum: textKinds }).notNull(),
    model: text().notNull(),
    dtype: text().notNull(),
    chunk: integer().notNull(),
    chunks: integer().notNull(),
    textHash: text('text_hash').notNull(),
    vector: blob({ mode: 'buffer' }).notNull(),
  },
  (table) => [primaryKey({ columns: [table.entryId, table.text, table.model, table.dtype, table.chunk] })],
);
