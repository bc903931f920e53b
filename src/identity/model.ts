/** What an account may be in an organisation. */
export const roles = ['enterprise', 'researcher', 'operator', 'expert', 'auditor', 'admin'] as const;
export type Role = (typeof roles)[number];

/** 企业, 高校, 科研院所, 医疗机构, 技术经理人机构, 主管部门 */
export const organisationKinds = [
  'enterprise',
  'university',
  'institute',
  'medical',
  'broker',
  'authority',
] as const;
export type OrganisationKind = (typeof organisationKinds)[number];

export interface Organisation {
  id: string;
  name: string;
  kind: OrganisationKind;
  sample: boolean;
  createdAt: number;
}

export interface Membership {
  organisationId: string;
  role: Role;
}

/** Who asks. Every service method takes one; `service` is this program itself, in jobs and imports. */
export type Actor =
  | { kind: 'anonymous' }
  | { kind: 'service' }
  | { kind: 'account'; accountId: string; memberships: Membership[] };

export const anonymous: Actor = { kind: 'anonymous' };
export const service: Actor = { kind: 'service' };

export interface Account {
  id: string;
  name: string;
  displayName: string;
}

/** A signed-in account with all that a client needs to greet it. */
export interface SignedIn {
  account: Account;
  memberships: (Membership & { organisationName: string; kind: OrganisationKind })[];
  expiresAt: number;
}

export function toActor(signedIn: SignedIn): Actor {
  const memberships = signedIn.memberships.map(({ organisationId, role }) => ({ organisationId, role }));
  return { kind: 'account', accountId: signedIn.account.id, memberships };
}

/** The account behind an actor, for the log; null for the program itself and for visitors. */
export function accountOf(actor: Actor): string | null {
  return actor.kind === 'account' ? actor.accountId : null;
}
