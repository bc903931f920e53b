import fc from 'fast-check';
import { expect, it } from 'vitest';
import { disclosures, lists } from '../../src/catalog/entry-model.ts';
import { states } from '../../src/catalog/life-cycle.ts';
import { type Actor, anonymous, roles, service } from '../../src/identity/model.ts';
import { can, type EntrySubject, isOpen, readScope } from '../../src/identity/policy.ts';
import { people } from './people.ts';

const organisationId = fc.constantFrom('a', 'b', 'c');
const membership = fc.record({ organisationId, role: fc.constantFrom(...roles) });
const actor: fc.Arbitrary<Actor> = fc.oneof(
  fc.constant(anonymous),
  fc.constant(service),
  fc
    .array(membership, { maxLength: 4 })
    .map((memberships) => ({ kind: 'account' as const, accountId: 'x', memberships })),
);
const entry: fc.Arbitrary<EntrySubject> = fc.record({
  list: fc.constantFrom(...lists),
  organisationId,
  state: fc.constantFrom(...states),
  disclosure: fc.constantFrom(...disclosures),
});

it('lets a list show exactly the entries that the same reader may open one by one', () => {
  fc.assert(
    fc.property(actor, entry, (reader, subject) => {
      const scope = readScope(reader);
      const listed =
        isOpen(subject) || scope === 'all' || scope.organisationIds.includes(subject.organisationId);
      expect(listed).toBe(can(reader, 'entry.view', subject));
    }),
    { numRuns: 1000 },
  );
});

it.each([
  ['visitor', { organisationIds: [] }],
  ['newcomer', { organisationIds: [] }],
  ['enterprise', { organisationIds: ['own'] }],
  ['admin', { organisationIds: ['bureau'] }],
  ['auditor', { organisationIds: ['bureau'] }],
  ['operator', 'all'],
  ['service', 'all'],
] as const)('of the %s is %j', (person, scope) => {
  expect(readScope(people[person])).toEqual(scope);
});
