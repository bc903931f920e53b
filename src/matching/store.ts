import { and, asc, eq, gte, inArray, notInArray, type SQL, sql } from 'drizzle-orm';
import type { Sql } from '../db/tx.ts';
import type { ScoringEntry } from '../search/ports.ts';
import { packTerms, packVector, unpackTerms, unpackVector } from './packing.ts';
import { entryFeatures, entryVectors, type TextKind, terms } from './tables.ts';

/** A text that is scored: the whole one of an entry, or its masked one. */
export interface TextOf {
  entryId: string;
  text: TextKind;
}

/** Which vectors are meant: those of one model in one number format. */
interface ModelName {
  model: string;
  dtype: string;
}

/** The vectors in use. Those of another length are another model's under the same name. */
export interface VectorSource extends ModelName {
  dimensions: number;
}

/** Keeps to these vectors. */
export function isOf({ model, dtype, dimensions }: VectorSource): SQL | undefined {
  const bytes = dimensions * Float32Array.BYTES_PER_ELEMENT;
  return and(
    eq(entryVectors.model, model),
    eq(entryVectors.dtype, dtype),
    eq(sql`length(${entryVectors.vector})`, bytes),
  );
}

/** In rising order of ids. */
export function listTerms(db: Sql): { id: number; text: string }[] {
  return db.select().from(terms).orderBy(asc(terms.id)).all();
}

export function insertTerm(db: Sql, term: { id: number; text: string }): void {
  db.insert(terms).values(term).run();
}

export function saveTerms(
  db: Sql,
  { entryId, text }: TextOf,
  version: number,
  own: ScoringEntry['terms'],
): void {
  const packed = { version, characters: packTerms(own.characters), bigrams: packTerms(own.bigrams) };
  db.insert(entryFeatures)
    .values({ entryId, text, ...packed })
    .onConflictDoUpdate({ target: [entryFeatures.entryId, entryFeatures.text], set: packed })
    .run();
}

export function findTerms(
  db: Sql,
  { entryId, text }: TextOf,
): { version: number; terms: ScoringEntry['terms'] } | undefined {
  const row = db
    .select()
    .from(entryFeatures)
    .where(and(eq(entryFeatures.entryId, entryId), eq(entryFeatures.text, text)))
    .get();
  if (row === undefined) return undefined;
  const unpacked = { characters: unpackTerms(row.characters), bigrams: unpackTerms(row.bigrams) };
  return { version: row.version, terms: unpacked };
}

/** The vectors of a text's chunks with the hashes of the texts they were made of, in order. */
export function findVectors(db: Sql, { entryId, text }: TextOf, source: VectorSource) {
  return db
    .select()
    .from(entryVectors)
    .where(and(eq(entryVectors.entryId, entryId), eq(entryVectors.text, text), isOf(source)))
    .orderBy(asc(entryVectors.chunk))
    .all()
    .map(({ textHash, vector }) => ({ textHash, vector: unpackVector(vector) }));
}

/** Puts these chunks in the place of the text's old ones of that model. */
export function saveVectors(
  db: Sql,
  { entryId, text }: TextOf,
  { model, dtype }: ModelName,
  vectors: { textHash: string; vector: Float32Array }[],
): void {
  const chunks = vectors.length;
  const own = and(
    eq(entryVectors.entryId, entryId),
    eq(entryVectors.text, text),
    eq(entryVectors.model, model),
    eq(entryVectors.dtype, dtype),
  );
  for (const [chunk, { textHash, vector }] of vectors.entries()) {
    const row = {
      entryId,
      text,
      model,
      dtype,
      chunk,
      chunks,
      textHash,
      vector: packVector(vector),
    };
    db.insert(entryVectors)
      .values(row)
      .onConflictDoUpdate({
        target: [
          entryVectors.entryId,
          entryVectors.text,
          entryVectors.model,
          entryVectors.dtype,
          entryVectors.chunk,
        ],
        set: row,
      })
      .run();
  }
  db.delete(entryVectors)
    .where(and(own, gte(entryVectors.chunk, chunks)))
    .run();
}

/** Forgets the vectors of a text, of whatever model, that were made of other chunks than these. */
export function keepVectors(db: Sql, { entryId, text }: TextOf, hashes: string[]): void {
  const own = and(eq(entryVectors.entryId, entryId), eq(entryVectors.text, text));
  db.delete(entryVectors)
    .where(and(own, notInArray(entryVectors.textHash, hashes)))
    .run();
}

/** Forgets the masked texts of entries that are not masked any more. */
export function removeMasked(db: Sql, entryIds: string[]): void {
  db.delete(entryFeatures)
    .where(and(inArray(entryFeatures.entryId, entryIds), eq(entryFeatures.text, 'masked')))
    .run();
  db.delete(entryVectors)
    .where(and(inArray(entryVectors.entryId, entryIds), eq(entryVectors.text, 'masked')))
    .run();
}
