import { queryOptions } from '@tanstack/react-query';
import type {
  Account,
  AccountPatch,
  Enrolment,
  PasswordBody,
  RecoveryCodes,
  SessionList,
} from '../../api/contracts/account.ts';
import type { ApiToken, TokenBody } from '../../api/contracts/api-tokens.ts';
import { call } from './client.ts';

export type { Account, Enrolment, TokenBody };
export type OwnSession = SessionList['items'][number];
export type { ApiToken };

/** Everything read of one's own account, to mark it as outdated together. */
export const ACCOUNT = ['account'] as const;

export const accountQuery = queryOptions({
  queryKey: [...ACCOUNT, 'own'],
  queryFn: ({ signal }) => call<Account>('GET', '/account', { signal }),
});

export const sessionsQuery = queryOptions({
  queryKey: [...ACCOUNT, 'sessions'],
  queryFn: ({ signal }) => call<SessionList>('GET', '/account/sessions', { signal }),
});

export const tokensQuery = queryOptions({
  queryKey: [...ACCOUNT, 'tokens'],
  queryFn: ({ signal }) => call<{ items: ApiToken[] }>('GET', '/account/tokens', { signal }),
});

export function editAccount(body: AccountPatch): Promise<Account> {
  return call('PATCH', '/account', { body });
}

export function changePassword(body: PasswordBody): Promise<void> {
  return call('POST', '/account/password', { body });
}

export function enrol(password: string): Promise<Enrolment> {
  return call('POST', '/account/second-factor', { body: { password } });
}

export function confirmEnrolment(code: string): Promise<RecoveryCodes> {
  return call('POST', '/account/second-factor/confirmation', { body: { code } });
}

export function removeSecondFactor(body: { password: string; code: string }): Promise<void> {
  return call('DELETE', '/account/second-factor', { body });
}

export function renewRecoveryCodes(code: string): Promise<RecoveryCodes> {
  return call('POST', '/account/recovery-codes', { body: { code } });
}

export function endSession(id: string): Promise<void> {
  return call('DELETE', `/account/sessions/${encodeURIComponent(id)}`);
}

export function endOtherSessions(): Promise<void> {
  return call('DELETE', '/account/sessions');
}

export function createToken(body: TokenBody): Promise<ApiToken & { token: string }> {
  return call('POST', '/account/tokens', { body });
}

export function revokeToken(id: string): Promise<void> {
  return call('DELETE', `/account/tokens/${encodeURIComponent(id)}`);
}

/** Asks for a link by mail; the answer is the same whether or not there is such an account. */
export function requestReset(account: string): Promise<{ validMinutes: number }> {
  return call('POST', '/password-resets', { body: { account } });
}

export function resetPassword(body: { token: string; password: string }): Promise<void> {
  return call('POST', '/password-resets/confirmation', { body });
}

export function readPersonalData(): Promise<unknown> {
  return call('GET', '/account/personal-data');
}

/** Gives what the server says of it: what stays, and why. */
export function deleteAccount(body: { password: string; code?: string }): Promise<{ message: string }> {
  return call('POST', '/account/deletion', { body });
}
