import { AppError } from '../kernel/errors.ts';
import { isCreditCode } from './credit-code.ts';
import type { Organisation, OrganisationKind, OrganisationState, Role } from './model.ts';

/** The kinds that register themselves; authorities are set up by the service. */
export const registeringKinds = ['enterprise', 'university', 'institute', 'medical', 'broker'] as const;
export type RegisteringKind = (typeof registeringKinds)[number];

/** What the people of an organisation are in it: enterprises post, the academic kinds answer, brokers do both. Pure. */
export function partyRolesOf(kind: OrganisationKind): Role[] {
  if (kind === 'enterprise') return ['enterprise'];
  if (kind === 'broker') return ['enterprise', 'researcher'];
  return kind === 'authority' ? [] : ['researcher'];
}

/** Who moves an organisation: those who review it, or its own people by sending it in again. */
export type OrganisationMover = 'reviewer' | 'member';

interface Move {
  from: OrganisationState;
  to: OrganisationState;
  by: OrganisationMover;
  /** The move owes the organisation a reason. */
  needsNote?: true;
}

const moves: Move[] = [
  { from: 'pending', to: 'confirmed', by: 'reviewer' },
  { from: 'pending', to: 'refused', by: 'reviewer', needsNote: true },
  { from: 'refused', to: 'pending', by: 'member' },
  { from: 'confirmed', to: 'closed', by: 'reviewer', needsNote: true },
  { from: 'closed', to: 'confirmed', by: 'reviewer' },
];

/** The move from one state to another for that mover, or undefined where there is none. Pure. */
export function findOrganisationMove(
  from: OrganisationState,
  to: string,
  by: OrganisationMover,
): Move | undefined {
  return moves.find((move) => move.from === from && move.to === to && move.by === by);
}

/** The states this mover may bring an organisation to from where it stands. Pure. */
export function openOrganisationMoves(from: OrganisationState, by: OrganisationMover): OrganisationState[] {
  return moves.filter((move) => move.from === from && move.by === by).map(({ to }) => to);
}

export interface OrganisationPatch {
  name?: string | undefined;
  kind?: RegisteringKind | undefined;
  creditCode?: string | undefined;
  contact?: string | undefined;
}

/**
 * An organisation after a change of its form. While unconfirmed its people correct everything, and one that was
 * refused is sent in again by that; once confirmed they change the contact only, reviewers name and code, too. Its
 * kind stays then, for it decided what its people are. Pure; throws `conflict` for what the state does not allow.
 */
export function editOrganisation(
  organisation: Organisation,
  patch: OrganisationPatch,
  by: OrganisationMover,
): Organisation {
  const { state } = organisation;
  if (state === 'closed') throw new AppError('conflict', 'error.move', { params: { from: state } });
  const { name = organisation.name, kind = organisation.kind, contact = organisation.contact } = patch;
  const creditCode = patch.creditCode ?? organisation.creditCode;
  const changed = { ...organisation, name, kind, contact, creditCode, version: organisation.version + 1 };
  const identityChanged = name !== organisation.name || creditCode !== organisation.creditCode;
  const fixed = kind !== organisation.kind || (by === 'member' && identityChanged);
  if (state === 'confirmed' && fixed) throw new AppError('conflict', 'error.organisationFixed');
  const resubmitted = by === 'member' && findOrganisationMove(state, 'pending', by) !== undefined;
  return resubmitted ? { ...changed, state: 'pending' } : changed;
}

/** Whether a party that registers itself could be confirmed with this code. Pure. */
export function needsCreditCode({ kind, state, creditCode }: Organisation): boolean {
  const registering = state === 'pending' || state === 'refused';
  return registering && kind !== 'authority' && (creditCode === null || !isCreditCode(creditCode));
}
