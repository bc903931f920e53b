import type { Sql } from '../db/tx.ts';
import type { Role, SignedIn } from './model.ts';
import type { PasswordRules } from './password-rules.ts';
import { findAccount, findActedFor, findHeldRoles } from './store.ts';

/** Roles that reach beyond one's own organisation; where a second factor is required they count only with one. */
const guardedRoles: Role[] = ['operator', 'admin'];

export interface SignedInReaderDeps {
  passwordRules: PasswordRules;
  /** Asked at every request, because the mode of the data folder decides and is known late. */
  isSecondFactorRequired(): boolean;
}

/** A session or an API token, as far as it decides what its owner may do. */
export interface Credential {
  id: string;
  accountId: string;
  secondFactor: boolean;
  expiresAt: number;
}

export type SignedInReader = ReturnType<typeof createSignedInReader>;

/**
 * Who stands behind a credential, with the roles that count at the moment; undefined for an account that is not
 * active. Roles of operators and administrators are withheld without a required second factor, and every role while
 * the password is too old.
 */
export function createSignedInReader({ passwordRules, isSecondFactorRequired }: SignedInReaderDeps) {
  return (sql: Sql, credential: Credential, now: number): SignedIn | undefined => {
    const stored = findAccount(sql, credential.accountId);
    if (stored === undefined || stored.state !== 'active') return undefined;
    const { id, name, displayName } = stored;
    const passwordEnds = passwordRules.expiresAt(Math.max(stored.passwordChangedAt, stored.createdAt));
    const mustChangePassword = passwordEnds !== null && passwordEnds <= now;
    const held = findHeldRoles(sql, id);
    const guarded = isSecondFactorRequired() && !credential.secondFactor;
    const withheld = guarded && held.some(({ role }) => guardedRoles.includes(role));
    const counting = withheld ? held.filter(({ role }) => !guardedRoles.includes(role)) : held;
    const memberships = mustChangePassword ? [] : counting;
    return {
      account: { id, name, displayName },
      memberships,
      actsFor: memberships.some(({ role }) => role === 'operator') ? findActedFor(sql, id, now) : [],
      expiresAt: credential.expiresAt,
      credentialId: credential.id,
      secondFactor: credential.secondFactor,
      mustEnrol: withheld,
      mustChangePassword,
    };
  };
}
