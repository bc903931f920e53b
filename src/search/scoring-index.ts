import { type Copy, copies as everyCopy, isForAll } from './engine-port.ts';
import type {
  Centring,
  Channel,
  EmbeddingRole,
  LengthNorm,
  ListStatistics,
  ScoringEntry,
  ScoringIndex,
} from './ports.ts';
import { channels, LARGEST_QUERY_COUNT } from './ports.ts';
import { documentFrequencies, mergePostings, noPostings, type Postings } from './term-postings.ts';
import { createVectorRows } from './vector-rows.ts';

/**
 * The index of one list. Sealed entries live in typed arrays; entries put since the last seal are few and are
 * walked one by one, so adding an entry never rebuilds anything. `role` says how frequencies saturate.
 */
export function createScoringIndex(role: EmbeddingRole, dimensions: number): ScoringIndex {
  const slotOf = new Map<string, number>();
  const rows = createVectorRows(dimensions);
  let ids: (string | null)[] = [];
  let owners: string[] = [];
  let copies: Copy[] = [];
  let lengths: Record<Channel, number>[] = [];
  let norms: Record<Channel, Float64Array> = emptyNorms(0);
  const sealed: Record<Channel, Postings> = { characters: noPostings, bigrams: noPostings };
  let sealedSlots = 0;
  let fresh = new Map<number, ScoringEntry>();
  let changes = 0;
  let lengthNorm: LengthNorm = () => 1;

  function remove(id: string): void {
    for (const copy of everyCopy) removeCopy(id, copy);
  }

  function removeCopy(id: string, copy: Copy): void {
    const slot = slotOf.get(keyOf(id, copy));
    if (slot === undefined) return;
    slotOf.delete(keyOf(id, copy));
    ids[slot] = null;
    fresh.delete(slot);
    rows.remove(slot);
    changes += 1;
  }

  function put(entry: ScoringEntry): void {
    removeCopy(entry.id, entry.copy);
    const slot = ids.length;
    slotOf.set(keyOf(entry.id, entry.copy), slot);
    ids.push(entry.id);
    owners.push(entry.owner);
    copies.push(entry.copy);
    lengths.push({
      characters: sum(entry.terms.characters.counts),
      bigrams: sum(entry.terms.bigrams.counts),
    });
    fresh.set(slot, entry);
    rows.put(slot, entry.vectors);
    changes += 1;
  }

  function seal(): ListStatistics {
    const newSlot = new Int32Array(ids.length).fill(-1);
    const kept: number[] = [];
    for (let slot = 0; slot < ids.length; slot += 1) {
      if (ids[slot] !== null) newSlot[slot] = kept.push(slot) - 1;
    }
    const added = [...fresh].map(([slot, entry]) => ({ slot: newSlot[slot]!, entry }));
    for (const channel of channels) {
      const own = added.map(({ slot, entry }) => ({ slot, terms: entry.terms[channel] }));
      sealed[channel] = mergePostings(sealed[channel], newSlot.subarray(0, sealedSlots), own);
    }
    ids = kept.map((slot) => ids[slot]!);
    owners = kept.map((slot) => owners[slot]!);
    copies = kept.map((slot) => copies[slot]!);
    lengths = kept.map((slot) => lengths[slot]!);
    for (const [slot, id] of ids.entries()) if (id !== null) slotOf.set(keyOf(id, copies[slot]!), slot);
    rows.compact(newSlot);
    fresh = new Map();
    sealedSlots = ids.length;
    changes = 0;
    return statistics();
  }

  function statistics(): ListStatistics {
    const counted = Uint8Array.from(copies, (copy) => Number(isForAll(copy)));
    const entries = sum(counted);
    const average = (channel: Channel) => {
      let total = 0;
      for (const [slot, length] of lengths.entries()) if (counted[slot]) total += length[channel];
      return entries === 0 ? 1 : Math.max(total / entries, 1);
    };
    return {
      entries,
      frequencies: {
        characters: documentFrequencies(sealed.characters, counted),
        bigrams: documentFrequencies(sealed.bigrams, counted),
      },
      averageLength: { characters: average('characters'), bigrams: average('bigrams') },
      ...rows.mean(counted),
    };
  }

  function centre(centring: Centring, norm: LengthNorm): void {
    lengthNorm = norm;
    norms = emptyNorms(ids.length);
    for (const channel of channels) {
      for (const [slot, length] of lengths.entries()) norms[channel][slot] = norm(length[channel], channel);
    }
    rows.centre(centring);
  }

  function saturation(count: number, norm: number): number {
    return role === 'document' ? count / (count + norm) : Math.min(count, LARGEST_QUERY_COUNT);
  }

  function accumulate(channel: Channel, terms: Uint32Array, factors: Float64Array, sums: Float64Array): void {
    const { offsets, slots, counts } = sealed[channel];
    const norm = norms[channel];
    const isDocument = role === 'document';
    for (let index = 0; index < terms.length; index += 1) {
      const term = terms[index]!;
      if (term + 1 >= offsets.length) break;
      const factor = factors[index]!;
      const end = offsets[term + 1]!;
      for (let at = offsets[term]!; at < end; at += 1) {
        const slot = slots[at]!;
        const count = counts[at]!;
        sums[slot]! +=
          factor * (isDocument ? count / (count + norm[slot]!) : Math.min(count, LARGEST_QUERY_COUNT));
      }
    }
    if (fresh.size > 0) accumulateFresh(channel, terms, factors, sums);
  }

  function weigh(channel: Channel, weight: (term: number) => number, sums: Float64Array): void {
    const { offsets, slots, counts } = sealed[channel];
    for (let term = 0; term + 1 < offsets.length; term += 1) {
      const end = offsets[term + 1]!;
      if (offsets[term] === end) continue;
      const factor = weight(term);
      for (let at = offsets[term]!; at < end; at += 1) {
        const slot = slots[at]!;
        sums[slot]! += factor * saturation(counts[at]!, norms[channel][slot]!);
      }
    }
    for (const [slot, entry] of fresh) {
      const { ids: own, counts: frequencies } = entry.terms[channel];
      const norm = lengthNorm(lengths[slot]![channel], channel);
      for (let index = 0; index < own.length; index += 1) {
        sums[slot]! += weight(own[index]!) * saturation(frequencies[index]!, norm);
      }
    }
  }

  function accumulateFresh(
    channel: Channel,
    terms: Uint32Array,
    factors: Float64Array,
    sums: Float64Array,
  ): void {
    const factorOf = new Map<number, number>();
    for (const [index, term] of terms.entries()) factorOf.set(term, factors[index]!);
    for (const [slot, entry] of fresh) {
      const norm = lengthNorm(lengths[slot]![channel], channel);
      const own = entry.terms[channel];
      for (let index = 0; index < own.ids.length; index += 1) {
        const factor = factorOf.get(own.ids[index]!);
        if (factor !== undefined) sums[slot]! += factor * saturation(own.counts[index]!, norm);
      }
    }
  }

  return {
    put,
    remove,
    seal,
    centre,
    accumulate,
    weigh,
    get slots() {
      return ids.length;
    },
    get size() {
      return slotOf.size;
    },
    get changes() {
      return changes;
    },
    idAt: (slot) => ids[slot] ?? null,
    ownerAt: (slot) => owners[slot] ?? '',
    copyAt: (slot) => copies[slot] ?? 'full',
    lacksVectors: (slot) => !rows.has(slot),
    nearest: rows.nearest,
    vectorsAt: rows.at,
  };
}

function keyOf(id: string, copy: Copy): string {
  return `${id} ${copy}`;
}

function emptyNorms(length: number): Record<Channel, Float64Array> {
  return { characters: new Float64Array(length), bigrams: new Float64Array(length) };
}

function sum(values: Uint8Array): number {
  let total = 0;
  for (const value of values) total += value;
  return total;
}
