import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
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
import { arbitraryEntry, arbitraryMean, arbitraryVector, DIMENSIONS, TERMS } from './scoring-entries.ts';

export interface ScoringIndexAdapter {
  name: string;
  create(role: EmbeddingRole, dimensions: number): ScoringIndex;
}

const ids = ['a', 'b', 'c', 'd', 'e', 'f'];
const entry = arbitraryEntry(ids);
type Step = { put: ScoringEntry } | { remove: string } | 'seal';
const arbitraryStep: fc.Arbitrary<Step> = fc.oneof(
  { weight: 6, arbitrary: entry.map((put) => ({ put })) },
  { weight: 3, arbitrary: fc.constantFrom(...ids, 'unknown').map((remove) => ({ remove })) },
  { weight: 1, arbitrary: fc.constant('seal' as const) },
);
const arbitrarySteps = fc.array(arbitraryStep, { maxLength: 25 });
const arbitraryRole = fc.constantFrom<EmbeddingRole>('query', 'document');
const arbitraryCentring = fc.record({ ownMean: arbitraryMean, otherMean: arbitraryMean });
/** What a subject of the other list asks: a factor for each term, rising ids, and a vector. */
const arbitraryQuestion = fc.record({
  factors: fc.array(fc.option(fc.double({ min: 0.01, max: 9, noNaN: true })), {
    minLength: TERMS,
    maxLength: TERMS + 3,
  }),
  vector: arbitraryVector,
});
type Question = typeof arbitraryQuestion extends fc.Arbitrary<infer Value> ? Value : never;

const norm: LengthNorm = (length, channel) => (channel === 'bigrams' ? 0.4 : 0.3) + length / 10;

/** Runs the steps on an index and tells which entries must be left. */
function play(index: ScoringIndex, steps: Step[], onSeal: () => void): Map<string, ScoringEntry> {
  const left = new Map<string, ScoringEntry>();
  for (const step of steps) {
    if (step === 'seal') {
      index.seal();
      onSeal();
    } else if ('put' in step) {
      index.put(step.put);
      left.delete(step.put.id);
      left.set(step.put.id, step.put);
    } else {
      index.remove(step.remove);
      left.delete(step.remove);
    }
  }
  return left;
}

/** Everything an index says to one question, by id. */
function answers(index: ScoringIndex, { factors, vector }: Question, { ownMean, otherMean }: Centring) {
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
    index.nearest(question, dot(ownMean, otherMean, 0), values);
  });
  const found = new Map<string, unknown>();
  for (let slot = 0; slot < index.slots; slot += 1) {
    const id = index.idAt(slot);
    if (id === null) continue;
    expect(found.has(id)).toBe(false);
    const numbers = { shared: shared.map((sums) => sums[slot]), whole: whole.map((sums) => sums[slot]) };
    const standing = {
      owner: index.ownerAt(slot),
      open: index.isOpenAt(slot),
      lacks: index.lacksVectors(slot),
    };
    found.set(id, { ...numbers, ...standing, cosine: best[slot], vectors: index.vectorsAt(slot) });
  }
  return found;
}

