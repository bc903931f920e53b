import { and, asc, count, eq, gt, gte, inArray, or, type SQL, sql } from 'drizzle-orm';
import type { List } from '../catalog/entry-model.ts';
import { entries } from '../catalog/tables.ts';
import type { Sql } from '../db/tx.ts';
import { isOpen } from '../identity/policy.ts';
import type { ScoringEntry } from '../search/ports.ts';
import { packTerms, packVector, unpackTerms, unpackVector } from './packing.ts';
import { entryFeatures, entryVectors, terms } from './tables.ts';

/** Entries read at once for scoring: some megabytes, some tens of milliseconds. */
const SCORING_PAGE = 500;

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
export function findVectors(db: Sql, entryId: string, source: VectorSource) {
  return db
    .select()
    .from(entryVectors)
    .where(and(eq(entryVectors.entryId, entryId), isOf(source)))
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

/** Published entries of a list with terms and vectors, in the order in which they were made, page by page. */
export function* publishedPages(db: Sql, list: List, source: VectorSource): Generator<ScoringEntry[]> {
  for (let after = 0; ; ) {
    const rows = db
      .select({ number: entries.number, id: entries.id })
      .from(entries)
      .where(and(eq(entries.list, list), eq(entries.state, 'published'), gt(entries.number, after)))
      .orderBy(asc(entries.number))
      .limit(SCORING_PAGE)
      .all();
    const last = rows.at(-1);
    if (last === undefined) return;
    after = last.number;
    yield findScoring(
      db,
      list,
      rows.map(({ id }) => id),
      source,
    );
  }
}

/** What scoring needs of those of these entries that are published and whose terms are stored. */
export function findScoring(db: Sql, list: List, ids: string[], source: VectorSource): ScoringEntry[] {
  const found: ScoringEntry[] = [];
  for (let from = 0; from < ids.length; from += SCORING_PAGE) {
    const page = ids.slice(from, from + SCORING_PAGE);
    const vectors = vectorsByEntry(db, page, source);
    const rows = db
      .select({
        id: entries.id,
        owner: entries.organisationId,
        state: entries.state,
        disclosure: entries.disclosure,
        characters: entryFeatures.characters,
        bigrams: entryFeatures.bigrams,
      })
      .from(entries)
      .innerJoin(entryFeatures, eq(entryFeatures.entryId, entries.id))
      .where(and(inArray(entries.id, page), eq(entries.list, list), eq(entries.state, 'published')))
      .all();
    for (const { id, owner, characters, bigrams, ...subject } of rows) {
      found.push({
        id,
        owner,
        open: isOpen(subject),
        terms: { characters: unpackTerms(characters), bigrams: unpackTerms(bigrams) },
        vectors: vectors.get(id) ?? [],
      });
    }
  }
  return found;
}

function vectorsByEntry(db: Sql, ids: string[], source: VectorSource): Map<string, Float32Array[]> {
  const rows = db
    .select({ id: entryVectors.entryId, vector: entryVectors.vector })
    .from(entryVectors)
    .where(and(inArray(entryVectors.entryId, ids), isOf(source)))
    .orderBy(asc(entryVectors.entryId), asc(entryVectors.chunk))
    .all();
  const vectors = new Map<string, Float32Array[]>();
  for (const { id, vector } of rows) {
    const own = vectors.get(id);
    if (own === undefined) vectors.set(id, [unpackVector(vector)]);
    else own.push(unpackVector(vector));
  }
  return vectors;
}

export function countPublished(db: Sql, list: List): number {
  return (
    db
      .select({ total: count() })
      .from(entries)
      .where(and(eq(entries.list, list), eq(entries.state, 'published')))
      .get()?.total ?? 0
  );
}

/** Entries whose terms or vectors are missing, of another version, or of another model or length. */
export function listUnindexed(db: Sql, source: VectorSource): string[] {
  const vectorCount = sql<number>`(SELECT count(*) FROM ${entryVectors}
    WHERE ${entryVectors.entryId} = ${entries.id} AND ${isOf(source)})`;
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
