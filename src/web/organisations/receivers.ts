import type { Member } from '../api/organisation-types.ts';

/** Who may take over somebody's entries: active colleagues of a party role, each once. Pure. */
export function receivers(members: readonly Member[], from: string): Member[] {
  const suited = members.filter(
    ({ accountId, state, role }) =>
      accountId !== from && state === 'active' && (role === 'enterprise' || role === 'researcher'),
  );
  return [...new Map(suited.map((member) => [member.accountId, member])).values()];
}
