import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { seedDecisions } from '../../../scripts/decided-matches.ts';
import { AppError } from '../../../src/kernel/errors.ts';
import { createIds } from '../../../src/kernel/ids.ts';
import { createDecide } from '../../../src/review/decide.ts';
import { type DecidedMatch, fingerprintOf, labelOf } from '../../../src/review/lessons/labels.ts';
import { listDecided } from '../../../src/review/lessons/store.ts';
import type { MatchState } from '../../../src/review/life-cycle.ts';
import { findMatch, insertMatch } from '../../../src/review/store.ts';
import { createTestDatabase } from '../../db/test-database.ts';
import { people } from '../../identity/people.ts';
import { createFakeClock } from '../../kernel/fake-clock.ts';
import { pairs, SHIPPED } from './lesson-bench.ts';

const { operator } = people;

/** One suggestion nobody decided about yet, and the desk beside it. */
function createDesk(exploratory = false) {
  const db = createTestDatabase();
  seedDecisions(db, { pairs, count: 1, operator: () => true, madeWith: SHIPPED });
  const seededMatch = findMatch(db, 'match-000000')!;
  db.$client.exec(`DELETE FROM matches; UPDATE entries SET state = 'published', published_at = 0`);
  const propensity = exploratory ? 0.25 : 1;
  insertMatch(db, { ...seededMatch, state: 'suggested', version: 1, exploratory, propensity });
  const clock = createFakeClock();
  const { decide } = createDecide({ db, clock, newId: createIds(clock) });
  const match = () => findMatch(db, 'match-000000')!;
  return {
    db,
    match,
    /** False where the desk refuses. */
    step({ verdict, reasons }: Step): boolean {
      try {
        decide(operator, match().id, match().version, { verdict, reasons: [...reasons], note: '' });
        return true;
      } catch (error) {
        if (error instanceof AppError && error.code === 'conflict') return false;
        throw error;
      }
    },
    label() {
      const [found] = listDecided(db, '', 10);
      return found === undefined ? null : labelOf(found, SHIPPED);
    },
  };
}

const steps = {
  accept: { verdict: 'accepted', reasons: [] },
  irrelevant: { verdict: 'rejected', reasons: ['irrelevant'] },
  'price, and the route as well': { verdict: 'rejected', reasons: ['terms', 'route'] },
  price: { verdict: 'rejected', reasons: ['terms'] },
  'a done deal': { verdict: 'rejected', reasons: ['partnered', 'duplicate'] },
  later: { verdict: 'deferred', reasons: [] },
  undo: { verdict: 'undone', reasons: [] },
} as const;
type Step = (typeof steps)[keyof typeof steps];

describe('what ranking may learn from a match', () => {
  it.each([
    ['accept', true],
    ['irrelevant', false],
    ['price, and the route as well', false],
    ['price', null],
    ['a done deal', null],
    ['later', null],
  ] as const)('after “%s” is %s', (name, accepted) => {
    const desk = createDesk();
    desk.step(steps[name]);
    expect(desk.label()?.accepted ?? null).toBe(accepted);
  });

  it('is what stands after any story at the desk, by the features of that moment', () => {
    const names = Object.keys(steps) as (keyof typeof steps)[];
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...names), { maxLength: 12 }), (story) => {
        const desk = createDesk();
        const standing: Step[] = [];
        for (const name of story) {
          if (!desk.step(steps[name])) continue;
          if (name === 'undo') standing.pop();
          else standing.push(steps[name]);
        }
        const last = standing.at(-1);
        const about = ['irrelevant', 'route', 'indicators'];
        const expected =
          last?.verdict === 'accepted'
            ? true
            : last?.verdict === 'rejected' && last.reasons.some((reason) => about.includes(reason))
              ? false
              : null;
        expect(desk.label()?.accepted ?? null).toBe(expected);
      }),
      { numRuns: 60 },
    );
  }, 60_000);

  it('counts an explored pair for those that were not drawn', () => {
    const desk = createDesk(true);
    desk.step(steps.accept);
    expect(desk.label()).toMatchObject({ weight: 4, features: desk.match().madeOf.features });
  });

  it.each(['introduced', 'in_talks', 'agreed', 'ended'] as const)(
    'stays that the two belong together once it is %s',
    (state: MatchState) => {
      const desk = createDesk();
      desk.step(steps.accept);
      desk.db.$client.prepare('UPDATE matches SET state = ?').run(state);
      expect(desk.label()?.accepted).toBe(true);
    },
  );

  it('is nothing where the service reopened it, and where another sentence model made the score', () => {
    const desk = createDesk();
    desk.step(steps.irrelevant);
    const [found] = listDecided(desk.db, '', 10);
    expect(labelOf(found!, { ...SHIPPED, dtype: 'fp32' })).toBe(null);
    expect(labelOf(found!, { ...SHIPPED, model: 'other' })).toBe(null);
    const line = {
      id: 'r',
      verdict: 'reopened' as const,
      before: 'rejected' as const,
      reasons: [],
      shown: null,
    };
    const reopened: DecidedMatch = { ...found!, decisions: [...found!.decisions, line] };
    expect(labelOf(reopened, SHIPPED)).toBe(null);
    // Features of another version of the program cannot be read, and the rest of the work goes on.
    desk.db.$client.exec(`DROP TRIGGER decisions_are_never_changed`);
    desk.db.$client.exec(
      `UPDATE decisions SET shown = json_set(shown, '$.madeOf.features.version', 'features-0')`,
    );
    expect(desk.label()).toBe(null);
  });
});

it('labels are told apart by what they say and not by their order', () => {
  const [one, other, third] = pairs;
  const print = (...labels: typeof pairs) => fingerprintOf(labels, SHIPPED);
  expect(print(one!, other!)).toBe(print(other!, one!));
  expect(print(one!, other!)).not.toBe(print(one!, third!));
  expect(print(one!)).not.toBe(print({ ...one!, accepted: !one!.accepted }));
  expect(fingerprintOf([one!], { ...SHIPPED, model: 'other' })).not.toBe(print(one!));
});
