import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import type { ConsentPage } from '../../api/contracts/consents.ts';
import type {
  AcceptanceAnswer,
  AcceptanceBody,
  InvitationPage,
  InvitationPreview,
  NewInvitation,
} from '../../api/contracts/invitations.ts';
import type { AccountPage, HandOverAnswer, MemberPage } from '../../api/contracts/members.ts';
import { call } from './client.ts';
import type { Consent, ConsentForm, KnownAccount, Role } from './organisation-types.ts';
import { addressOf, ORGANISATIONS } from './organisations.ts';

export type { AcceptanceAnswer, InvitationPreview, NewInvitation };
/** Everything read of accounts, to mark it as outdated together. */
export const ACCOUNTS = ['accounts'] as const;

const PAGE_SIZE = 50;

interface PageOf<Item> {
  items: Item[];
  nextCursor: string | null;
  total: number;
}

/** What belongs to an organisation, page after page. */
function belongingQuery<Answer extends PageOf<unknown>>(organisationId: string, name: string) {
  return infiniteQueryOptions({
    queryKey: [...ORGANISATIONS, 'one', organisationId, name],
    initialPageParam: '',
    queryFn: ({ signal, pageParam }) => {
      const query = new URLSearchParams({ limit: String(PAGE_SIZE) });
      if (pageParam) query.set('cursor', pageParam);
      return call<Answer>('GET', `${addressOf(organisationId)}/${name}`, { query, signal });
    },
    getNextPageParam: ({ nextCursor }) => nextCursor,
  });
}

export const membersQuery = (id: string) => belongingQuery<MemberPage>(id, 'members');
export const invitationsQuery = (id: string) => belongingQuery<InvitationPage>(id, 'invitations');
export const consentsQuery = (id: string) => belongingQuery<ConsentPage>(id, 'consents');

export function accountPageQuery(query: URLSearchParams) {
  return queryOptions({
    queryKey: [...ACCOUNTS, query.toString()],
    queryFn: ({ signal }) => call<AccountPage>('GET', '/accounts', { query, signal }),
  });
}

export function removeMember(organisationId: string, accountId: string, role: Role): Promise<void> {
  return call('DELETE', `${addressOf(organisationId)}/members/${encodeURIComponent(accountId)}/${role}`);
}

export function handOver(organisationId: string, from: string, to: string): Promise<HandOverAnswer> {
  return call('POST', `${addressOf(organisationId)}/handovers`, { body: { from, to } });
}

export function invite(organisationId: string, role: Role, email: string): Promise<NewInvitation> {
  const body = { role, ...(email === '' ? {} : { email }) };
  return call('POST', `${addressOf(organisationId)}/invitations`, { body });
}

export function revokeInvitation(organisationId: string, id: string): Promise<void> {
  return call('DELETE', `${addressOf(organisationId)}/invitations/${encodeURIComponent(id)}`);
}

export function recordConsent(organisationId: string, body: ConsentForm): Promise<Consent> {
  return call('POST', `${addressOf(organisationId)}/consents`, { body });
}

export function endConsent(organisationId: string, id: string): Promise<void> {
  return call('DELETE', `${addressOf(organisationId)}/consents/${encodeURIComponent(id)}`);
}

/** Where a link leads, before joining. */
export function previewInvitation(token: string): Promise<InvitationPreview> {
  return call('POST', '/invitations/preview', { body: { token } });
}

export function acceptInvitation(body: AcceptanceBody): Promise<AcceptanceAnswer> {
  return call('POST', '/invitations/acceptance', { body });
}

export function moveAccount(
  { id, version }: KnownAccount,
  to: 'active' | 'deactivated',
): Promise<KnownAccount> {
  return call('POST', `/accounts/${encodeURIComponent(id)}/transitions`, { body: { to, version } });
}
