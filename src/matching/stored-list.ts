import { setImmediate as turn } from 'node:timers/promises';
import type { List } from '../catalog/entry-model.ts';
import type { Db } from '../db/open.ts';
import { isForAll } from '../search/engine-port.ts';
import { type Channel, channels, type ListStatistics, type ScoringEntry } from '../search/ports.ts';
import { createVectorMean } from '../search/vector-rows.ts';
import { sampleIds } from './calibrate.ts';
import { countPublished, findScoring, publishedPages } from './scoring-store.ts';
import type { VectorSource } from './store.ts';

/** What scoring reads of a list that is too long to be held in memory: its published entries, from the database. */
export interface StoredLists {
  /** How many there are. */
  count(list: List): number;
  /** All of them, page by page. */
  pages(list: List): Iterable<ScoringEntry[]>;
  /** Those of these ids that are published, in any order. */
  entries(list: List, ids: string[]): ScoringEntry[];
}

/** The lists as the database has them. */
export function createStoredLists(db: Db, source: VectorSource): StoredLists {
  return {
    count: (list) => countPublished(db, list),
    pages: (list) => publishedPages(db, list, source),
    entries: (list, ids) => findScoring(db, list, ids, source),
  };
}

/** The statistics of a list and the vectors of the public texts that stand for it when cosines are sampled. */
export interface ListSummary {
  statistics: ListStatistics;
  sample: Float32Array[][];
}

/**
 * The statistics that a scoring index would freeze, taken from the database: the same numbers, because a score must
 * not change when a list outgrows memory. One page at a time, so requests get their turn between pages.
 */
export async function summarise(stored: StoredLists, list: List, dimensions: number): Promise<ListSummary> {
  const frequencies = { characters: createCounts(), bigrams: createCounts() };
  const lengths = { characters: 0, bigrams: 0 };
  const mean = createVectorMean(dimensions);
  const withVectors: string[] = [];
  let entries = 0;
  for (const page of stored.pages(list)) {
    for (const entry of page) {
      if (!isForAll(entry.copy)) continue;
      entries += 1;
      for (const channel of channels) {
        const { ids, counts } = entry.terms[channel];
        frequencies[channel].add(ids);
        for (const count of counts) lengths[channel] += count;
      }
      for (const vector of entry.vectors) mean.add(vector);
      if (entry.vectors.length > 0) withVectors.push(entry.id);
    }
    await turn();
  }
  const average = (channel: Channel) => (entries === 0 ? 1 : Math.max(lengths[channel] / entries, 1));
  const chosen = sampleIds(withVectors);
  const sampled = new Map(
    stored
      .entries(list, chosen)
      .filter(({ copy }) => isForAll(copy))
      .map(({ id, vectors }) => [id, vectors] as const),
  );
  return {
    statistics: {
      entries,
      frequencies: { characters: frequencies.characters.take(), bigrams: frequencies.bigrams.take() },
      averageLength: { characters: average('characters'), bigrams: average('bigrams') },
      ...mean.take(),
    },
    // In the order of the ids; an entry withdrawn meanwhile is left out.
    sample: chosen.flatMap((id) => {
      const vectors = sampled.get(id);
      return vectors === undefined ? [] : [vectors];
    }),
  };
}

/** Counts by term id in an array that grows with the highest id. */
function createCounts() {
  let counts = new Uint32Array(1024);
  let end = 0;
  return {
    add(ids: Uint32Array): void {
      const highest = ids.at(-1) ?? -1;
      if (highest >= counts.length) {
        const larger = new Uint32Array(Math.max(highest + 1, counts.length * 2));
        larger.set(counts);
        counts = larger;
      }
      end = Math.max(end, highest + 1);
      for (const id of ids) counts[id]! += 1;
    },
    take: () => counts.slice(0, end),
  };
}
