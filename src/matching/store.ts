import { and, asc, eq, gte, or, sql } from 'drizzle-orm';
import { entries } from '../catalog/tables.ts';
import type { Sql } from '../db/tx.ts';
import type { ScoringEntry } from '../search/ports.ts';
import { packTerms, packVector, unpackTerms, unpackVector } from './packing.ts';
import { entryFeatures, entryVectors, terms } from './tables.ts';

/** Which vectors are meant: those of one model in one number format. */
export interface ModelName {
  model: string;
  dtype: string;
}

/** In rising order of ids. */
export function listTerms(db: Sql): { id: number; text: string }[] {
  return db.select().from(terms).orderBy(asc(terms.id)).all();
}

export function insertTerm(db: Sql, term: { id: number; text: string }): void {
  db.insert(terms).values(term).run();
}

export function saveTerms(db: Sql, entryId: string, version: number, own: ScoringEntry['terms']): void {
  const packed = { version, characters: packTerms(own.characters), bigrams: packTerms(own.bigrams) };
  db.insert(entryFeatures)
    .values({ entryId, ...packed })
    .onConflictDoUpdate({ target: entryFeatures.entryId, set: packed })
    .run();
}

export function findTerms(
  db: Sql,
  entryId: string,
): { version: number; terms: ScoringEntry['terms'] } | undefined {
  const row = db.select().from(entryFeatures).where(eq(entryFeatures.entryId, entryId)).get();
  if (row === undefined) return undefined;
  const unpacked = { characters: unpackTerms(row.characters), bigrams: unpackTerms(row.bigrams) };
  return { version: row.version, terms: unpacked };
}

/** The vectors of an entry's chunks with the hashes of the texts they were made of, in order. */
export function findVectors(db: Sql, entryId: string, { model, dtype }: ModelName) {
  return db
    .select()
    .from(entryVectors)
    .where(
      and(eq(entryVectors.entryId, entryId), eq(entryVectors.model, model), eq(entryVectors.dtype, dtype)),
    )
    .orderBy(asc(entryVectors.chunk))
    .all()
    .map(({ textHash, vector }) => ({ textHash, vector: unpackVector(vector) }));
}

/** Puts these chunks in the place of the entry's old ones of that model. */
export function saveVectors(
  db: Sql,
  entryId: string,
  { model, dtype }: ModelName,
  vectors: { textHash: string; vector: Float32Array }[],
): void {
  const chunks = vectors.length;
  const own = and(
    eq(entryVectors.entryId, entryId),
    eq(entryVectors.model, model),
    eq(entryVectors.dtype, dtype),
  );
  for (const [chunk, { textHash, vector }] of vectors.entries()) {
    const row = { entryId, model, dtype, chunk, chunks, textHash, vector: packVector(vector) };
    db.insert(entryVectors)
      .values(row)
      .onConflictDoUpdate({
        target: [entryVectors.entryId, entryVectors.model, entryVectors.dtype, entryVectors.chunk],
        set: row,
      })
      .run();
  }
  db.delete(entryVectors)
    .where(and(own, gte(entryVectors.chunk, chunks)))
    .run();
}

/** Published entries whose terms are stored, for filling the scoring indexes at start. */
export function listPublished(db: Sql) {
  return db
    .select({
      id: entries.id,
      list: entries.list,
      state: entries.state,
      organisationId: entries.organisationId,
      disclosure: entries.disclosure,
    })
    .from(entries)
    .innerJoin(entryFeatures, eq(entryFeatures.entryId, entries.id))
    .where(eq(entries.state, 'published'))
    .orderBy(asc(entries.number))
    .all();
}

/** Entries whose terms or vectors are missing, of another version, or of another model or length. */
export function listUnindexed(db: Sql, { model, dtype }: ModelName, dimensions: number): string[] {
  const vectorCount = sql<number>`(SELECT count(*) FROM ${entryVectors}
    WHERE ${entryVectors.entryId} = ${entries.id} AND ${entryVectors.model} = ${model}
      AND ${entryVectors.dtype} = ${dtype}
      AND length(${entryVectors.vector}) = ${dimensions * Float32Array.BYTES_PER_ELEMENT})`;
  return db
    .select({ id: entries.id })
    .from(entries)
    .leftJoin(entryFeatures, eq(entryFeatures.entryId, entries.id))
    .where(
      or(
        sql`${entryFeatures.version} IS NULL`,
        sql`${entryFeatures.version} <> ${entries.version}`,
        sql`${vectorCount} = 0`,
      ),
    )
    .orderBy(asc(entries.number))
    .all()
    .map(({ id }) => id);
}
