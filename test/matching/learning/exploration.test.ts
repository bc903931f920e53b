import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { chooseExploration, inversePropensity } from '../../../src/matching/learning/exploration.ts';
import { seeded } from '../../../src/matching/learning/random.ts';

const ranked = Array.from({ length: 40 }, (_, at) => `a${at + 1}`);

describe('exploratory slots', () => {
  it('keep the best, in order, and put in as many deeper ones as asked for', () => {
    const plan = fc.record({
      places: fc.integer({ min: 1, max: 15 }),
      explored: fc.constantFrom<1 | 2>(1, 2),
      depth: fc.integer({ min: 1, max: 60 }),
    });
    fc.assert(
      fc.property(plan, fc.integer({ min: 0, max: 40 }), fc.integer(), (asked, length, seed) => {
        const given = ranked.slice(0, length);
        const slots = chooseExploration(given, asked, seeded(seed));
        expect(slots).toHaveLength(Math.min(asked.places, length));
        expect(new Set(slots.map(({ item }) => item)).size).toBe(slots.length);
        const usual = slots.filter(({ exploratory }) => !exploratory);
        expect(usual.map(({ item }) => item)).toEqual(given.slice(0, usual.length));
        const explored = slots.length - usual.length;
        expect(explored).toBe(length <= asked.places ? 0 : Math.min(asked.explored, asked.places));
        for (const { rank, item, propensity, exploratory } of slots) {
          expect(given[rank - 1]).toBe(item);
          expect(propensity > 0 && propensity <= 1).toBe(true);
          if (!exploratory) expect(propensity).toBe(1);
          else expect(rank).toBeLessThanOrEqual(Math.max(asked.depth, asked.places));
        }
      }),
      { numRuns: 2000 },
    );
  });

  it('show each deeper one as often as was logged', () => {
    const random = seeded(11);
    const seen = new Map<string, number>();
    const rounds = 8000;
    let logged = 0;
    for (let round = 0; round < rounds; round += 1) {
      for (const { item, exploratory, propensity } of chooseExploration(
        ranked,
        { places: 10, explored: 2, depth: 20 },
        random,
      )) {
        if (!exploratory) continue;
        seen.set(item, (seen.get(item) ?? 0) + 1);
        logged = propensity;
      }
    }
    expect(logged).toBeCloseTo(2 / 12, 12);
    expect([...seen.keys()].sort()).toEqual(ranked.slice(8, 20).sort());
    for (const count of seen.values()) expect(Math.abs(count / rounds - logged)).toBeLessThan(0.02);
  });

  it('stand in every place now and then', () => {
    const random = seeded(5);
    const places = new Set<number>();
    for (let round = 0; round < 400; round += 1) {
      const slots = chooseExploration(ranked, { places: 5, explored: 1, depth: 20 }, random);
      places.add(slots.findIndex(({ exploratory }) => exploratory));
    }
    expect([...places].sort()).toEqual([0, 1, 2, 3, 4]);
  });
});

describe('the weight of a label', () => {
  it('is the inverse propensity, clipped', () => {
    expect([1, 0.5, 0.2, 0.05, 0].map(inversePropensity)).toEqual([1, 2, 5, 10, 10]);
  });
});
