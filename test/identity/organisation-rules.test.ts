import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Organisation, organisationKinds, organisationStates } from '../../src/identity/model.ts';
import {
  editOrganisation,
  findOrganisationMove,
  openOrganisationMoves,
  partyRolesOf,
  registeringKinds,
} from '../../src/identity/organisation-rules.ts';
import { refusal } from '../kernel/refusal.ts';
import { CODES } from './test-directory.ts';

const RUNS = { numRuns: 10_000 };
const movers = ['reviewer', 'member'] as const;

const organisation = (more: Partial<Organisation> = {}): Organisation => ({
  id: 'one',
  name: '甲方公司',
  kind: 'enterprise',
  creditCode: CODES[0] ?? '',
  contact: '王',
  state: 'pending',
  reviewNote: '',
  version: 3,
  sample: false,
  createdAt: 0,
  ...more,
});

describe('the states of an organisation', () => {
  it('lead where the table says and nowhere else', () => {
    const all = organisationStates.flatMap((from) =>
      movers.flatMap((by) => openOrganisationMoves(from, by).map((to) => `${by}: ${from} → ${to}`)),
    );
    expect(all.sort()).toEqual([
      'member: refused → pending',
      'reviewer: closed → confirmed',
      'reviewer: confirmed → closed',
      'reviewer: pending → confirmed',
      'reviewer: pending → refused',
    ]);
  });

  it('are confirmed by nobody but a reviewer, whatever is tried in whatever order', () => {
    const step = fc.record({ to: fc.constantFrom(...organisationStates), by: fc.constantFrom(...movers) });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 12 }), (steps) => {
        let state: Organisation['state'] = 'pending';
        let confirmedBy: string | null = null;
        for (const { to, by } of steps) {
          const move = findOrganisationMove(state, to, by);
          expect(openOrganisationMoves(state, by).includes(to)).toBe(move !== undefined);
          if (move === undefined) continue;
          // A refusal and a closing always owe a reason.
          expect(move.needsNote === true).toBe(['refused', 'closed'].includes(to));
          state = to;
          if (to === 'confirmed') confirmedBy = by;
        }
        expect(state === 'confirmed' || state === 'closed').toBe(
          confirmedBy === 'reviewer' && !['pending', 'refused'].includes(state),
        );
      }),
      RUNS,
    );
  });
});

describe('a change of its form', () => {
  const patch = fc.record(
    {
      name: fc.constantFrom('甲方公司', '新名公司'),
      kind: fc.constantFrom(...registeringKinds),
      creditCode: fc.constantFrom(...CODES),
      contact: fc.constantFrom('王', '李'),
    },
    { requiredKeys: [] },
  );

  it('never confirms, never touches a closed one, and counts the version up by one', () => {
    const state = fc.constantFrom(...organisationStates);
    fc.assert(
      fc.property(state, patch, fc.constantFrom(...movers), (from, change, by) => {
        const before = organisation({ state: from });
        let after: Organisation;
        try {
          after = editOrganisation(before, change, by);
        } catch (error) {
          expect((error as { code: string }).code).toBe('conflict');
          expect(['closed', 'confirmed']).toContain(from);
          return;
        }
        expect(after.version).toBe(before.version + 1);
        expect(after.state).toBe(from === 'refused' && by === 'member' ? 'pending' : from);
        expect(from).not.toBe('closed');
        if (from === 'confirmed') {
          expect(after.kind).toBe(before.kind);
          if (by === 'member')
            expect([after.name, after.creditCode]).toEqual([before.name, before.creditCode]);
        }
      }),
      RUNS,
    );
  });

  it('of a confirmed one leaves its people the contact, and reviewers name and code, too', () => {
    const confirmed = organisation({ state: 'confirmed' });
    expect(editOrganisation(confirmed, { contact: '李' }, 'member').contact).toBe('李');
    expect(refusal(() => editOrganisation(confirmed, { name: '新名' }, 'member')).text).toBe(
      'error.organisationFixed',
    );
    expect(editOrganisation(confirmed, { name: '新名' }, 'reviewer').name).toBe('新名');
    expect(refusal(() => editOrganisation(confirmed, { kind: 'broker' }, 'reviewer')).code).toBe('conflict');
  });

  it('says the same again without being refused', () => {
    const confirmed = organisation({ state: 'confirmed' });
    const { name, contact } = confirmed;
    expect(editOrganisation(confirmed, { name, contact, kind: 'enterprise' }, 'member').name).toBe(name);
  });
});

it('makes people what their organisation is', () => {
  expect(organisationKinds.map((kind) => [kind, partyRolesOf(kind)])).toEqual([
    ['enterprise', ['enterprise']],
    ['university', ['researcher']],
    ['institute', ['researcher']],
    ['medical', ['researcher']],
    ['broker', ['enterprise', 'researcher']],
    ['authority', []],
  ]);
});
