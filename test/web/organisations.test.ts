import { describe, expect, it } from 'vitest';
import { isCreditCode } from '../../src/identity/credit-code.ts';
import { partyRolesOf } from '../../src/identity/organisation-rules.ts';
import type { Member } from '../../src/web/api/organisation-types.ts';
import { creditCodeProblem } from '../../src/web/organisations/credit-code-problem.ts';
import { dayAfter } from '../../src/web/organisations/days.ts';
import { listsOf, offeredRoles } from '../../src/web/organisations/offered-roles.ts';
import { receivers } from '../../src/web/organisations/receivers.ts';
import {
  nextOpen,
  readReviewView,
  reviewParams,
  reviewRequest,
} from '../../src/web/organisations/review-view.ts';

describe('a credit code while it is typed', () => {
  it('is silent about nothing, and about every right code in any width and case', () => {
    expect(creditCodeProblem('')).toBeNull();
    expect(creditCodeProblem('  ')).toBeNull();
    const code = '91350100M000100Y43';
    expect(isCreditCode(code)).toBe(true);
    for (const typed of [code, code.toLowerCase(), '９１３５０１００ M000100Y43 ']) {
      expect(creditCodeProblem(typed)).toBeNull();
    }
  });

  it('names the letters that never stand in one, each once', () => {
    expect(creditCodeProblem('9135OO0I')).toEqual({ kind: 'letters', letters: 'OI' });
    expect(creditCodeProblem('9135-0100')).toEqual({ kind: 'letters', letters: '-' });
  });

  it('counts how far it is', () => {
    expect(creditCodeProblem('9135')).toEqual({ kind: 'length', typed: 4 });
    expect(creditCodeProblem('91350100M000100Y430')).toEqual({ kind: 'length', typed: 19 });
  });
});

describe('the roles one may invite into', () => {
  it('are one’s own party roles for the people of an organisation', () => {
    expect(offeredRoles('broker', ['researcher', 'enterprise'], false)).toEqual(['enterprise', 'researcher']);
    expect(offeredRoles('university', ['researcher'], false)).toEqual(['researcher']);
    expect(offeredRoles('authority', ['operator'], false)).toEqual([]);
  });

  it('are all six for administrators, the usual ones first', () => {
    expect(offeredRoles('authority', [], true)[0]).toBe('operator');
    expect(offeredRoles('institute', [], true)[0]).toBe('researcher');
    expect(new Set(offeredRoles('enterprise', [], true)).size).toBe(6);
  });

  it('post to the lists that the server lets their organisations post to', () => {
    for (const kind of ['enterprise', 'university', 'institute', 'medical', 'broker', 'authority'] as const) {
      const roles = partyRolesOf(kind);
      expect(listsOf(kind)).toEqual([
        ...(roles.includes('enterprise') ? ['demands'] : []),
        ...(roles.includes('researcher') ? ['achievements'] : []),
      ]);
    }
  });
});

describe('who may take over a colleague’s entries', () => {
  const member = (accountId: string, role: Member['role'], state: Member['state'] = 'active'): Member => ({
    accountId,
    displayName: accountId,
    role,
    state,
    can: [],
  });

  it('are active colleagues of a party role, each once', () => {
    const people = [
      member('a', 'enterprise'),
      member('b', 'enterprise'),
      member('b', 'researcher'),
      member('c', 'enterprise', 'deactivated'),
      member('d', 'expert'),
    ];
    expect(receivers(people, 'a').map(({ accountId }) => accountId)).toEqual(['b']);
  });
});

describe('the register of organisations', () => {
  it('opens on those that wait, whatever else the address says', () => {
    expect(readReviewView(new URLSearchParams()).state).toBe('pending');
    expect(readReviewView(new URLSearchParams('state=nonsense')).state).toBe('pending');
    expect(readReviewView(new URLSearchParams('state=all')).state).toBe('all');
  });

  it('keeps its view in the address', () => {
    const view = { state: 'closed', q: '铸造', cursor: 'x', open: 'id' } as const;
    expect(readReviewView(reviewParams(view))).toEqual(view);
  });

  it('asks for every state only when all are wanted', () => {
    const request = reviewRequest({ state: 'all', q: '', cursor: '', open: 'id' });
    expect(Object.fromEntries(request)).toEqual({ limit: '20' });
  });

  it('goes on to the next one after a decision, from the end to the first, and stops at the last one left', () => {
    const items = [{ id: 'a' }, { id: 'b' }];
    expect(nextOpen(items, 'a')).toBe('b');
    expect(nextOpen(items, 'b')).toBe('a');
    expect(nextOpen([{ id: 'a' }], 'a')).toBe('');
    expect(nextOpen([], 'gone')).toBe('');
  });
});

describe('a day some days away', () => {
  it('is the calendar day in Shanghai, also in the evening of another zone', () => {
    expect(dayAfter(Date.parse('2026-03-01T17:00:00Z'), 0)).toBe('2026-03-02');
    expect(dayAfter(Date.parse('2026-03-01T15:59:59Z'), 365)).toBe('2027-03-01');
  });
});
