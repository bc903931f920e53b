import { append } from '../audit/log.ts';
import type { Db } from '../db/open.ts';
import { type Tx, transact } from '../db/tx.ts';
import type { Clock } from '../kernel/clock.ts';
import { AppError, invalid } from '../kernel/errors.ts';
import { sha256 } from '../kernel/ids.ts';
import type { Lockout } from './lockout.ts';
import { type Actor, signatureOf } from './model.ts';
import { requireAccount } from './own-account.ts';
import type { Passwords } from './passwords.ts';
import { takeRecoveryCode } from './second-factor-store.ts';
import type { Proof } from './sign-in-model.ts';
import { findAccount, findAccountByName, type StoredAccount, updateAccount } from './store.ts';
import { fromBase32, matchingStep } from './totp.ts';

interface ProofsDeps {
  db: Db;
  clock: Clock;
  passwords: Passwords;
  lockout: Lockout;
}

/** Why a proof failed: what the log says of it. */
type Failure = 'locked' | 'password' | 'code-missing' | 'code';

/** One attempt to show who one is. */
interface Attempt {
  accountName: string;
  address: string | null;
  /** What is being tried, for the log. */
  action: string;
  /** Left out where a code alone is asked for. */
  password?: string | undefined;
  code?: string | undefined;
  /** Whether an account with a second factor must show it. */
  asksCode: boolean;
  actorId: string | null;
  errorOf(failure: Exclude<Failure, 'locked'>): AppError;
}

export type Proofs = ReturnType<typeof createProofs>;

/** What is stored of a recovery code; people type it with or without its dashes, in any case. */
export function recoveryCodeHash(code: string): string {
  return sha256(code.replace(/[\s-]/g, '').toUpperCase());
}

/** The one place where passwords and codes are compared: every failure counts towards a lock and is in the log. */
export function createProofs({ db, clock, passwords, lockout }: ProofsDeps) {
  /** Uses up a code of the account’s second factor; null for a wrong one. */
  function takeCode(tx: Tx, account: StoredAccount, code: string): Proof | null {
    const now = clock.now();
    const digits = code.replace(/\s/g, '');
    if (!/^\d{6}$/.test(digits)) {
      return takeRecoveryCode(tx.sql, account.id, recoveryCodeHash(code), now) ? 'recovery-code' : null;
    }
    const secret = fromBase32(account.totpSecret ?? '');
    const step = secret && matchingStep(secret, digits, now, account.totpLastStep);
    if (step === null) return null;
    updateAccount(tx.sql, account.id, { totpLastStep: step });
    return 'totp';
  }

  function note(
    tx: Tx,
    attempt: Attempt,
    subjectId: string | null,
    reason: Failure,
    lockedSeconds = 0,
  ): void {
    const { action, actorId, address } = attempt;
    const facts = { reason, ...(lockedSeconds > 0 && { lockedSeconds }) };
    append(tx, { at: clock.now(), actorId, address, action, subjectId, outcome: 'refused', facts });
  }

  /** Counts and logs a failure. The refusal is returned, not thrown: throwing would take both back. */
  function fail(tx: Tx, attempt: Attempt, subjectId: string | null, failure: 'password' | 'code') {
    const locked = lockout.failed(tx, attempt.accountName, attempt.address, clock.now());
    note(tx, attempt, subjectId, failure, locked);
    return { refused: attempt.errorOf(failure) };
  }

  /** Checks everything asked for, then runs `succeed` in the transaction that used up the code. */
  function attempt<Result>(
    claim: Attempt,
    succeed: (tx: Tx, account: StoredAccount, proof: Proof) => Result,
  ): Promise<Result> {
    return lockout.inTurn(claim.accountName, async () => {
      const known = findAccountByName(db, claim.accountName.trim());
      const subjectId = known?.id ?? null;
      const locked = lockout.refusal(db, claim.accountName, claim.address, clock.now());
      if (locked !== undefined) {
        transact(db, (tx) => note(tx, claim, subjectId, 'locked'));
        throw locked;
      }
      const usable = known?.state === 'active' ? known : undefined;
      const right =
        claim.password === undefined || (await passwords.matches(usable?.passwordHash, claim.password));
      const outcome = transact(db, (tx) => {
        const account = known && findAccount(tx.sql, known.id);
        // While the hash was computed, the account may have been closed or its password changed.
        const unchanged = account?.state === 'active' && account.passwordHash === known?.passwordHash;
        if (!right || account === undefined || !unchanged) return fail(tx, claim, subjectId, 'password');
        let proof: Proof = 'password';
        if (claim.asksCode && account.totpConfirmedAt !== null) {
          if (claim.code === undefined) {
            note(tx, claim, subjectId, 'code-missing');
            return { refused: claim.errorOf('code-missing') };
          }
          const used = takeCode(tx, account, claim.code);
          if (used === null) return fail(tx, claim, subjectId, 'code');
          proof = used;
        }
        lockout.clear(tx, claim.accountName);
        return { result: succeed(tx, account, proof) };
      });
      if ('refused' in outcome) throw outcome.refused;
      return outcome.result;
    });
  }

  return {
    /** For `signIn`: unknown accounts, closed ones and wrong passwords are refused alike. */
    atTheDoor<Result>(
      claim: { account: string; password: string; code?: string | undefined; address: string | null },
      succeed: (tx: Tx, account: StoredAccount, proof: Proof) => Result,
    ): Promise<Result> {
      const { account: accountName, password, code, address } = claim;
      const asked = { accountName, password, code, address, actorId: null };
      return attempt({ ...asked, action: 'session.start', asksCode: true, errorOf: doorError }, succeed);
    },

    /**
     * Asks the signed-in account for its password (named `field` in the form), a code of its second factor, or both,
     * then runs `succeed`. Throws `invalid` for a wrong one, and what a locked sign-in throws.
     */
    again<Result>(
      actor: Actor,
      action: string,
      asked: { password?: string; field?: string; code?: string },
      succeed: (tx: Tx, account: StoredAccount) => Result,
    ): Promise<Result> {
      const account = findAccount(db, requireAccount(actor));
      if (account === undefined) throw new AppError('unauthenticated', 'error.unauthenticated');
      const { password, field = 'password', code } = asked;
      const errorOf = (failure: string) =>
        failure === 'password'
          ? invalid([{ field, text: 'field.passwordIncorrect' }])
          : invalid([{ field: 'code', text: 'field.code' }]);
      const claim = { accountName: account.name, password, code, action, errorOf, ...signatureOf(actor) };
      return attempt({ ...claim, asksCode: code !== undefined }, succeed);
    },
  };
}

function doorError(failure: 'password' | 'code-missing' | 'code'): AppError {
  if (failure === 'password') return new AppError('unauthenticated', 'error.signIn');
  const text = failure === 'code' ? 'error.signInCode' : 'error.secondFactor';
  return new AppError('unauthenticated', text, { facts: { secondFactor: 'totp' } });
}
