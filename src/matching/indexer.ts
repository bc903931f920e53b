import { type Entry, subjectOf } from '../catalog/entry.ts';
import type { List } from '../catalog/entry-model.ts';
import { entryTexts } from '../catalog/entry-texts.ts';
import { toSearchDocument } from '../catalog/search-document.ts';
import { ENTRY_CHANGED } from '../catalog/service.ts';
import { findEntries, findEntry } from '../catalog/store.ts';
import type { Db } from '../db/open.ts';
import { type Tx, transact } from '../db/tx.ts';
import { isOpen } from '../identity/policy.ts';
import { findOrganisations } from '../identity/store.ts';
import { enqueue } from '../jobs/outbox.ts';
import type { Clock } from '../kernel/clock.ts';
import { AppError } from '../kernel/errors.ts';
import { sha256 } from '../kernel/ids.ts';
import type { SearchDocument, SearchEngine } from '../search/engine-port.ts';
import type { Embedder, ScoringEntry } from '../search/ports.ts';
import type { Corpus } from './corpus.ts';
import { embeddingChunks, termFrequencies } from './features.ts';
import {
  findScoring,
  findTerms,
  findVectors,
  listPublished,
  listUnindexed,
  saveTerms,
  saveVectors,
  type VectorSource,
} from './store.ts';
import type { Vocabulary } from './vocabulary.ts';

/** The job that embeds an entry; its key is the entry's id. Waits by itself for a missing model. */
export const ENTRY_EMBED = 'entry.embed';

/** The job that sends an entry, as it is then, to the search server; its key is the entry's id. */
export const ENTRY_SEARCH = 'entry.search';

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

interface IndexedSubject {
  id: string;
  organisationId: string;
  state: string;
  disclosure: string;
}

export type Indexer = ReturnType<typeof createIndexer>;

/** Brings what is derived from entries up to date: search documents, terms, vectors, scoring indexes. */
export function createIndexer(deps: IndexerDeps) {
  const { db, clock, engine, hasServer, embedder, corpus, vocabulary } = deps;
  const { model, dtype } = embedder;
  const source: VectorSource = { model, dtype, dimensions: corpus.dimensions };

  function vectorsOf(id: string) {
    return findVectors(db, id, source);
  }

  function requestSending(tx: Tx, id: string): void {
    if (hasServer) enqueue(tx, ENTRY_SEARCH, id, clock.now());
  }

  /** What scoring needs of a stored entry; undefined until it was indexed. */
  function scoringEntry(entry: IndexedSubject): ScoringEntry | undefined {
    const found = findTerms(db, entry.id);
    if (found === undefined) return undefined;
    const vectors = vectorsOf(entry.id).map(({ vector }) => vector);
    return { id: entry.id, owner: entry.organisationId, open: isOpen(entry), terms: found.terms, vectors };
  }

  /** Only published entries are ranked; all others are at most a subject. */
  function place(entry: Entry): void {
    const subject = { id: entry.id, ...subjectOf(entry) };
    const scoring = entry.state === 'published' ? scoringEntry(subject) : undefined;
    if (scoring === undefined) corpus.remove(entry.list, entry.id);
    else corpus.put(entry.list, scoring);
  }

  /** Search document and terms of these entries, read fresh. Safe to repeat; asks for embedding where texts changed. */
  async function index(ids: string[]): Promise<void> {
    const entries = ids.map((id) => findEntry(db, id)).filter((entry) => entry !== undefined);
    const numbered = entries.map((entry) => vocabulary.number(termFrequencies(entryTexts(entry))));
    transact(db, (tx) => {
      for (const [at, entry] of entries.entries()) {
        saveTerms(tx.sql, entry.id, entry.version, numbered[at]!);
        enqueue(tx, ENTRY_EMBED, entry.id, clock.now());
        requestSending(tx, entry.id);
      }
    });
    for (const entry of entries) place(entry);
    await engine.put(toDocuments(entries));
  }

  function toDocuments(entries: Entry[]): SearchDocument[] {
    const organisations = findOrganisations(
      db,
      entries.map(({ organisationId }) => organisationId),
    );
    return entries.map((entry) => {
      const organisation = organisations.get(entry.organisationId)?.name ?? '';
      return toSearchDocument(entry, organisation, `${model} ${dtype}`, vectorsOf(entry.id));
    });
  }

  function checked(vector: Float32Array): Float32Array {
    const [found, expected] = [vector.length, corpus.dimensions];
    if (found === expected) return vector;
    throw new AppError('unavailable', 'error.modelDimensions', { params: { found, expected } });
  }

  /** The chunks of an entry with the vectors it has already; null when all of them are there. */
  function planVectors(id: string) {
    const entry = findEntry(db, id);
    if (entry === undefined) return null;
    const hashes = embeddingChunks(entryTexts(entry)).map((text) => ({ text, textHash: sha256(text) }));
    const stored = vectorsOf(id);
    const known = new Map(stored.map(({ textHash, vector }) => [textHash, vector]));
    const missing = hashes.filter(({ textHash }) => !known.has(textHash));
    if (missing.length === 0 && stored.length === hashes.length) return null;
    return { id, list: entry.list, hashes, known, missing };
  }

  /** Vectors of these entries, chunk by chunk; chunks whose text is as before keep theirs. */
  async function embed(ids: string[]): Promise<void> {
    const plans = ids.map(planVectors).filter((plan) => plan !== null);
    for (const { list, missing, known } of plans) {
      const texts = missing.map(({ text }) => text);
      const vectors = await embedder.embed(texts, list === 'demands' ? 'query' : 'document');
      for (const [at, { textHash }] of missing.entries()) known.set(textHash, checked(vectors[at]!));
    }
    // While the model computed, an entry may have changed or gone: then its own job embeds the newer text.
    const still = plans.flatMap((plan) => findEntry(db, plan.id) ?? []);
    const alive = new Set(still.map(({ id }) => id));
    transact(db, (tx) => {
      for (const { id, hashes, known } of plans.filter((plan) => alive.has(plan.id))) {
        const vectors = hashes.map(({ textHash }) => ({ textHash, vector: known.get(textHash)! }));
        saveVectors(tx.sql, id, source, vectors);
        requestSending(tx, id);
      }
    });
    for (const entry of still) place(entry);
  }

  return {
    index,
    embed,
    scoringEntry,
    source,

    /** What scoring needs of those of these entries that are published, read from the database. */
    scoringEntries: (list: List, ids: string[]) => findScoring(db, list, ids, source),

    /** The newest search documents of these entries; those that are gone are left out. */
    documents: (ids: string[]): SearchDocument[] => toDocuments([...findEntries(db, ids).values()]),

    /** Indexes one entry at once, for its own author; an unavailable model leaves it to the job. */
    async indexNow(entry: Entry): Promise<void> {
      if (findTerms(db, entry.id)?.version !== entry.version) await index([entry.id]);
      await embed([entry.id]);
    },

    /** Fills the scoring indexes from the database, and asks for the indexing of whatever is behind. */
    start(): void {
      for (const entry of listPublished(db)) {
        if (!corpus.isExact(entry.list)) continue;
        const scoring = scoringEntry(entry);
        if (scoring !== undefined) corpus.put(entry.list, scoring);
      }
      const behind = listUnindexed(db, source);
      transact(db, (tx) => {
        for (const id of behind) enqueue(tx, ENTRY_CHANGED, id, clock.now());
      });
    },
  };
}
