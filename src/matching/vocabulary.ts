import type { Db } from '../db/open.ts';
import { transact } from '../db/tx.ts';
import { type Channel, channels, type TermCounts } from '../search/ports.ts';
import type { TermFrequencies } from './features.ts';
import { insertTerm, listTerms } from './store.ts';

/** Numbers lexical units, for good: an id never changes its meaning. */
export interface Vocabulary {
  /** Term counts by id, rising. Unknown terms get the next ids, stored before this returns. */
  number(frequencies: TermFrequencies): Record<Channel, TermCounts>;
  /** The id of a term, or undefined when no entry ever had it. */
  find(term: string): number | undefined;
  /** The term with this id; empty for an id never given. */
  text(id: number): string;
}

export function createVocabulary(db: Db): Vocabulary {
  const ids = new Map<string, number>();
  const texts: string[] = [];
  for (const { id, text } of listTerms(db)) remember(id, text);
  let next = Math.max(-1, [...ids.values()].at(-1) ?? -1) + 1;

  function remember(id: number, text: string): void {
    ids.set(text, id);
    texts[id] = text;
  }

  function learn(terms: string[]): void {
    const unknown = terms.filter((term) => !ids.has(term));
    if (unknown.length === 0) return;
    const first = next;
    transact(db, (tx) => {
      for (const [index, text] of unknown.entries()) insertTerm(tx.sql, { id: first + index, text });
    });
    for (const [index, text] of unknown.entries()) remember(first + index, text);
    next = first + unknown.length;
  }

  function count(frequencies: Map<string, number>): TermCounts {
    const pairs = [...frequencies].map(([term, frequency]) => [ids.get(term)!, frequency] as const);
    pairs.sort(([a], [b]) => a - b);
    return {
      ids: Uint32Array.from(pairs, ([id]) => id),
      counts: Uint8Array.from(pairs, ([, value]) => value),
    };
  }

  return {
    number(frequencies) {
      learn([...new Set(channels.flatMap((channel) => [...frequencies[channel].keys()]))]);
      return { characters: count(frequencies.characters), bigrams: count(frequencies.bigrams) };
    },
    find: (term) => ids.get(term),
    text: (id) => texts[id] ?? '',
  };
}
