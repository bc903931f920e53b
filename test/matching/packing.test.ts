import fc from 'fast-check';
import { expect, it } from 'vitest';
import { packTerms, packVector, unpackTerms, unpackVector } from '../../src/matching/packing.ts';

const arbitraryTerms = fc
  .array(fc.tuple(fc.integer({ min: 0, max: 0xffffffff }), fc.integer({ min: 1, max: 255 })), {
    maxLength: 40,
  })
  .map((pairs) => ({
    ids: Uint32Array.from(pairs, ([id]) => id),
    counts: Uint8Array.from(pairs, ([, count]) => count),
  }));

/** The same bytes at an odd place of a larger buffer, as a database driver may hand them over. */
function elsewhere(packed: Buffer): Buffer {
  const larger = Buffer.alloc(packed.length + 3, 0xab);
  packed.copy(larger, 1);
  return larger.subarray(1, packed.length + 1);
}

it('packs term counts and unpacks the same, in five bytes a term', () => {
  fc.assert(
    fc.property(arbitraryTerms, (terms) => {
      const packed = packTerms(terms);
      expect(packed.length).toBe(5 * terms.ids.length);
      expect(unpackTerms(packed)).toEqual(terms);
      expect(unpackTerms(elsewhere(packed))).toEqual(terms);
    }),
  );
});

it('packs vectors and unpacks the same, bit for bit, views of larger arrays too', () => {
  fc.assert(
    fc.property(fc.float32Array({ maxLength: 64 }), fc.nat(8), (numbers, from) => {
      const vector = numbers.subarray(from);
      const packed = packVector(vector);
      expect(packed.length).toBe(4 * vector.length);
      expect(unpackVector(packed)).toEqual(vector);
      expect(unpackVector(elsewhere(packed))).toEqual(vector);
    }),
  );
});

it('gives unpacked numbers a life of their own', () => {
  const packed = packVector(Float32Array.of(1, 2));
  const vector = unpackVector(packed);
  packed.fill(0);
  expect(vector).toEqual(Float32Array.of(1, 2));
});
