/** What scoring asks of the outside world; finding is in `engine-port.ts`. Adapters never meet each other. */

import type { Copy } from './engine-port.ts';

/** Which side of a match a text speaks for: demands ask (query), achievements answer (document). */
export type EmbeddingRole = 'query' | 'document';

export interface EmbedderStatus {
  ready: boolean;
  /** Why it is not ready, for people; null when it is, or was never asked. */
  problem: { text: 'error.modelMissing' | 'error.modelBroken'; params: Record<string, string> } | null;
}

/** Turns texts into vectors of length 1 on this machine. */
export interface Embedder {
  readonly model: string;
  readonly dtype: string;
  /** One vector a text, in order. Throws `unavailable` when the model cannot be loaded; the next call tries again. */
  embed(texts: string[], role: EmbeddingRole): Promise<Float32Array[]>;
  status(): EmbedderStatus;
  close(): Promise<void>;
}

/** The two lexical channels: single characters and bigrams of Han runs; whole words count in both. */
export const channels = ['characters', 'bigrams'] as const;
export type Channel = (typeof channels)[number];

/**
 * A demand's repeated term counts at most twice; an achievement's saturates by BM25's tf / (tf + K). Scorer and index
 * share the number, because a pair must score the same from both sides.
 */
export const LARGEST_QUERY_COUNT = 2;

/** The terms of one entry in one channel: ids in rising order, each with its weighted frequency (1–255). */
export interface TermCounts {
  ids: Uint32Array;
  counts: Uint8Array;
}

/** What the scoring index keeps of an entry: one for each of the copies its readers find it by. */
export interface ScoringEntry {
  id: string;
  /** Whose entry it is. */
  owner: string;
  /**
   * Who finds it by this text (see `mayFind`). What everybody may read (`whole`, `others`) counts in statistics; a
   * `full` text is merely scored, because nothing that others see may depend on it.
   */
  copy: Copy;
  terms: Record<Channel, TermCounts>;
  /** One vector of length 1 for each chunk of the text; empty until it is embedded. */
  vectors: Float32Array[];
}

/** Corpus statistics over what everybody may read of one list, frozen when the index is sealed. */
export interface ListStatistics {
  entries: number;
  /** Document frequency by term id, for each channel; a term id past the end has frequency 0. */
  frequencies: Record<Channel, Uint32Array>;
  averageLength: Record<Channel, number>;
  /** Mean of all chunk vectors and how many there were; zeros when there are none. */
  mean: Float32Array;
  vectors: number;
}

/** Length-dependent constant of BM25: K = k1 · (1 − b + b · length / average length). */
export type LengthNorm = (length: number, channel: Channel) => number;

/** How a query vector and the rows of an index are centred; see `matching/score.ts`. */
export interface Centring {
  ownMean: Float32Array;
  otherMean: Float32Array;
}

/** A vector with the two numbers that turn a plain dot product into the cosine of centred vectors. */
export interface CentredVector {
  vector: Float32Array;
  /** Dot product with the mean of the *other* list. */
  shift: number;
  /** Length after its own list's mean is taken off. */
  norm: number;
}

/**
 * Exact, in-memory scores of one list against any entry of the other. Slots number the entries; `idAt(slot)` is
 * null where an entry was removed. Sums run over terms in rising id order, so a pair gives the same number
 * whichever of its sides asks.
 */
export interface ScoringIndex {
  /** Puts a copy of an entry in the place of the same one before. */
  put(entry: ScoringEntry): void;
  /** Removes all copies of an entry. */
  remove(id: string): void;
  /** Slots in use, removed ones included. */
  readonly slots: number;
  /** Copies that can be scored. */
  readonly size: number;
  /** Entries put or removed since the last seal. */
  readonly changes: number;
  idAt(slot: number): string | null;
  ownerAt(slot: number): string;
  copyAt(slot: number): Copy;
  /** True for a slot whose entry has no vectors yet. */
  lacksVectors(slot: number): boolean;
  /** Compacts the index and freezes the statistics. */
  seal(): ListStatistics;
  centre(centring: Centring, norm: LengthNorm): void;
  /** Adds Σ factor(term) · saturation(frequency) over the shared terms to `sums[slot]`. */
  accumulate(channel: Channel, ids: Uint32Array, factors: Float64Array, sums: Float64Array): void;
  /** Adds Σ weight(term) · saturation(frequency) over *all* terms of each entry to `sums[slot]`. */
  weigh(channel: Channel, weight: (term: number) => number, sums: Float64Array): void;
  /** Raises `best[slot]`, where `wanted[slot]` is 1, to the highest centred cosine of any of its chunks with `query`. */
  nearest(query: CentredVector, meanProduct: number, best: Float64Array, wanted: Uint8Array): void;
  /** The chunk vectors of a slot, ready for centred cosines. */
  vectorsAt(slot: number): CentredVector[];
}
