export type EngineName = 'embedded' | 'meilisearch';

/** Texts of an entry as one kind of reader may read them. */
export interface SearchTexts {
  title: string;
  body: string;
}

/** What others read of a masked entry, and what of it they find and sort it by. */
export interface MaskedCopy extends SearchTexts {
  amount: number | null;
  region: string;
  /** As `vectors` below, of the masked text. */
  vectors: Float32Array[];
}

/** An entry as a search engine knows it: what it may be found, filtered and sorted by. */
export interface SearchDocument {
  id: string;
  list: string;
  version: number;
  organisationId: string;
  state: string;
  chain: string | null;
  region: string;
  trl: number | null;
  /** Deadline or expiry, `YYYY-MM-DD`. */
  closesOn: string | null;
  publishedAt: number | null;
  /** In 万元; null for 面议 and 待定. */
  amount: number | null;
  disclosure: string;
  /** The whole text: for the entry's own organisation and for operators. */
  full: SearchTexts;
  /** What everybody else may read: the whole text, a masked one, or nothing (null: they may not find it at all). */
  others: 'full' | MaskedCopy | null;
  /** One raw vector of length 1 a chunk of the whole text, for `candidates`; empty until it is embedded. */
  vectors: Float32Array[];
  /** Changes with everything above; tells a lagging copy from a true one without reading it. */
  stamp: string;
}

export const facetNames = ['chain', 'region', 'trl', 'state'] as const;
export type FacetName = (typeof facetNames)[number];
export type SortOrder = 'relevance' | 'published' | 'deadline' | 'amount';

/**
 * Who asks: somebody who reads every text in full, or the members of these organisations (none: a visitor), who read
 * in full what is their own and the entries that were opened to them after a pledge.
 */
export type SearchReader = 'all' | { organisationIds: string[]; pledged: string[] };

export interface SearchRequest {
  list: string;
  /** What was typed; empty means everything. */
  text: string;
  filters: Partial<Record<FacetName, string[]>>;
  reader: SearchReader;
  sort: SortOrder;
  limit: number;
  /** Hits to leave out: those of the pages before. */
  offset: number;
}

export interface SearchResult {
  /** Which engine answered: one may leave what it is bad at to the other. */
  engine: EngineName;
  /** Ids in order; at most `limit + 1`: the extra one only says that there is more. */
  hits: string[];
  total: number;
  /** Counts over the whole answer; each facet ignores its own filter. Most frequent first. */
  facets: Record<FacetName, { value: string; count: number }[]>;
}

export interface CandidateRequest {
  list: string;
  reader: SearchReader;
  /** Lexical units, the most telling first; entries that hold one of them are candidates. */
  terms: string[];
  /** Vectors near which candidates are looked for; an engine without vectors ignores them. */
  vectors: Float32Array[];
}

/** Finding entries in both lists. What is found is read fresh from the database before it is shown. */
export interface SearchEngine {
  readonly name: EngineName;
  /** Puts documents in the place of their older versions; searchable when this resolves. */
  put(documents: SearchDocument[]): Promise<void>;
  remove(ids: string[]): Promise<void>;
  search(request: SearchRequest, signal?: AbortSignal): Promise<SearchResult>;
  /**
   * Ids of published entries that share a term or lie near a vector: a generous choice for the scorer, best
   * first by no particular measure. For lists that are too long to be scored whole.
   */
  candidates(request: CandidateRequest, signal?: AbortSignal): Promise<string[]>;
  /** Entries known of a list, each once. */
  count(list: string): Promise<number>;
}

/** The indexes that answer, or those a rebuild is filling beside them. */
export type Side = 'live' | 'next';

/** Two copies are compared in parts, one for each last letter of the ids, which is as good as random. */
export const shards = [...'0123456789abcdefghijklmnopqrstuvwxyz'];

/**
 * The server refused something for what it is; trying again changes nothing. Its message never quotes a value: the
 * server puts those in backticks, and they may be of a hidden entry.
 */
export class EngineRefusal extends Error {
  readonly code: string;
  constructor(code: string, reason: string) {
    super(`${code}: ${reason.replaceAll(/`[^`]*`/g, '…')}`.slice(0, 300));
    this.name = 'EngineRefusal';
    this.code = code;
  }
}

/**
 * A search engine outside the database, which may lag, fail or lose everything; `indexing/` keeps it true. Every
 * method throws `unavailable` when the server cannot be asked, and `EngineRefusal` when it refuses.
 */
export interface MirrorEngine extends Omit<SearchEngine, 'put' | 'remove'> {
  put(documents: SearchDocument[], side: Side): Promise<void>;
  remove(ids: string[], side: Side): Promise<void>;
  /** Makes the indexes of this side where they are absent and mends their settings. `fresh`: one was new or foreign. */
  prepare(side: Side): Promise<{ fresh: boolean }>;
  /** Version of the server program; null where our key may not ask. */
  version(): Promise<string | null>;
  /** The stored documents of one shard of a list: stamp by entry and copy, as `copiesOf` names them. */
  stamps(list: string, shard: string): Promise<Map<string, string>>;
  /** Names the indexes of this side, whatever they are called at the moment; null when they are not there. */
  identity(side: Side): Promise<string | null>;
  /** Asks for the next indexes to answer in the place of the live ones, at once; gives the task that will do it. */
  requestSwap(): Promise<number>;
  /** Waits until the live indexes are those of this name; false when the task failed. */
  awaitSwap(task: number, wanted: string): Promise<boolean>;
  /** Deletes the next indexes, if there are any. */
  discardNext(): Promise<void>;
  /** Gives up whatever is being waited for, at the end of the process. */
  close(): void;
}

/** Which copy of an entry a document is: for everybody, for its own readers, or for everybody else. */
export const copies = ['whole', 'full', 'others'] as const;
export type Copy = (typeof copies)[number];

/** Whether the text of this copy is public. */
export function isForAll(copy: Copy): boolean {
  return copy !== 'full';
}

/**
 * Whether a reader finds an entry by this copy: by the full one of what they may read in full, else by the others' one.
 * Every engine and the scorer follow this one rule. Pure.
 */
export function mayFind(reader: SearchReader, copy: Copy, owner: string, id: string): boolean {
  if (reader === 'all') return copy !== 'others';
  if (copy === 'whole') return true;
  const readsFull = reader.organisationIds.includes(owner) || reader.pledged.includes(id);
  return (copy === 'full') === readsFull;
}

/** The copies a document is kept in: one, or two where others read another text. Pure. */
export function copiesOf({ others }: { others: unknown }): Copy[] {
  if (others === 'full') return ['whole'];
  return others === null ? ['full'] : ['full', 'others'];
}
