import fc from 'fast-check';
import { expect, it } from 'vitest';
import { type Ranked, takeBest } from '../../src/matching/take-best.ts';

/** Few scores and ids in any order, so that many tie. */
const arbitraryOffers: fc.Arbitrary<Ranked[]> = fc
  .uniqueArray(fc.string({ minLength: 1, maxLength: 3 }), { maxLength: 60 })
  .chain((ids) =>
    fc
      .array(fc.oneof(fc.constantFrom(-1, 0, 0.5, 1), fc.double({ noNaN: true })), {
        minLength: ids.length,
        maxLength: ids.length,
      })
      .map((scores) => ids.map((id, at) => ({ id, score: scores[at]! }))),
  );

it('keeps what sorting everything would keep, ties by id', () => {
  fc.assert(
    fc.property(arbitraryOffers, fc.integer({ min: 0, max: 70 }), (offers, limit) => {
      const sorted = [...offers].sort((a, b) => {
        if (a.score !== b.score) return a.score > b.score ? -1 : 1;
        return a.id < b.id ? -1 : 1;
      });
      const best = takeBest(limit, (offer) => {
        for (const { id, score } of offers) offer(id, score);
      });
      expect(best).toEqual(sorted.slice(0, limit));
    }),
    { numRuns: 500 },
  );
});

it('does not depend on the order of the offers', () => {
  fc.assert(
    fc.property(arbitraryOffers, fc.integer({ min: 1, max: 10 }), (offers, limit) => {
      const take = (order: Ranked[]) =>
        takeBest(limit, (offer) => {
          for (const { id, score } of order) offer(id, score);
        });
      expect(take([...offers].reverse())).toEqual(take(offers));
    }),
  );
});
