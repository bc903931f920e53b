import { randomBytes } from 'node:crypto';
import { append } from '../audit/log.ts';
import type { Db } from '../db/open.ts';
import { type Tx, transact } from '../db/tx.ts';
import type { Clock } from '../kernel/clock.ts';
import { AppError, invalid } from '../kernel/errors.ts';
import { sha256 } from '../kernel/ids.ts';
import { forgetSecondFactor } from './api-token-store.ts';
import { type Actor, signatureOf } from './model.ts';
import { requireAccount } from './own-account.ts';
import { type Proofs, recoveryCodeHash } from './proofs.ts';
import { replaceRecoveryCodes } from './second-factor-store.ts';
import type { SecurityMails } from './security-mails.ts';
import type { Sessions, Started } from './sessions.ts';
import { findAccount, updateAccount } from './store.ts';
import { fromBase32, matchingStep, SECRET_BYTES, toBase32, toOtpauthUri } from './totp.ts';

/** What authenticator apps show above the code. */
const ISSUER = 'Jiebang Match';
const RECOVERY_CODES = 10;
/** 80 bits: nobody guesses one, however fast its hash is. */
const RECOVERY_BYTES = 10;

interface SecondFactorDeps {
  db: Db;
  clock: Clock;
  proofs: Proofs;
  sessions: Sessions;
  mails: SecurityMails;
}

/** The second factor of an account: codes of an authenticator app (TOTP), and recovery codes for when it is lost. */
export function createSecondFactor({ db, clock, proofs, sessions, mails }: SecondFactorDeps) {
  function log(tx: Tx, actor: Actor, action: string): void {
    const accountId = requireAccount(actor);
    append(tx, { at: clock.now(), ...signatureOf(actor), action, subjectId: accountId, facts: {} });
  }

  /** New recovery codes in place of all earlier ones; only their hashes stay. */
  function newRecoveryCodes(tx: Tx, accountId: string): string[] {
    const codes = Array.from({ length: RECOVERY_CODES }, () =>
      toBase32(randomBytes(RECOVERY_BYTES)).replace(/(.{4})(?=.)/g, '$1-'),
    );
    replaceRecoveryCodes(tx.sql, accountId, codes.map(recoveryCodeHash));
    return codes;
  }

  /** Ends every other session and gives this one a new token, because what it proves has changed. */
  function change(tx: Tx, actor: Actor, token: string, secondFactor: boolean): Started {
    const own = requireAccount(actor);
    sessions.endAll(tx, own, 'second-factor-changed', signatureOf(actor), sha256(token));
    return sessions.rotate(tx, token, { secondFactor });
  }

  return {
    /**
     * A new secret for the signed-in account, against its password. It proves nothing until it is confirmed. Throws
     * `conflict` while a confirmed one stands, `invalid` for a wrong password.
     */
    enrol: (actor: Actor, password: string): Promise<{ secret: string; uri: string }> =>
      proofs.again(actor, 'second-factor.enrol', { password }, (tx, account) => {
        if (account.totpConfirmedAt !== null) throw new AppError('conflict', 'error.secondFactorOn');
        const secret = toBase32(randomBytes(SECRET_BYTES));
        updateAccount(tx.sql, account.id, { totpSecret: secret, totpLastStep: -1 });
        log(tx, actor, 'second-factor.enrol');
        return { secret, uri: toOtpauthUri(ISSUER, account.name, secret) };
      }),

    /**
     * Turns the second factor on with a first code of it. Ends all other sessions; this one goes on under a new token,
     * with the second factor shown. Gives the recovery codes, this once.
     */
    confirm(actor: Actor, token: string, code: string): Started & { recoveryCodes: string[] } {
      const accountId = requireAccount(actor);
      return transact(db, (tx) => {
        const account = findAccount(tx.sql, accountId);
        const secret = fromBase32(account?.totpSecret ?? '');
        if (!account?.totpSecret || secret === null) throw new AppError('conflict', 'error.secondFactorOff');
        if (account.totpConfirmedAt !== null) throw new AppError('conflict', 'error.secondFactorOn');
        const now = clock.now();
        const step = matchingStep(secret, code.replace(/\s/g, ''), now, account.totpLastStep);
        if (step === null) throw invalid([{ field: 'code', text: 'field.code' }]);
        updateAccount(tx.sql, accountId, { totpConfirmedAt: now, totpLastStep: step });
        const recoveryCodes = newRecoveryCodes(tx, accountId);
        log(tx, actor, 'second-factor.confirm');
        mails.tell(tx, account, 'secondFactorOn', signatureOf(actor).address);
        return { ...change(tx, actor, token, true), recoveryCodes };
      });
    },

    /** Turns it off against password and code (or recovery code). Ends all other sessions; this one goes on without. */
    remove: (actor: Actor, token: string, given: { password: string; code: string }): Promise<Started> =>
      proofs.again(actor, 'second-factor.remove', given, (tx, account) => {
        if (account.totpConfirmedAt === null) throw new AppError('conflict', 'error.secondFactorOff');
        updateAccount(tx.sql, account.id, { totpSecret: null, totpConfirmedAt: null, totpLastStep: -1 });
        replaceRecoveryCodes(tx.sql, account.id, []);
        // What a token was trusted with because of the second factor goes with it.
        forgetSecondFactor(tx.sql, account.id);
        log(tx, actor, 'second-factor.remove');
        mails.tell(tx, account, 'secondFactorOff', signatureOf(actor).address);
        return change(tx, actor, token, false);
      }),

    /** Ten new recovery codes against a code; the earlier ones are void. */
    renewRecoveryCodes: (actor: Actor, code: string): Promise<string[]> =>
      proofs.again(actor, 'recovery-codes.renew', { code }, (tx, account) => {
        if (account.totpConfirmedAt === null) throw new AppError('conflict', 'error.secondFactorOff');
        log(tx, actor, 'recovery-codes.renew');
        mails.tell(tx, account, 'recoveryCodes', signatureOf(actor).address);
        return newRecoveryCodes(tx, account.id);
      }),
  };
}
