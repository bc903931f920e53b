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
import { findScoring, listUnindexed, publishedPages } from './scoring-store.ts';
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

/** An entry as it is now, the name of its organisation, and the texts it is indexed by: the whole one first. */
interface ReadEntry {
  entry: Entry;
  organisation: string;
  texts: IndexedText[];
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

  /** These entries in the order of the ids; those that are gone are left out. */
  function findAll(ids: string[]): Entry[] {
    const found = findEntries(db, ids);
    return ids.flatMap((id) => found.get(id) ?? []);
  }

  function readAll(ids: string[]): ReadEntry[] {
    const entries = findAll(ids);
    const organisations = findOrganisations(
      db,
      entries.map(({ organisationId }) => organisationId),
    );
    return entries.map((entry) => {
      const organisation = organisations.get(entry.organisationId)?.name ?? '';
      const texts: IndexedText[] = [{ text: 'full', entry }];
      if (isMasked(subjectOf(entry))) {
        texts.push({ text: 'masked', entry: maskEntry(entry, organisation).entry });
      }
      return { entry, organisation, texts };
    });
  }

  /** Makes these copies, all that their entries have, the ones that are scored; gives the ids of the entries. */
  function put(list: List, copies: ScoringEntry[]): Set<string> {
    const byEntry = new Map<string, ScoringEntry[]>();
    for (const copy of copies) {
      const own = byEntry.get(copy.id);
      if (own === undefined) byEntry.set(copy.id, [copy]);
      else own.push(copy);
    }
    for (const [id, own] of byEntry) corpus.put(list, id, own);
    return new Set(byEntry.keys());
  }

  /** Only published entries are ranked; all others are at most a subject. */
  function place(entries: Entry[]): void {
    for (const list of lists) {
      const ids = entries.filter((entry) => entry.list === list).map(({ id }) => id);
      const placed = put(list, findScoring(db, list, ids, source));
      for (const id of ids) if (!placed.has(id)) corpus.remove(list, id);
    }
  }

  /** Search document and terms of these entries, read fresh. Safe to repeat; asks for embedding where texts changed. */
  async function index(ids: string[]): Promise<void> {
    const read = readAll(ids);
    const entries = read.map(({ entry }) => entry);
    const numbered = read.flatMap(({ entry: { id, version }, texts }) =>
      texts.map(({ text, entry }) => {
        const own = entryTexts(entry);
        return {
          of: { entryId: id, text },
          version,
          terms: vocabulary.number(termFrequencies(own)),
          hashes: embeddingChunks(own).map(sha256),
        };
      }),
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
    await engine.put(toDocuments(read));
  }

  /** Entries that are not masked any more leave no masked text behind. */
  function removeUnused(tx: Tx, entries: Entry[]): void {
    const unmasked = entries.filter((entry) => !isMasked(subjectOf(entry)));
    removeMasked(
      tx.sql,
      unmasked.map(({ id }) => id),
    );
  }

  function toDocuments(read: ReadEntry[]): SearchDocument[] {
    return read.map(({ entry, organisation, texts }) => {
      const [whole, others] = texts.map((indexed) => ({
        entry: indexed.entry,
        organisation: indexed.entry.organisationId === '' ? '' : organisation,
        vectors: findVectors(db, { entryId: entry.id, text: indexed.text }, source),
      }));
      return toSearchDocument(entry, {
        organisation,
        model: `${model} ${dtype}`,
        vectors: whole!.vectors,
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
  function planVectors({ entry: { id, list }, texts: indexed }: ReadEntry) {
    const known = new Map<string, Float32Array>();
    const missing = new Map<string, string>();
    let isComplete = true;
    const texts = indexed.map(({ text, entry }) => {
      const of = { entryId: id, text };
      const chunks = embeddingChunks(entryTexts(entry)).map((chunk) => ({ chunk, textHash: sha256(chunk) }));
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
    return { id, list, texts, known, missing };
  }

  /** Vectors of these entries, chunk by chunk; chunks whose text is as before keep theirs. */
  async function embed(ids: string[]): Promise<void> {
    const plans = readAll(ids)
      .map(planVectors)
      .filter((plan) => plan !== null);
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
    documents: (ids: string[]): SearchDocument[] => toDocuments(readAll(ids)),

    /** Indexes one entry at once, for its own author; an unavailable model leaves it to the job. */
    async indexNow(entry: Entry): Promise<void> {
      const stored = findTerms(db, { entryId: entry.id, text: 'full' });
      if (stored?.version !== entry.version) await index([entry.id]);
      await embed([entry.id]);
    },

    /** Fills the scoring indexes from the database, and asks for the indexing of whatever is behind. */
    start(): void {
      for (const list of lists) {
        for (const page of publishedPages(db, list, source)) {
          if (!corpus.isExact(list)) break;
          put(list, page);
        }
      }
      const behind = listUnindexed(db, source);
      transact(db, (tx) => {
        for (const id of behind) enqueue(tx, ENTRY_CHANGED, id, clock.now());
      });
    },
  };
}
