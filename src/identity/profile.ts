import { append } from '../audit/log.ts';
import type { Db } from '../db/open.ts';
import { type Tx, transact } from '../db/tx.ts';
import type { Clock } from '../kernel/clock.ts';
import { AppError, invalid, staleVersion } from '../kernel/errors.ts';
import { type Actor, signatureOf } from './model.ts';
import { requireAccount } from './own-account.ts';
import type { PasswordRules } from './password-rules.ts';
import type { Proofs } from './proofs.ts';
import { deleteResetsOf } from './reset-store.ts';
import { countRecoveryCodes } from './second-factor-store.ts';
import type { SecurityMails } from './security-mails.ts';
import { findAccount, type StoredAccount, updateAccount } from './store.ts';

/** What people see of their own account. Instants in ms. */
export interface Profile {
  id: string;
  name: string;
  displayName: string;
  email: string;
  version: number;
  secondFactorSince: number | null;
  recoveryCodesLeft: number;
  passwordChangedAt: number;
  /** null where passwords do not age. */
  passwordExpiresAt: number | null;
  /** The wording of the notice on personal data they agreed to, and when. */
  consent: { version: number; at: number } | null;
}

interface ProfilePatch {
  displayName?: string | undefined;
  email?: string | undefined;
}

interface ProfilesDeps {
  db: Db;
  clock: Clock;
  passwordRules: PasswordRules;
  proofs: Proofs;
  mails: SecurityMails;
}

/** The account as its owner keeps it. */
export function createProfiles({ db, clock, passwordRules, proofs, mails }: ProfilesDeps) {
  function toProfile(stored: StoredAccount): Profile {
    const { id, name, displayName, email, version, totpConfirmedAt, consentVersion, consentedAt } = stored;
    const passwordChangedAt = Math.max(stored.passwordChangedAt, stored.createdAt);
    return {
      id,
      name,
      displayName,
      email,
      version,
      secondFactorSince: totpConfirmedAt,
      recoveryCodesLeft: countRecoveryCodes(db, id),
      passwordChangedAt,
      passwordExpiresAt: passwordRules.expiresAt(passwordChangedAt),
      consent:
        consentVersion === null || consentedAt === null ? null : { version: consentVersion, at: consentedAt },
    };
  }

  function ownOf(actor: Actor): StoredAccount {
    const stored = findAccount(db, requireAccount(actor));
    if (stored === undefined) throw new AppError('unauthenticated', 'error.unauthenticated');
    return stored;
  }

  function write(tx: Tx, actor: Actor, basedOn: number, patch: ProfilePatch): void {
    const accountId = requireAccount(actor);
    const stored = findAccount(tx.sql, accountId);
    if (stored === undefined || stored.version !== basedOn) {
      throw staleVersion({ version: stored?.version ?? 0 });
    }
    const { displayName = stored.displayName, email = stored.email } = patch;
    const version = stored.version + 1;
    updateAccount(tx.sql, accountId, { displayName, email, version });
    // A link on its way to the old address must not open the account any more.
    if (email !== stored.email) {
      deleteResetsOf(tx.sql, accountId);
      mails.tell(tx, stored, 'emailChanged', signatureOf(actor).address);
    }
    const changed = [
      ...(displayName === stored.displayName ? [] : ['displayName']),
      ...(email === stored.email ? [] : ['email']),
    ];
    const line = { at: clock.now(), ...signatureOf(actor), action: 'account.edit', subjectId: accountId };
    append(tx, { ...line, facts: { fields: changed, version } });
  }

  return {
    /** The signed-in account. */
    own: (actor: Actor): Profile => toProfile(ownOf(actor)),

    /**
     * Changes the signed-in account; `basedOn` is the version it was read at. A new e-mail address needs the password,
     * because whoever reads that mail can set a new one. Throws `invalid` without it or for a wrong one, `conflict`
     * with `currentVersion` for an older version.
     */
    async edit(
      actor: Actor,
      basedOn: number,
      patch: ProfilePatch,
      password: string | undefined,
    ): Promise<Profile> {
      const stored = ownOf(actor);
      if (patch.email === undefined || patch.email === stored.email) {
        transact(db, (tx) => write(tx, actor, basedOn, patch));
      } else {
        if (password === undefined) throw invalid([{ field: 'password', text: 'field.passwordConfirm' }]);
        await proofs.again(actor, 'account.edit', { password }, (tx) => write(tx, actor, basedOn, patch));
      }
      return toProfile(ownOf(actor));
    },
  };
}
