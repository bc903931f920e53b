import fc from 'fast-check';
import { expect, it } from 'vitest';
import { type List, lists } from '../../src/catalog/entry-model.ts';
import {
  findMove,
  lapsedState,
  type Mover,
  openMoves,
  type State,
  states,
} from '../../src/catalog/life-cycle.ts';

/** The reviewed rules, one `from > to: who` a line; written by hand and sharing nothing with the code. */
const common = [
  'draft > submitted: owner',
  'returned > submitted: owner',
  'submitted > published: operator',
  'submitted > returned: operator',
  'submitted > rejected: operator',
  'draft > withdrawn: owner',
  'submitted > withdrawn: owner',
  'returned > withdrawn: owner',
  'published > withdrawn: owner',
  'published > withdrawn: operator',
];
const rules: Record<List, Set<string>> = {
  demands: new Set([...common, 'published > unclaimed: clock']),
  achievements: new Set([...common, 'published > expired: clock']),
};
const movers: Mover[] = ['owner', 'operator', 'clock'];
const owedAReason = ['submitted > returned', 'submitted > rejected'];

it.each(lists)('knows exactly the reviewed moves of %s, each by the reviewed mover', (list) => {
  const found = states.flatMap((from) =>
    states.flatMap((to) =>
      movers.filter((by) => findMove(list, from, to, by)).map((by) => `${from} > ${to}: ${by}`),
    ),
  );
  expect(found.sort()).toEqual([...rules[list]].sort());
});

it.each(lists)('offers a mover of %s exactly the moves it would accept from them', (list) => {
  for (const from of states) {
    for (const by of movers) {
      const accepted = states.filter((to) => findMove(list, from, to, by));
      expect([...openMoves(list, from, by)].sort()).toEqual([...accepted].sort());
    }
  }
});

it('never leaves an end, whoever tries and however long', () => {
  const ends = ['rejected', 'withdrawn', 'unclaimed', 'expired'];
  const step = fc.record({
    to: fc.oneof(fc.constantFrom<string>(...states), fc.string()),
    by: fc.constantFrom(...movers),
  });
  fc.assert(
    fc.property(fc.constantFrom(...lists), fc.array(step, { maxLength: 60 }), (list, steps) => {
      let state: State = 'draft';
      for (const { to, by } of steps) {
        const move = findMove(list, state, to, by);
        if (move === undefined) continue;
        expect(ends).not.toContain(state);
        expect(rules[list]).toContain(`${state} > ${to}: ${by}`);
        expect(move.to).toBe(to);
        state = move.to;
      }
    }),
    { numRuns: 500 },
  );
});

it.each(lists)('lets an entry of %s be published only after it was submitted', (list) => {
  const before = states.filter((from) => movers.some((by) => findMove(list, from, 'published', by)));
  expect(before).toEqual(['submitted']);
});

it.each(lists)('asks an operator for a reason where the author of %s is turned away', (list) => {
  for (const rule of owedAReason) {
    const [from, to] = rule.split(' > ') as [State, State];
    expect(findMove(list, from, to, 'operator')?.needsNote).toBe(true);
  }
  expect(findMove(list, 'published', 'withdrawn', 'operator')?.needsNote).toBe(true);
  expect(findMove(list, 'published', 'withdrawn', 'owner')?.needsNote).toBeUndefined();
  expect(findMove(list, 'submitted', 'published', 'operator')?.needsNote).toBeUndefined();
});

it.each(lists)('lets the clock take published entries of %s off the list and nothing else', (list) => {
  expect(openMoves(list, 'published', 'clock')).toEqual([lapsedState(list)]);
  for (const from of states.filter((state) => state !== 'published')) {
    expect(openMoves(list, from, 'clock')).toEqual([]);
  }
});
