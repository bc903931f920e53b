import { type Actor, anonymous, type Membership, service } from '../../src/identity/model.ts';

function account(...memberships: [organisationId: string, role: Membership['role']][]): Actor {
  const held = memberships.map(([organisationId, role]) => ({ organisationId, role }));
  return { kind: 'account', accountId: 'somebody', memberships: held, actsFor: [], address: null };
}

/** Everybody who may come to an entry of organisation `own`. */
export const people = {
  visitor: anonymous,
  newcomer: account(),
  enterprise: account(['own', 'enterprise']),
  researcher: account(['own', 'researcher']),
  expertOfOwn: account(['own', 'expert']),
  rivalEnterprise: account(['other', 'enterprise']),
  rivalResearcher: account(['other', 'researcher']),
  operator: account(['bureau', 'operator']),
  admin: account(['bureau', 'admin']),
  auditor: account(['bureau', 'auditor']),
  expert: account(['bureau', 'expert']),
  service,
} satisfies Record<string, Actor>;

/** An operator who acts for these organisations by recorded consent 帮办代办. */
export function delegateOf(...organisationIds: string[]): Actor {
  return { ...people.operator, actsFor: organisationIds } as Actor;
}

export type Person = keyof typeof people;
export const everybody = Object.keys(people) as Person[];
export { account };
