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

/** 待确认, 已确认, 未通过, 已停用: only memberships in a confirmed organisation count. */
export const organisationStates = ['pending', 'confirmed', 'refused', 'closed'] as const;
export type OrganisationState = (typeof organisationStates)[number];

export interface Organisation {
  id: string;
  name: string;
  kind: OrganisationKind;
  /** 统一社会信用代码; null for organisations that were not registered by themselves. */
  creditCode: string | null;
  contact: string;
  state: OrganisationState;
  /** What the operator said when refusing or closing it. */
  reviewNote: string;
  version: number;
  sample: boolean;
  createdAt: number;
}

/** A deleted account keeps its id for the log, and nothing that names the person. */
export const accountStates = ['active', 'deactivated', 'deleted'] as const;

/** How an organisation's consent to be acted for was given. */
export const consentForms = ['written', 'spoken', 'in-person'] as const;

export interface Membership {
  organisationId: string;
  role: Role;
}

/**
 * Who asks, and from which address. Every service method takes one; `service` is this program itself, in jobs and
 * imports.
 */
export type Actor =
  | { kind: 'anonymous'; address: string | null }
  | { kind: 'service' }
  | {
      kind: 'account';
      accountId: string;
      memberships: Membership[];
      /** Organisations that let this operator act for them (帮办代办), by consents that run. */
      actsFor: string[];
      address: string | null;
    };

export const anonymous: Actor = { kind: 'anonymous', address: null };
export const service: Actor = { kind: 'service' };

export interface Account {
  id: string;
  name: string;
  displayName: string;
}

/** A membership with what a client shows of its organisation. */
export interface HeldRole extends Membership {
  organisationName: string;
  kind: OrganisationKind;
}

/** A signed-in account with all that a client needs to greet it. */
export interface SignedIn {
  account: Account;
  memberships: HeldRole[];
  actsFor: string[];
  expiresAt: number;
  /** Names the session or API token behind it; opens nothing. */
  credentialId: string;
  /** Whether a second factor was shown for it. */
  secondFactor: boolean;
  /** Roles are withheld until the account has a second factor. */
  mustEnrol: boolean;
  /** Every role is withheld until the password is changed, because it is too old. */
  mustChangePassword: boolean;
}

export function toActor(signedIn: SignedIn, address: string | null = null): Actor {
  const memberships = signedIn.memberships.map(({ organisationId, role }) => ({ organisationId, role }));
  const { actsFor } = signedIn;
  return { kind: 'account', accountId: signedIn.account.id, memberships, actsFor, address };
}

/** The account behind an actor; null for the program itself and for visitors. */
export function accountOf(actor: Actor): string | null {
  return actor.kind === 'account' ? actor.accountId : null;
}

/** How an actor signs a line of the log: account and address. */
export function signatureOf(actor: Actor): { actorId: string | null; address: string | null } {
  return { actorId: accountOf(actor), address: actor.kind === 'service' ? null : actor.address };
}
