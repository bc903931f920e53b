import { and, asc, count, eq, gt, inArray, or, sql } from 'drizzle-orm';
import type { List } from '../catalog/entry-model.ts';
import { entries } from '../catalog/tables.ts';
import type { Sql } from '../db/tx.ts';
import { isMasked, isOpen } from '../identity/policy.ts';
import type { Copy } from '../search/engine-port.ts';
import type { ScoringEntry } from '../search/ports.ts';
import { unpackTerms, unpackVector } from './packing.ts';
import { isOf, type VectorSource } from './store.ts';
import { entryFeatures, entryVectors, type TextKind } from './tables.ts';

/** Entries read at once for scoring: some megabytes, some tens of milliseconds. */
const SCORING_PAGE = 500;

/** The published texts of a list with terms and vectors, in the order in which they were made, page by page. */
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

/**
 * By which copy a stored text of a published entry is found; null for a masked one that is out of use. One that was
 * made of an older version is for nobody but its own readers: that version may have been for them alone.
 */
function copyOf(
  text: TextKind,
  subject: { state: string; disclosure: string },
  isCurrent: boolean,
): Copy | null {
  if (text === 'masked') return isMasked(subject) && isCurrent ? 'others' : null;
  return isOpen(subject) && isCurrent ? 'whole' : 'full';
}

/** What scoring needs of those of these entries that are published and whose terms are stored: one for each copy. */
export function findScoring(db: Sql, list: List, ids: string[], source: VectorSource): ScoringEntry[] {
  const found: ScoringEntry[] = [];
  for (let from = 0; from < ids.length; from += SCORING_PAGE) {
    const page = ids.slice(from, from + SCORING_PAGE);
    const vectors = vectorsByText(db, page, source);
    const rows = db
      .select({
        id: entries.id,
        owner: entries.organisationId,
        state: entries.state,
        disclosure: entries.audience,
        version: entries.version,
        indexed: entryFeatures.version,
        text: entryFeatures.text,
        characters: entryFeatures.characters,
        bigrams: entryFeatures.bigrams,
      })
      .from(entries)
      .innerJoin(entryFeatures, eq(entryFeatures.entryId, entries.id))
      .where(and(inArray(entries.id, page), eq(entries.list, list), eq(entries.state, 'published')))
      .all();
    for (const { id, owner, text, characters, bigrams, ...subject } of rows) {
      const copy = copyOf(text, subject, subject.indexed === subject.version);
      if (copy === null) continue;
      const terms = { characters: unpackTerms(characters), bigrams: unpackTerms(bigrams) };
      found.push({ id, owner, copy, terms, vectors: vectors.get(`${id} ${text}`) ?? [] });
    }
  }
  return found;
}

function vectorsByText(db: Sql, ids: string[], source: VectorSource): Map<string, Float32Array[]> {
  const rows = db
    .select({ id: entryVectors.entryId, text: entryVectors.text, vector: entryVectors.vector })
    .from(entryVectors)
    .where(and(inArray(entryVectors.entryId, ids), isOf(source)))
    .orderBy(asc(entryVectors.entryId), asc(entryVectors.text), asc(entryVectors.chunk))
    .all();
  const vectors = new Map<string, Float32Array[]>();
  for (const { id, text, vector } of rows) {
    const key = `${id} ${text}`;
    const own = vectors.get(key);
    if (own === undefined) vectors.set(key, [unpackVector(vector)]);
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

/** Entries of which a text has no terms or vectors, or those of another version, model or length. */
export function listUnindexed(db: Sql, source: VectorSource): string[] {
  const lacks = (text: TextKind) => {
    const vectorCount = sql`(SELECT count(*) FROM ${entryVectors}
      WHERE ${entryVectors.entryId} = ${entries.id} AND ${entryVectors.text} = ${text} AND ${isOf(source)})`;
    const current = sql`EXISTS (SELECT 1 FROM ${entryFeatures} WHERE ${entryFeatures.entryId} = ${entries.id}
      AND ${entryFeatures.text} = ${text} AND ${entryFeatures.version} = ${entries.version})`;
    return or(sql`NOT ${current}`, sql`${vectorCount} = 0`);
  };
  const masked = and(eq(entries.state, 'published'), eq(entries.audience, 'masked'));
  return db
    .select({ id: entries.id })
    .from(entries)
    .where(or(lacks('full'), and(masked, lacks('masked'))))
    .orderBy(asc(entries.number))
    .all()
    .map(({ id }) => id);
}
