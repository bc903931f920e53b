import { append } from '../audit/log.ts';
import type { Db } from '../db/open.ts';
import type { Clock } from '../kernel/clock.ts';
import { AppError, invalid } from '../kernel/errors.ts';
import { sha256 } from '../kernel/ids.ts';
import { type Actor, signatureOf } from './model.ts';
import { requireAccount } from './own-account.ts';
import type { PasswordRules } from './password-rules.ts';
import type { Passwords } from './passwords.ts';
import type { Proofs } from './proofs.ts';
import { deleteResetsOf } from './reset-store.ts';
import type { SecurityMails } from './security-mails.ts';
import type { Sessions, Started } from './sessions.ts';
import { findAccount, updateAccount } from './store.ts';

interface PasswordChangeDeps {
  db: Db;
  clock: Clock;
  passwords: Passwords;
  passwordRules: PasswordRules;
  proofs: Proofs;
  sessions: Sessions;
  mails: SecurityMails;
}

/** Changing one’s own password. */
export function createPasswordChange(deps: PasswordChangeDeps) {
  const { db, clock, passwords, passwordRules, proofs, sessions, mails } = deps;

  /**
   * For the signed-in account, against its present password. Ends all other sessions and open reset links; this
   * session goes on under a new token. Throws `invalid` for a wrong present password, for one that is against the
   * rules and for the same one again.
   */
  return async (actor: Actor, token: string, current: string, next: string): Promise<Started> => {
    const account = findAccount(db, requireAccount(actor));
    if (account === undefined) throw new AppError('unauthenticated', 'error.unauthenticated');
    const owner = { account: account.name, displayName: account.displayName };
    const issues = passwordRules.check(next, owner, 'next');
    if (issues.length > 0) throw invalid(issues);
    if (next === current) throw invalid([{ field: 'next', text: 'field.passwordSame' }]);
    const passwordHash = await passwords.hash(next);
    return proofs.again(actor, 'password.change', { password: current, field: 'current' }, (tx, stored) => {
      const now = clock.now();
      const signature = signatureOf(actor);
      updateAccount(tx.sql, stored.id, { passwordHash, passwordChangedAt: now });
      deleteResetsOf(tx.sql, stored.id);
      append(tx, { at: now, ...signature, action: 'password.change', subjectId: stored.id, facts: {} });
      mails.tell(tx, stored, 'passwordChanged', signature.address);
      sessions.endAll(tx, stored.id, 'password-changed', signature, sha256(token));
      return sessions.rotate(tx, token);
    });
  };
}
