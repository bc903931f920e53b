import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  areBothInterested,
  areContactsShown,
  openSteps,
  type Side,
  type StepLine,
  sides,
  standingOf,
} from '../../src/review/introductions/life-cycle.ts';
import type { Step } from '../../src/review/introductions/model.ts';
import { countYear, yearSpan } from '../../src/review/introductions/year.ts';

const other = (side: Side): Side => (side === 'demand' ? 'achievement' : 'demand');

/** Lives as they can be lived: after the introduction, always a step that is open to the one who makes it. */
const lives = fc
  .array(fc.record({ side: fc.constantFrom(...sides), choice: fc.nat() }), { maxLength: 8 })
  .map((wishes) => {
    const steps: StepLine[] = [{ kind: 'introduced', side: null }];
    for (const { side, choice } of wishes) {
      const open = openSteps(standingOf(steps), side);
      const kind = open[choice % Math.max(open.length, 1)];
      if (kind !== undefined) steps.push({ kind, side });
    }
    return steps;
  });

describe('the life of an introduction', () => {
  it('reaches talks only by the interest of both, and an agreement only through talks', () => {
    fc.assert(
      fc.property(lives, (steps) => {
        const standing = standingOf(steps);
        if (standing.state === 'in_talks' || standing.state === 'agreed') {
          expect(areBothInterested(standing)).toBe(true);
        }
        if (areContactsShown(standing)) {
          for (const side of sides) {
            expect(steps.filter((step) => step.side === side && step.kind === 'interested')).toHaveLength(1);
          }
        }
      }),
    );
  });

  it('takes one answer of each side at most, and nothing after its end', () => {
    fc.assert(
      fc.property(lives, fc.constantFrom(...sides), (steps, side) => {
        const answers = steps.filter((step) => step.side === side && /interested|declined/.test(step.kind));
        expect(answers.length).toBeLessThanOrEqual(1);
        const standing = standingOf(steps);
        const open = openSteps(standing, side);
        expect(open.length === 0).toBe(standing.state === 'agreed' || standing.state === 'ended');
        if (answers.length > 0) expect(open).not.toContain('interested');
      }),
    );
  });

  it('treats both sides alike', () => {
    fc.assert(
      fc.property(lives, (steps) => {
        const mirrored = steps.map(({ kind, side }) => ({ kind, side: side && other(side) }));
        expect(standingOf(mirrored).state).toBe(standingOf(steps).state);
      }),
    );
  });

  it('ends with a withdrawn entry wherever it still runs', () => {
    fc.assert(
      fc.property(lives, (steps) => {
        const { state } = standingOf([...steps, { kind: 'withdrawn', side: null }]);
        expect(state).toBe('ended');
        expect(areContactsShown({ state })).toBe(false);
      }),
    );
  });
});

describe('a year', () => {
  const { from, until } = yearSpan(2026);

  it('is one of Shanghai', () => {
    expect(new Date(from).toISOString()).toBe('2025-12-31T16:00:00.000Z');
    expect(until).toBe(yearSpan(2027).from);
  });

  it('counts every step in the year in which it was made, and in no other', () => {
    const dated = fc.array(
      fc.tuple(
        lives,
        fc.integer({ min: from - 400 * 86_400_000, max: until }),
        fc.integer({ min: 0, max: 90 }),
      ),
      { maxLength: 5 },
    );
    fc.assert(
      fc.property(dated, (all) => {
        const steps = all.flatMap(([life, start, days], at) =>
          life.map(
            (line, place): Step => ({
              ...{ ...line, number: place, id: `${at}-${place}`, matchId: String(at), note: '' },
              ...{
                noteTo: 'bureau',
                delegated: false,
                accountId: null,
                at: start + place * days * 86_400_000,
              },
              reasons: line.kind === 'declined' || line.kind === 'ended' ? ['other'] : [],
            }),
          ),
        );
        const years = [2023, 2024, 2025, 2026, 2027, 2028, 2029].map((year) =>
          countYear(steps, yearSpan(year)),
        );
        const sum = (name: 'introduced' | 'interested' | 'agreed' | 'ended') =>
          years.reduce((total, counts) => total + counts[name], 0);
        const standings = all.map(([life]) => standingOf(life));
        expect(sum('introduced')).toBe(all.length);
        expect(sum('interested')).toBe(standings.filter(areBothInterested).length);
        expect(sum('agreed')).toBe(standings.filter(({ state }) => state === 'agreed').length);
        expect(sum('ended')).toBe(standings.filter(({ state }) => state === 'ended').length);
        for (const { ended, reasons } of years) {
          expect(reasons.reduce((total, { count }) => total + count, 0)).toBe(ended);
        }
      }),
    );
  });
});
