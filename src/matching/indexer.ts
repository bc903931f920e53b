import { type Entry, subjectOf } from '../catalog/entry.ts';
import { type List, lists } from '../catalog/entry-model.ts';
import { entryTexts } from '../catalog/entry-texts.ts';
import { maskEntry } from '../catalog/masked-entry.ts';
import { toSearchDocument } from '../catalog/search-document.ts';
import { findEntries } from '../catalog/store.ts';
import { ENTRY_CHANGED } from '../catalog/writing.ts';
import type { Db } from '../db/open.ts';
import { type Tx, transact } from '../db/tx.ts';
import { isMasked } from '../identity/policy.ts';
import { findOrganisations } from '../identity/store.ts';
import { enqueue } from '../jobs/outbox.ts';
import type { Clock } from '../kernel/clock.ts';
import { AppError } from '../kernel/errors.ts';
import { sha256 } from '../kernel/ids.ts';
import type { SearchDocument, SearchEngine } from '../search/engine-port.ts';
import type { Embedder, ScoringEntry } from '../search/ports.ts';
import type { Corpus } from './corpus.ts';
import { embeddingChunks, termFrequencies } from './features.ts';
import { findScoring, listPublished, listUnindexed } from './scoring-store.ts';
import {
  findTerms,
  findVectors,
  keepVectors,
  removeMasked,
  saveTerms,
  saveVectors,
  type VectorSource,
} from './store.ts';
import type { TextKind } from './tables.ts';
import type { Vocabulary } from './vocabulary.ts';

/** The job that embeds an entry; its key is the entry's id. Waits by itself for a missing model. */
export const ENTRY_EMBED = 'entry.embed';

/** The job that sends an entry, as it is then, to the search server; its key is the entry's id. */
export const ENTRY_SEARCH = 'entry.search';

/** The same, for an entry that others may not read any more as they did: sent before all else. */
export const ENTRY_WITHDRAW = 'entry.withdraw';

export interface IndexerDeps {
  db: Db;
  clock: Clock;
  /** The index inside the database, brought up to date with the entry. */
  engine: SearchEngine;
  /** Whether a search server is to be told of every change. */
  hasServer: boolean;
  embedder: Embedder;
  corpus: Corpus;
  vocabulary: Vocabulary;
}

/** A text of an entry that is indexed, and the entry that holds it: itself, or as others read it. */
interface IndexedText {
  text: TextKind;
  entry: Entry;
}

export type Indexer = ReturnType<typeof createIndexer>;

