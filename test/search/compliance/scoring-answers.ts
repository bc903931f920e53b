import fc from 'fast-check';
import { expect } from 'vitest';
import {
  type Centring,
  channels,
  type EmbeddingRole,
  type LengthNorm,
  type ListStatistics,
  type ScoringEntry,
  type ScoringIndex,
} from '../../../src/search/ports.ts';
import { centreVector, dot } from '../../../src/search/vector-rows.ts';
import { arbitraryVector, TERMS } from './scoring-entries.ts';

/** What a subject of the other list asks: a factor for each term, rising ids, and a vector. */
export const arbitraryQuestion = fc.record({
  factors: fc.array(fc.option(fc.double({ min: 0.01, max: 9, noNaN: true })), {
    minLength: TERMS,
    maxLength: TERMS + 3,
  }),
  vector: arbitraryVector,
});
export type Question = typeof arbitraryQuestion extends fc.Arbitrary<infer Value> ? Value : never;

export const norm: LengthNorm = (length, channel) => (channel === 'bigrams' ? 0.4 : 0.3) + length / 10;

export const keyOf = ({ id, copy }: Pick<ScoringEntry, 'id' | 'copy'>) => `${id} ${copy}`;

/** Everything an index says to one question, by id and copy. */
export function answers(
  index: ScoringIndex,
  { factors, vector }: Question,
  { ownMean, otherMean }: Centring,
) {
  const asked = factors.flatMap((factor, term) => (factor === null ? [] : [{ term, factor }]));
  const terms = Uint32Array.from(asked, ({ term }) => term);
  const weights = Float64Array.from(asked, ({ factor }) => factor);
  const read = (fill: (values: Float64Array) => void) => {
    const values = new Float64Array(index.slots);
    fill(values);
    return values;
  };
  const shared = channels.map((channel) => read((sums) => index.accumulate(channel, terms, weights, sums)));
  const whole = channels.map((channel) => read((sums) => index.weigh(channel, (term) => 1 + term / 7, sums)));
  const best = read((values) => {
    values.fill(-1);
    const question = centreVector(vector, { ownMean: otherMean, otherMean: ownMean });
    index.nearest(question, dot(ownMean, otherMean, 0), values, new Uint8Array(index.slots).fill(1));
  });
  const found = new Map<string, unknown>();
  for (let slot = 0; slot < index.slots; slot += 1) {
    const id = index.idAt(slot);
    if (id === null) continue;
    const key = keyOf({ id, copy: index.copyAt(slot) });
    expect(found.has(key)).toBe(false);
    const numbers = { shared: shared.map((sums) => sums[slot]), whole: whole.map((sums) => sums[slot]) };
    const standing = { owner: index.ownerAt(slot), lacks: index.lacksVectors(slot) };
    found.set(key, { ...numbers, ...standing, cosine: best[slot], vectors: index.vectorsAt(slot) });
  }
  return found;
}

/** Statistics without trailing zeros: a term past the end has frequency 0. */
export function comparable({ entries, frequencies, averageLength, mean, vectors }: ListStatistics) {
  const trimmed = channels.map((channel) => {
    const own = Array.from(frequencies[channel]);
    while (own.at(-1) === 0) own.pop();
    return own;
  });
  // The mean is a sum of floats in the order of the slots.
  return {
    entries,
    trimmed,
    averageLength,
    vectors,
    mean: Array.from(mean, (value) => Number(value.toFixed(5)) + 0),
  };
}

export function expectedSum(
  role: EmbeddingRole,
  { terms }: ScoringEntry,
  channel: 'characters' | 'bigrams',
  { factors }: Question,
) {
  const { ids: own, counts } = terms[channel];
  const length = counts.reduce((total, count) => total + count, 0);
  const saturation = (count: number) =>
    role === 'document' ? count / (count + norm(length, channel)) : Math.min(count, 2);
  return Array.from(own).reduce(
    (total, term, at) => total + (factors[term] ?? 0) * saturation(counts[at]!),
    0,
  );
}

/** Subtract the means, normalise, multiply: without any of the index's short cuts. */
export function expectedCosine(
  vectors: Float32Array[],
  asked: Float32Array,
  { ownMean, otherMean }: Centring,
): number {
  const centred = (vector: Float32Array, mean: Float32Array) =>
    Array.from(vector, (value, at) => value - mean[at]!);
  const question = centred(asked, otherMean);
  const cosines = vectors.map((vector) => {
    const own = centred(vector, ownMean);
    const product = own.reduce((total, value, at) => total + value * question[at]!, 0);
    return product / (Math.hypot(...own) * Math.hypot(...question));
  });
  return Math.max(-1, ...cosines);
}
