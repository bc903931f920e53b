import { append } from '../audit/log.ts';
import type { Db } from '../db/open.ts';
import { transact } from '../db/tx.ts';
import type { Clock } from '../kernel/clock.ts';
import { AppError, invalid } from '../kernel/errors.ts';
import { newToken, sha256 } from '../kernel/ids.ts';
import { type Locale, translate } from '../kernel/texts/index.ts';
import type { Mail } from '../mail/mailer.ts';
import type { ApiTokens } from './api-tokens.ts';
import type { Lockout } from './lockout.ts';
import type { PasswordRules } from './password-rules.ts';
import type { Passwords } from './passwords.ts';
import {
  deleteEndedResets,
  deleteResetsOf,
  findNewestReset,
  findOpenReset,
  insertReset,
} from './reset-store.ts';
import type { SecurityMails } from './security-mails.ts';
import type { Sessions } from './sessions.ts';
import { findAccount, findAccountByName, updateAccount } from './store.ts';

export const RESET_MINUTES = 30;
/** Nobody’s letter box is filled by somebody else’s asking. */
const ONE_MAIL_MS = 60_000;

interface ResetsDeps {
  db: Db;
  clock: Clock;
  passwords: Passwords;
  passwordRules: PasswordRules;
  lockout: Lockout;
  sessions: Sessions;
  tokens: ApiTokens;
  mails: SecurityMails;
  sendMail(mail: Mail): void;
  /** Where people reach the service, without a slash at its end. */
  publicUrl: string;
}

/** Setting a new password through a one-time link in a mail. */
export function createResets(deps: ResetsDeps) {
  const { db, clock, passwords, passwordRules, lockout, sessions, tokens, mails } = deps;
  const { sendMail, publicUrl } = deps;

  function prepare(accountName: string, address: string | null, locale: Locale): void {
    const now = clock.now();
    const account = findAccountByName(db, accountName.trim());
    if (account === undefined || account.state !== 'active' || account.email === '') return;
    const last = findNewestReset(db, account.id);
    if (last !== undefined && now - last.createdAt < ONE_MAIL_MS) return;
    const token = newToken();
    transact(db, (tx) => {
      // Only the newest link works.
      deleteEndedResets(tx.sql, now);
      deleteResetsOf(tx.sql, account.id);
      const expiresAt = now + RESET_MINUTES * 60_000;
      insertReset(tx.sql, { tokenHash: sha256(token), accountId: account.id, createdAt: now, expiresAt });
      const line = {
        at: now,
        actorId: null,
        address,
        action: 'password.reset-offered',
        subjectId: account.id,
      };
      append(tx, { ...line, facts: {} });
      tx.onCommit(() => sendMail(toMail(account.email, account.name, token, locale)));
    });
  }

  function toMail(to: string, account: string, token: string, locale: Locale): Mail {
    // Browsers keep what follows # to themselves: no server log on the way ever has the token.
    const params = { account, link: `${publicUrl}/reset#token=${token}`, minutes: RESET_MINUTES };
    return {
      to,
      subject: translate(locale, 'mail.resetSubject'),
      text: translate(locale, 'mail.resetText', params),
    };
  }

  return {
    /**
     * For anyone: sends a link to the account’s own e-mail address, if there is such an account and it has one.
     * Nothing the caller sees, not even the time taken, depends on that: the work is done after the answer. Resolves
     * when it is done.
     */
    async offer(accountName: string, address: string | null, locale: Locale): Promise<void> {
      await new Promise((resolve) => setImmediate(resolve));
      prepare(accountName, address, locale);
    },

    /**
     * For whoever has the link: sets the password, ends all sessions, revokes all API tokens and lifts a lock. The
     * second factor stays. Throws `not_found` alike for a wrong, used, replaced or outdated link, `invalid` for a
     * password that is against the rules.
     */
    async confirm(token: string, password: string, address: string | null): Promise<void> {
      const open = findOpenReset(db, sha256(token), clock.now());
      const account = open && findAccount(db, open.accountId);
      if (account === undefined || account.state !== 'active') throw wrongLink();
      const owner = { account: account.name, displayName: account.displayName };
      const issues = passwordRules.check(password, owner);
      if (issues.length > 0) throw invalid(issues);
      const passwordHash = await passwords.hash(password);
      transact(db, (tx) => {
        const now = clock.now();
        const current = findAccount(tx.sql, account.id);
        if (findOpenReset(tx.sql, sha256(token), now) === undefined || current?.state !== 'active') {
          throw wrongLink();
        }
        const signature = { actorId: account.id, address };
        deleteResetsOf(tx.sql, account.id);
        updateAccount(tx.sql, account.id, { passwordHash, passwordChangedAt: now });
        append(tx, { at: now, ...signature, action: 'password.reset', subjectId: account.id, facts: {} });
        mails.tell(tx, current, 'passwordReset', address);
        sessions.endAll(tx, account.id, 'password-reset', signature);
        tokens.revokeAll(tx, account.id, signature);
        lockout.clear(tx, account.name);
      });
    },
  };
}

function wrongLink(): AppError {
  return new AppError('not_found', 'error.resetLink');
}
