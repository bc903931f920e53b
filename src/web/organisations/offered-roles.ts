import type { OrganisationKind, Role } from '../api/organisation-types.ts';

const parties: readonly Role[] = ['enterprise', 'researcher'];
const offices: readonly Role[] = ['operator', 'expert', 'auditor', 'admin'];

/** What the people of an organisation usually are in it. */
function usualIn(kind: OrganisationKind): readonly Role[] {
  if (kind === 'authority') return offices;
  if (kind === 'broker') return parties;
  return kind === 'enterprise' ? ['enterprise'] : ['researcher'];
}

/**
 * The roles somebody may invite into, the usual ones of the organisation first: administrators into any, others into
 * the party roles they hold there themselves. Pure.
 */
export function offeredRoles(kind: OrganisationKind, own: readonly Role[], isAdmin: boolean): Role[] {
  if (!isAdmin) return parties.filter((role) => own.includes(role));
  return [...new Set([...usualIn(kind), ...parties, ...offices])];
}

/** The lists that an organisation of this kind posts to. Pure. */
export function listsOf(kind: OrganisationKind): ('demands' | 'achievements')[] {
  const usual = usualIn(kind);
  return [
    ...(usual.includes('enterprise') ? ['demands' as const] : []),
    ...(usual.includes('researcher') ? ['achievements' as const] : []),
  ];
}
