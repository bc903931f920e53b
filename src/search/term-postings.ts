import type { TermCounts } from './ports.ts';

/** One channel of a sealed index: for each term the slots that hold it and how often, in compressed rows. */
export interface Postings {
  /** `offsets[term]` … `offsets[term + 1]` is the range of the term in the two arrays below. */
  offsets: Uint32Array;
  slots: Int32Array;
  counts: Uint8Array;
}

export const noPostings: Postings = {
  offsets: new Uint32Array(1),
  slots: new Int32Array(0),
  counts: new Uint8Array(0),
};

/**
 * Merges sealed postings with the entries added since, leaving out removed slots. `newSlot[old]` is where an old
 * slot moves to, or −1; `added` are the new entries with their slots. Linear in the number of postings.
 */
export function mergePostings(
  old: Postings,
  newSlot: Int32Array,
  added: { slot: number; terms: TermCounts }[],
): Postings {
  const oldTerms = old.offsets.length - 1;
  let terms = oldTerms;
  for (const { terms: own } of added) terms = Math.max(terms, (own.ids.at(-1) ?? -1) + 1);

  const offsets = new Uint32Array(terms + 1);
  for (let term = 0; term < oldTerms; term += 1) {
    const end = old.offsets[term + 1]!;
    for (let at = old.offsets[term]!; at < end; at += 1)
      if (newSlot[old.slots[at]!]! >= 0) offsets[term + 1]! += 1;
  }
  for (const { terms: own } of added) for (const id of own.ids) offsets[id + 1]! += 1;
  for (let term = 0; term < terms; term += 1) offsets[term + 1]! += offsets[term]!;

  const slots = new Int32Array(offsets[terms]!);
  const counts = new Uint8Array(offsets[terms]!);
  const next = offsets.slice(0, terms);
  for (let term = 0; term < oldTerms; term += 1) {
    const end = old.offsets[term + 1]!;
    for (let at = old.offsets[term]!; at < end; at += 1) {
      const slot = newSlot[old.slots[at]!]!;
      if (slot < 0) continue;
      slots[next[term]!] = slot;
      counts[next[term]!] = old.counts[at]!;
      next[term]! += 1;
    }
  }
  for (const { slot, terms: own } of added) {
    for (let index = 0; index < own.ids.length; index += 1) {
      const term = own.ids[index]!;
      slots[next[term]!] = slot;
      counts[next[term]!] = own.counts[index]!;
      next[term]! += 1;
    }
  }
  return { offsets, slots, counts };
}

/** How many of the slots marked in `counted` hold each term. */
export function documentFrequencies(postings: Postings, counted: Uint8Array): Uint32Array {
  const terms = postings.offsets.length - 1;
  const frequencies = new Uint32Array(terms);
  for (let term = 0; term < terms; term += 1) {
    const end = postings.offsets[term + 1]!;
    let frequency = 0;
    for (let at = postings.offsets[term]!; at < end; at += 1) frequency += counted[postings.slots[at]!]!;
    frequencies[term] = frequency;
  }
  return frequencies;
}
