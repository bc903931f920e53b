import { describe, expect, it } from 'vitest';
import { organisationStates, roles } from '../../src/identity/model.ts';
import { type Action, can, type OrganisationSubject } from '../../src/identity/policy.ts';
import { account, everybody, type Person, people } from './people.ts';

type OrganisationAction =
  | 'organisation.view'
  | 'organisation.edit'
  | 'organisation.review'
  | 'organisation.handOver'
  | 'invitations.view'
  | 'members.view'
  | 'consents.view'
  | 'consent.record'
  | 'consent.end';

const organisation = (more: Partial<OrganisationSubject> = {}): OrganisationSubject => ({
  id: 'own',
  kind: 'enterprise',
  state: 'confirmed',
  waiting: [],
  ...more,
});

const whoMay = (action: OrganisationAction, subject: OrganisationSubject): Person[] =>
  everybody.filter((person) => can(people[person], action, subject));

/** Party members of the organisation. */
const own: Person[] = ['enterprise', 'researcher'];

describe('who may do what to a confirmed party', () => {
  it.each<[OrganisationAction, Person[]]>([
    ['organisation.view', [...own, 'expertOfOwn', 'operator', 'admin', 'service']],
    ['members.view', [...own, 'expertOfOwn', 'operator', 'admin', 'service']],
    ['organisation.edit', [...own, 'operator', 'service']],
    ['organisation.review', ['operator', 'service']],
    ['organisation.handOver', [...own, 'admin', 'service']],
    ['invitations.view', [...own, 'admin', 'service']],
    ['consents.view', [...own, 'expertOfOwn', 'operator', 'service']],
    ['consent.record', ['operator', 'service']],
    ['consent.end', [...own, 'operator', 'service']],
  ])('%s', (action, allowed) => {
    expect(whoMay(action, organisation())).toEqual(allowed);
  });
});

describe('an organisation that is not confirmed', () => {
  const states = organisationStates.filter((state) => state !== 'confirmed');

  it.each(states)('and %s is seen by those who wait in it, who may not act for it', (state) => {
    const member = account();
    const waiting = organisation({ state, waiting: ['enterprise'] });
    expect(can(member, 'organisation.view', waiting)).toBe(true);
    expect(can(member, 'organisation.edit', waiting)).toBe(true);
    expect(can(member, 'organisation.review', waiting)).toBe(false);
    expect(can(member, 'organisation.handOver', waiting)).toBe(false);
    expect(can(member, 'invitation.create', { organisation: waiting, role: 'enterprise' })).toBe(false);
    expect(can(member, 'entry.create', { list: 'demands', organisationId: 'own' })).toBe(false);
    expect(whoMay('consent.record', waiting)).toEqual([]);
  });
});

describe('an authority', () => {
  it('is confirmed and closed by administrators, and nobody acts for it', () => {
    const authority = organisation({ kind: 'authority' });
    expect(whoMay('organisation.review', authority)).toEqual(['admin', 'service']);
    expect(whoMay('consent.record', authority)).toEqual([]);
  });
});

describe('who may invite as what', () => {
  it.each(roles)('%s', (role) => {
    const may = everybody.filter((person) =>
      can(people[person], 'invitation.create', { organisation: organisation(), role }),
    );
    const own: Person[] = role === 'enterprise' || role === 'researcher' ? [role] : [];
    expect(may).toEqual([...own, 'admin', 'service']);
  });
});

describe('who may take a role away', () => {
  it.each(roles)('%s of a colleague', (role) => {
    const may = everybody.filter((person) =>
      can(people[person], 'member.remove', { organisation: organisation(), accountId: 'another', role }),
    );
    const party = role === 'enterprise' || role === 'researcher';
    expect(may).toEqual([...(party ? own : []), 'admin', 'service']);
  });

  it('one’s own', () => {
    const subject = { organisation: organisation(), accountId: 'somebody', role: 'expert' } as const;
    expect(can(people.expertOfOwn, 'member.remove', subject)).toBe(true);
    expect(can(people.rivalEnterprise, 'member.remove', subject)).toBe(false);
  });
});

describe('what concerns the whole service', () => {
  const signedIn = everybody.filter((person) => people[person].kind === 'account');

  it.each([
    ['organisations.list', ['operator', 'admin', 'service']],
    ['organisations.choose', signedIn],
    ['accounts.list', ['admin', 'service']],
    ['account.own', signedIn],
    ['organisation.register', everybody],
    ['invitation.accept', everybody],
  ] satisfies [Action, Person[]][])('%s', (action, allowed) => {
    expect(everybody.filter((person) => can(people[person], action, null))).toEqual(allowed);
  });

  it('administrators manage every account but their own', () => {
    const manage = (accountId: string) =>
      everybody.filter((person) => can(people[person], 'account.manage', { accountId }));
    expect(manage('another')).toEqual(['admin', 'service']);
    expect(manage('somebody')).toEqual(['service']);
  });
});
