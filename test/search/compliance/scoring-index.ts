import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { copies } from '../../../src/search/engine-port.ts';
import {
  channels,
  type EmbeddingRole,
  type ScoringEntry,
  type ScoringIndex,
} from '../../../src/search/ports.ts';
import {
  answers,
  arbitraryQuestion,
  comparable,
  expectedCosine,
  expectedSum,
  keyOf,
  norm,
} from './scoring-answers.ts';
import {
  arbitraryEntry,
  arbitraryList,
  arbitraryMean,
  DIMENSIONS,
  scoringEntry,
  TERMS,
  unitVector,
} from './scoring-entries.ts';

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

/** Runs the steps on an index and tells which copies of entries must be left. */
function play(index: ScoringIndex, steps: Step[], onSeal: () => void): Map<string, ScoringEntry> {
  const left = new Map<string, ScoringEntry>();
  for (const step of steps) {
    if (step === 'seal') {
      index.seal();
      onSeal();
    } else if ('put' in step) {
      index.put(step.put);
      left.delete(keyOf(step.put));
      left.set(keyOf(step.put), step.put);
    } else {
      index.remove(step.remove);
      for (const copy of copies) left.delete(keyOf({ id: step.remove, copy }));
    }
  }
  return left;
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
            for (const [key, one] of left) {
              for (const [at, channel] of channels.entries()) {
                expect(found.get(key)?.shared[at]).toBeCloseTo(expectedSum(role, one, channel, asked), 9);
              }
              expect(found.get(key)?.cosine).toBeCloseTo(
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

    it('counts only what everybody may read in its statistics: never the full text of a hidden or masked entry', () => {
      fc.assert(
        fc.property(arbitraryRole, arbitraryList(ids), (role, entries) => {
          const all = build(role, entries).seal();
          const forAll = build(
            role,
            entries.filter(({ copy }) => copy !== 'full'),
          ).seal();
          expect(comparable(all)).toEqual(comparable(forAll));
        }),
      );
    });

    it('keeps two copies of an entry apart, replaces each by itself, and removes both at once', () => {
      const full = scoringEntry('masked', { 1: 2, 3: 1 }, { copy: 'full', vectors: [unitVector(1)] });
      const others = scoringEntry('masked', { 1: 2 }, { copy: 'others', vectors: [unitVector(0, 1)] });
      const beside = scoringEntry('open', { 1: 1 });
      const index = build('document', [full, others, beside]);
      const standing = () => [index.size, index.seal().entries];
      const asked = {
        factors: [null, 1, null, 1],
        vector: unitVector(1),
      };
      const centring = { ownMean: new Float32Array(DIMENSIONS), otherMean: new Float32Array(DIMENSIONS) };
      const shared = () => {
        index.centre(centring, norm);
        return answers(index, asked, centring) as Map<string, { shared: number[]; cosine: number }>;
      };
      expect(standing()).toEqual([3, 2]);
      const before = shared();
      expect(before.get('masked full')!.shared[0]).toBeGreaterThan(before.get('masked others')!.shared[0]!);
      expect(before.get('masked full')!.cosine).toBeCloseTo(1, 6);
      expect(before.get('masked others')!.cosine).toBeCloseTo(0, 6);

      index.put({ ...others, terms: scoringEntry('', { 5: 1 }).terms });
      expect(standing()).toEqual([3, 2]);
      const after = shared();
      expect(after.get('masked others')!.shared[0]).toBe(0);
      expect(after.get('masked full')).toEqual(before.get('masked full'));

      index.remove('masked');
      expect(standing()).toEqual([1, 1]);
      expect([...shared().keys()]).toEqual(['open whole']);
      index.remove('masked');
      expect(standing()).toEqual([1, 1]);
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