/** Brings what is derived from entries up to date: search documents, terms, vectors, scoring indexes. */
export function createIndexer(deps: IndexerDeps) {
  const { db, clock, engine, hasServer, embedder, corpus, vocabulary } = deps;
  const { model, dtype } = embedder;
  const source: VectorSource = { model, dtype, dimensions: corpus.dimensions };

  function requestSending(tx: Tx, id: string): void {
    if (hasServer) enqueue(tx, ENTRY_SEARCH, id, clock.now());
  }

  /** The names of the entries' organisations, by organisation. */
  function namesOf(entries: Entry[]): Map<string, string> {
    const ids = entries.map(({ organisationId }) => organisationId);
    return new Map([...findOrganisations(db, ids)].map(([id, { name }]) => [id, name]));
  }

  /** The whole text, and the masked one where others read that. */
  function textsOf(entry: Entry, names: Map<string, string>): IndexedText[] {
    const whole = { text: 'full' as const, entry };
    if (!isMasked(subjectOf(entry))) return [whole];
    const name = names.get(entry.organisationId) ?? '';
    return [whole, { text: 'masked', entry: maskEntry(entry, name).entry }];
  }

  /** Only published entries are ranked; all others are at most a subject. */
  function place(entries: Entry[]): void {
    for (const list of lists) {
      const ids = entries.filter((entry) => entry.list === list).map(({ id }) => id);
      const copies = new Map(ids.map((id) => [id, [] as ScoringEntry[]]));
      for (const copy of findScoring(db, list, ids, source)) copies.get(copy.id)?.push(copy);
      for (const [id, own] of copies) {
        if (own.length === 0) corpus.remove(list, id);
        else corpus.put(list, id, own);
      }
    }
  }

  /** Search document and terms of these entries, read fresh. Safe to repeat; asks for embedding where texts changed. */
  async function index(ids: string[]): Promise<void> {
    const entries = findAll(ids);
    const names = namesOf(entries);
    const numbered = entries.flatMap((entry) =>
      textsOf(entry, names).map(({ text, entry: read }) => ({
        of: { entryId: entry.id, text },
        version: entry.version,
        terms: vocabulary.number(termFrequencies(entryTexts(read))),
        hashes: embeddingChunks(entryTexts(read)).map(sha256),
      })),
    );
    transact(db, (tx) => {
      removeUnused(tx, entries);
      for (const { of, version, terms, hashes } of numbered) {
        saveTerms(tx.sql, of, version, terms);
        // Whoever reads the text of today must not see it ranked by what yesterday's meant.
        keepVectors(tx.sql, of, hashes);
      }
      for (const { id } of entries) {
        enqueue(tx, ENTRY_EMBED, id, clock.now());
        requestSending(tx, id);
      }
    });
    place(entries);
    await engine.put(toDocuments(entries));
  }

  /** These entries in the order of the ids; those that are gone are left out. */
  function findAll(ids: string[]): Entry[] {
    const found = findEntries(db, ids);
    return ids.flatMap((id) => found.get(id) ?? []);
  }

  /** Entries that are not masked any more leave no masked text behind. */
  function removeUnused(tx: Tx, entries: Entry[]): void {
    const unmasked = entries.filter((entry) => !isMasked(subjectOf(entry)));
    removeMasked(
      tx.sql,
      unmasked.map(({ id }) => id),
    );
  }

  function toDocuments(entries: Entry[]): SearchDocument[] {
    const names = namesOf(entries);
    return entries.map((entry) => {
      const organisation = names.get(entry.organisationId) ?? '';
      const [whole, others] = textsOf(entry, names).map((indexed) => ({
        entry: indexed.entry,
        organisation: indexed.entry.organisationId === '' ? '' : organisation,
        vectors: findVectors(db, { entryId: entry.id, text: indexed.text }, source),
      }));
      const { vectors } = whole!;
      return toSearchDocument(entry, {
        organisation,
        model: `${model} ${dtype}`,
        vectors,
        masked: others ?? null,
      });
    });
  }

  function checked(vector: Float32Array): Float32Array {
    const [found, expected] = [vector.length, corpus.dimensions];
    if (found === expected) return vector;
    throw new AppError('unavailable', 'error.modelDimensions', { params: { found, expected } });
  }

  /** The chunks of an entry's texts with the vectors there are already; null when all of them are there. */
  function planVectors(entry: Entry, names: Map<string, string>) {
    const { id } = entry;
    const known = new Map<string, Float32Array>();
    const missing = new Map<string, string>();
    let isComplete = true;
    const texts = textsOf(entry, names).map(({ text, entry: read }) => {
      const of = { entryId: id, text };
      const chunks = embeddingChunks(entryTexts(read)).map((chunk) => ({ chunk, textHash: sha256(chunk) }));
      const stored = findVectors(db, of, source);
      for (const { textHash, vector } of stored) known.set(textHash, vector);
      isComplete &&=
        stored.length === chunks.length &&
        chunks.every(({ textHash }, at) => stored[at]?.textHash === textHash);
      return { of, chunks };
    });
    if (isComplete) return null;
    for (const { chunk, textHash } of texts.flatMap(({ chunks }) => chunks)) {
      if (!known.has(textHash)) missing.set(textHash, chunk);
    }
    return { id, list: entry.list, texts, known, missing };
  }

  /** Vectors of these entries, chunk by chunk; chunks whose text is as before keep theirs. */
  async function embed(ids: string[]): Promise<void> {
    const entries = findAll(ids);
    const names = namesOf(entries);
    const plans = entries.map((entry) => planVectors(entry, names)).filter((plan) => plan !== null);
    for (const { list, missing, known } of plans) {
      const vectors = await embedder.embed([...missing.values()], list === 'demands' ? 'query' : 'document');
      for (const [at, textHash] of [...missing.keys()].entries()) known.set(textHash, checked(vectors[at]!));
    }
    // While the model computed, an entry may have changed or gone: then its own job embeds the newer text.
    const still = findAll(plans.map(({ id }) => id));
    const alive = new Set(still.map(({ id }) => id));
    transact(db, (tx) => {
      for (const { id, texts, known } of plans.filter((plan) => alive.has(plan.id))) {
        for (const { of, chunks } of texts) {
          const vectors = chunks.map(({ textHash }) => ({ textHash, vector: known.get(textHash)! }));
          saveVectors(tx.sql, of, source, vectors);
        }
        requestSending(tx, id);
      }
      removeUnused(tx, still);
    });
    place(still);
  }

  return {
    index,
    embed,
    source,

    /** What scoring needs of an entry as a subject, by its whole text; undefined until it was indexed. */
    subject(entry: Entry): ScoringEntry | undefined {
      const of = { entryId: entry.id, text: 'full' as const };
      const found = findTerms(db, of);
      if (found === undefined) return undefined;
      const vectors = findVectors(db, of, source).map(({ vector }) => vector);
      return { id: entry.id, owner: entry.organisationId, copy: 'full', terms: found.terms, vectors };
    },

    /** What scoring needs of those of these entries that are published, read from the database. */
    scoringEntries: (list: List, ids: string[]) => findScoring(db, list, ids, source),

    /** The newest search documents of these entries; those that are gone are left out. */
    documents: (ids: string[]): SearchDocument[] => toDocuments(findAll(ids)),

    /** Indexes one entry at once, for its own author; an unavailable model leaves it to the job. */
    async indexNow(entry: Entry): Promise<void> {
      const stored = findTerms(db, { entryId: entry.id, text: 'full' });
      if (stored?.version !== entry.version) await index([entry.id]);
      await embed([entry.id]);
    },

    /** Fills the scoring indexes from the database, and asks for the indexing of whatever is behind. */
    start(): void {
      for (const { id, list } of listPublished(db)) {
        if (!corpus.isExact(list)) continue;
        const copies = findScoring(db, list, [id], source);
        if (copies.length > 0) corpus.put(list, id, copies);
      }
      const behind = listUnindexed(db, source);
      transact(db, (tx) => {
        for (const id of behind) enqueue(tx, ENTRY_CHANGED, id, clock.now());
      });
    },
  };
}