/** Statistics without trailing zeros: a term past the end has frequency 0. */
function comparable({ entries, frequencies, averageLength, mean, vectors }: ListStatistics) {
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

/** Everything the port `ScoringIndex` promises, for one adapter. */
export function describeScoringIndex({ name, create }: ScoringIndexAdapter): void {
  const build = (role: EmbeddingRole, entries: Iterable<ScoringEntry>) => {
    const index = create(role, DIMENSIONS);
    for (const one of entries) index.put(one);
    return index;
  };

  describe(`scoring index: ${name}`, () => {
    it('says after any history, once sealed, what a new index of the surviving entries says', () => {
      fc.assert(
        fc.property(
          arbitraryRole,
          arbitrarySteps,
          arbitraryQuestion,
          arbitraryCentring,
          (role, steps, asked, centring) => {
            const lived = create(role, DIMENSIONS);
            const left = play(lived, steps, () => lived.centre(centring, norm));
            const fresh = build(role, [...left.values()].reverse());
            expect(comparable(lived.seal())).toEqual(comparable(fresh.seal()));
            lived.centre(centring, norm);
            fresh.centre(centring, norm);
            const found = answers(lived, asked, centring);
            expect([...found.keys()].sort()).toEqual([...left.keys()].sort());
            expect(found).toEqual(answers(fresh, asked, centring));
            expect([lived.size, lived.slots, lived.changes]).toEqual([left.size, left.size, 0]);
          },
        ),
        { numRuns: 300 },
      );
    });

    it('scores unsealed entries like sealed ones under the same statistics, and removed ones never', () => {
      fc.assert(
        fc.property(
          arbitraryRole,
          arbitrarySteps,
          arbitraryQuestion,
          arbitraryCentring,
          (role, steps, asked, centring) => {
            const unsealed = create(role, DIMENSIONS);
            unsealed.seal();
            unsealed.centre(centring, norm);
            const left = play(unsealed, steps, () => unsealed.centre(centring, norm));
            const sealed = build(role, left.values());
            sealed.seal();
            sealed.centre(centring, norm);
            expect(answers(unsealed, asked, centring)).toEqual(answers(sealed, asked, centring));
            expect(unsealed.size).toBe(left.size);
          },
        ),
        { numRuns: 300 },
      );
    });

    it('adds up what the formulas say: BM25 for documents, capped counts for queries, centred cosines', () => {
      fc.assert(
        fc.property(
          arbitraryRole,
          arbitrarySteps,
          arbitraryQuestion,
          arbitraryCentring,
          (role, steps, asked, centring) => {
            const index = create(role, DIMENSIONS);
            const left = play(index, steps, () => undefined);
            index.seal();
            index.centre(centring, norm);
            const found = answers(index, asked, centring) as Map<
              string,
              { shared: number[]; cosine: number }
            >;
            for (const [id, one] of left) {
              for (const [at, channel] of channels.entries()) {
                expect(found.get(id)?.shared[at]).toBeCloseTo(expectedSum(role, one, channel, asked), 9);
              }
              expect(found.get(id)?.cosine).toBeCloseTo(
                expectedCosine(one.vectors, asked.vector, centring),
                4,
              );
            }
          },
        ),
      );
    });

    it('weighs an entry as it adds up a question that asks for every term', () => {
      fc.assert(
        fc.property(arbitraryRole, arbitrarySteps, arbitraryCentring, (role, steps, centring) => {
          const index = create(role, DIMENSIONS);
          index.centre(centring, norm);
          play(index, steps, () => index.centre(centring, norm));
          const every = Uint32Array.from({ length: TERMS + 2 }, (_, term) => term);
          const weight = (term: number) => 0.1 + term / 3;
          for (const channel of channels) {
            const weighed = new Float64Array(index.slots);
            const added = new Float64Array(index.slots);
            index.weigh(channel, weight, weighed);
            index.accumulate(channel, every, Float64Array.from(every, weight), added);
            expect(weighed).toEqual(added);
          }
        }),
      );
    });

    it('counts open entries only in its statistics', () => {
      fc.assert(
        fc.property(arbitraryRole, fc.uniqueArray(entry, { selector: ({ id }) => id }), (role, entries) => {
          const all = build(role, entries).seal();
          const open = build(
            role,
            entries.filter((one) => one.open),
          ).seal();
          expect(comparable(all)).toEqual(comparable(open));
        }),
      );
    });

    it('counts its changes since it was sealed', () => {
      const [first, second] =
        fc.sample(fc.uniqueArray(entry, { selector: ({ id }) => id, minLength: 2 }), 1)[0] ?? [];
      const index = build('document', [first!, second!]);
      expect(index.changes).toBe(2);
      index.seal();
      expect(index.changes).toBe(0);
      index.remove('unknown');
      expect(index.changes).toBe(0);
      index.remove(first!.id);
      expect(index.changes).toBe(1);
      expect([index.size, index.slots]).toEqual([1, 2]);
    });

    it('has sane statistics when it is empty', () => {
      const { entries, averageLength, mean, vectors } = create('document', DIMENSIONS).seal();
      expect([entries, vectors]).toEqual([0, 0]);
      expect(Array.from(mean)).toEqual(new Array(DIMENSIONS).fill(0));
      expect(averageLength.characters).toBeGreaterThan(0);
    });
  });
}

function expectedSum(
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
function expectedCosine(
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
