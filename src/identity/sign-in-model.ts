/** What is remembered of failed sign-ins by one name or from one address. Instants in ms. */
export interface Failures {
  failures: number;
  lastAt: number;
  lockedUntil: number;
}

/** What an API token may be used for: `read` asks, `write` changes. */
export const tokenScopes = ['read', 'write'] as const;
export type TokenScope = (typeof tokenScopes)[number];

/** Where a request comes from: its address and what its browser calls itself. */
export interface Origin {
  address: string | null;
  agent: string;
}

/** How somebody showed who they are at sign-in. */
export type Proof = 'password' | 'totp' | 'recovery-code';

/** Why a session ended. */
export type EndReason =
  | 'signed-out'
  | 'replaced'
  | 'ended-by-owner'
  | 'idle'
  | 'expired'
  | 'password-changed'
  | 'password-reset'
  | 'second-factor-changed'
  | 'account-closed';
