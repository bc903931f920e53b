import fc from 'fast-check';
import { type Copy, copies } from '../../../src/search/engine-port.ts';
import type { Channel, ScoringEntry, TermCounts } from '../../../src/search/ports.ts';

export const DIMENSIONS = 8;
/** Term ids of the random entries lie below this, so that many are shared. */
export const TERMS = 12;

function termCounts(pairs: [number, number][]): TermCounts {
  const byId = [...new Map(pairs)].sort(([a], [b]) => a - b);
  return { ids: Uint32Array.from(byId, ([id]) => id), counts: Uint8Array.from(byId, ([, count]) => count) };
}

const arbitraryTerms: fc.Arbitrary<TermCounts> = fc
  .array(fc.tuple(fc.integer({ min: 0, max: TERMS - 1 }), fc.constantFrom(1, 2, 3, 5, 9, 255)), {
    maxLength: 8,
  })
  .map(termCounts);

/** A vector of length 1. */
export const arbitraryVector: fc.Arbitrary<Float32Array> = fc
  .array(fc.integer({ min: -50, max: 50 }), { minLength: DIMENSIONS, maxLength: DIMENSIONS })
  .map((values) => {
    const raised = values.map((value, at) => (at === 0 ? value + 0.5 : value));
    const length = Math.hypot(...raised);
    return Float32Array.from(raised, (value) => value / length);
  });

export const arbitraryMean: fc.Arbitrary<Float32Array> = fc
  .array(fc.integer({ min: -30, max: 30 }), { minLength: DIMENSIONS, maxLength: DIMENSIONS })
  .map((values) => Float32Array.from(values, (value) => value / 100));

const arbitraryText = {
  terms: fc.record({ characters: arbitraryTerms, bigrams: arbitraryTerms }),
  vectors: fc.array(arbitraryVector, { maxLength: 3 }),
};

/** One text of an entry, for whichever readers. */
export function arbitraryEntry(ids: readonly string[]): fc.Arbitrary<ScoringEntry> {
  return fc.record({
    id: fc.constantFrom(...ids),
    owner: fc.constantFrom('university', 'institute'),
    copy: fc.constantFrom(...copies),
    ...arbitraryText,
  });
}

/** The copies in which entries are kept: one text for everybody, one for its own readers, or another for others. */
const kept: readonly Copy[][] = [['whole'], ['full'], ['full', 'others']];

/** A list of entries with different ids, each in the copies it is kept in. */
export function arbitraryList(ids: readonly string[]): fc.Arbitrary<ScoringEntry[]> {
  const text = fc.record(arbitraryText);
  const entry = fc
    .record({
      id: fc.constantFrom(...ids),
      owner: fc.constantFrom('university', 'institute'),
      copies: fc.constantFrom(...kept),
      texts: fc.tuple(text, text),
    })
    .map(({ id, owner, copies: own, texts }) =>
      own.map((copy, at): ScoringEntry => ({ id, owner, copy, ...texts[at]! })),
    );
  return fc.uniqueArray(entry, { selector: (own) => own[0]!.id, maxLength: 8 }).map((list) => list.flat());
}

/** The copies of each entry of a list, by its id. */
export function copiesById(list: ScoringEntry[]): Map<string, ScoringEntry[]> {
  const copiesOf = new Map<string, ScoringEntry[]>();
  for (const one of list) copiesOf.set(one.id, [...(copiesOf.get(one.id) ?? []), one]);
  return copiesOf;
}

/** An entry of two channels with the same terms, written as `{ id: count }`. */
export function scoringEntry(
  id: string,
  counts: Record<number, number>,
  given: Partial<ScoringEntry> = {},
): ScoringEntry {
  const own = termCounts(Object.entries(counts).map(([term, count]) => [Number(term), count]));
  const terms: Record<Channel, TermCounts> = { characters: own, bigrams: own };
  return { id, owner: 'university', copy: 'whole', terms, vectors: [], ...given };
}

/** A vector of length 1 along the given values; missing ones are 0. */
export function unitVector(...values: number[]): Float32Array {
  const length = Math.hypot(...values);
  return Float32Array.from({ length: DIMENSIONS }, (_, at) => (values[at] ?? 0) / length);
}
