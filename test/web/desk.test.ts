import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { around } from '../../src/web/clinic/around.ts';
import {
  deskAddress,
  deskParams,
  isNarrowed,
  narrowedTo,
  readDeskView,
} from '../../src/web/desk/desk-view.ts';
import { whatHappened } from '../../src/web/desk/happened.ts';
import { actionOf, deskKeys } from '../../src/web/desk/keys.ts';

const decision = {
  id: 'd1',
  matchId: 'm1',
  reasons: [],
  note: '',
  by: '李某',
  at: '2026-11-28T02:00:00.000Z',
};

describe('a key of the desk', () => {
  it('decides once a press, and moves on while it is held down', () => {
    for (const { key, action } of deskKeys) {
      expect(actionOf({ key, repeat: false })).toBe(action);
      expect(actionOf({ key: key.toUpperCase(), repeat: false })).toBe(action);
      const moves = action === 'next' || action === 'previous';
      expect(actionOf({ key, repeat: true })).toBe(moves ? action : undefined);
    }
    expect(actionOf({ key: 'q', repeat: false })).toBeUndefined();
  });
});

describe('why a decision was refused', () => {
  const shown = { state: 'suggested', open: true } as const;

  it('is a colleague’s decision only where it led to the state of now', () => {
    const theirs = { ...decision, verdict: 'deferred' as const };
    const now = { state: 'deferred' as const, open: true, decisions: [theirs] };
    expect(whatHappened(shown, now)).toEqual({ kind: 'decided', decision: theirs });
  });

  it('never blames an old decision', () => {
    const old = { ...decision, verdict: 'accepted' as const };
    expect(
      whatHappened({ state: 'accepted', open: true }, { state: 'introduced', open: true, decisions: [old] }),
    ).toEqual({ kind: 'moved', state: 'introduced' });
    const undone = { ...decision, verdict: 'undone' as const };
    expect(whatHappened(shown, { state: 'suggested', open: true, decisions: [undone, old] })).toEqual({
      kind: 'other',
    });
  });

  it('is the list that an entry has left meanwhile', () => {
    expect(whatHappened(shown, { state: 'suggested', open: false, decisions: [] })).toEqual({
      kind: 'closed',
    });
  });
});

describe('the address of the desk', () => {
  const views = fc.record({
    state: fc.constantFrom('suggested', 'deferred', 'all', 'nonsense'),
    chain: fc.string(),
    band: fc.constantFrom('', 'strong', 'huge'),
    flagged: fc.constantFrom('true', 'false'),
    entry: fc.string(),
    sort: fc.constantFrom('score', 'age'),
    open: fc.string(),
  });

  it('comes back from a page that was opened from it as it was, and never leads elsewhere', () => {
    fc.assert(
      fc.property(views, (view) => {
        const from = deskParams(readDeskView(new URLSearchParams(view))).toString();
        const address = deskAddress(new URLSearchParams({ demand: 'x', from }));
        expect(address).toBe(from === '' ? '/desk' : `/desk?${from}`);
      }),
    );
    expect(deskAddress(new URLSearchParams({ from: 'https://elsewhere.example/?state=all' }))).toBe('/desk');
    expect(deskAddress(new URLSearchParams())).toBe('/desk');
  });

  it('says whether and to what it is narrowed', () => {
    const view = readDeskView(new URLSearchParams('state=all&entry=e1'));
    expect(isNarrowed(view)).toBe(true);
    expect(isNarrowed(readDeskView(new URLSearchParams('state=all&sort=age')))).toBe(false);
    const row = { demand: { id: 'e1', title: '在线测厚' }, achievement: { id: 'e2', title: '测厚仪' } };
    expect(narrowedTo([row], 'e2')).toBe('测厚仪');
    expect(narrowedTo([], 'e2')).toBeUndefined();
  });
});

it('shows a passage with an ellipsis only where its text goes on', () => {
  expect(around('固化时间尽量短。', 4, 6)).toEqual({ before: '固化时间', after: '短。' });
  fc.assert(
    fc.property(fc.string(), fc.nat(), fc.nat(), (text, one, other) => {
      const [start = 0, end = 0] = [one % (text.length + 1), other % (text.length + 1)].sort((a, b) => a - b);
      const { before, after } = around(text, start, end);
      expect(text.slice(0, start).endsWith(before.replace(/^…/, ''))).toBe(true);
      expect(text.slice(end).startsWith(after.replace(/…$/, ''))).toBe(true);
    }),
  );
});
