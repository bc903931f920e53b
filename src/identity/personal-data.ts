import { append } from '../audit/log.ts';
import type { Db } from '../db/open.ts';
import { type Sql, transact } from '../db/tx.ts';
import type { Clock } from '../kernel/clock.ts';
import { AppError, invalid } from '../kernel/errors.ts';
import { newToken } from '../kernel/ids.ts';
import type { CloseAccount } from './closing.ts';
import { countAdmins, countColleagues, findMemberships, type MembershipOf } from './members-store.ts';
import { type Actor, accountOf, signatureOf } from './model.ts';
import type { AuthoredEntry, OrganisationEntries } from './organisation-entries.ts';
import type { Passwords } from './passwords.ts';
import { erasePerson, findPersonalData, type KeptData } from './personal-data-store.ts';
import { can, requireSignIn } from './policy.ts';
import type { Proofs } from './proofs.ts';
import { findAccount, type StoredAccount } from './store.ts';

export interface PersonalDataDeps {
  db: Db;
  clock: Clock;
  passwords: Pick<Passwords, 'hash'>;
  proofs: Pick<Proofs, 'again'>;
  close: CloseAccount;
  entries: OrganisationEntries;
}

/** Everything that is kept about a person. Instants are milliseconds since the epoch. */
export interface PersonalData extends KeptData {
  account: StoredAccount;
  memberships: MembershipOf[];
  entries: AuthoredEntry[];
}

/** The rights of PIPL (arts. 44–47): to see, take along and delete what is kept about oneself. */
export function createPersonalData(deps: PersonalDataDeps) {
  const { db, clock, passwords, proofs, close, entries } = deps;

  function own(actor: Actor): StoredAccount {
    requireSignIn(actor);
    const id = accountOf(actor);
    const account = id === null ? undefined : findAccount(db, id);
    if (account === undefined || !can(actor, 'account.own', null)) {
      throw new AppError('forbidden', 'error.forbidden');
    }
    return account;
  }

  function checkGoing(sql: Sql, { id }: StoredAccount): void {
    const held = findMemberships(sql, id);
    const isAdmin = held.some((one) => one.role === 'admin' && one.organisationState === 'confirmed');
    if (isAdmin && countAdmins(sql, { accountId: id }) === 0) {
      throw new AppError('conflict', 'error.lastAdmin');
    }
    for (const { organisationId, organisationName } of held) {
      const alone = countColleagues(sql, organisationId, id) === 0;
      if (alone && entries.countPublished(sql, organisationId) > 0) {
        throw new AppError('conflict', 'error.lastMember', { params: { organisation: organisationName } });
      }
    }
  }

  return {
    /** For anyone signed in, about themselves only. Reading it is a line in the log, too. */
    export(actor: Actor): PersonalData {
      const account = own(actor);
      const { id } = account;
      transact(db, (tx) => {
        const line = { at: clock.now(), ...signatureOf(actor), action: 'account.export' };
        append(tx, { ...line, subjectId: id, facts: {} });
      });
      const memberships = findMemberships(db, id);
      return { account, memberships, entries: entries.entriesOf(actor), ...findPersonalData(db, id) };
    },

    /**
     * For anyone signed in, with their password (and a code where they have a second factor): deletes what names them
     * and every way in. The id stays in the log, in decisions and as author of entries. Throws `invalid` for a wrong
     * one, `conflict` for the last administrator and for the last member of an organisation with published entries.
     * Gives the id.
     */
    async erase(actor: Actor, asked: { password: string; code?: string | undefined }): Promise<string> {
      const { id, totpConfirmedAt } = own(actor);
      const { password, code } = asked;
      if (totpConfirmedAt !== null && code === undefined) {
        throw invalid([{ field: 'code', text: 'field.required' }]);
      }
      const proof = totpConfirmedAt === null || code === undefined ? { password } : { password, code };
      const unusable = await passwords.hash(newToken());
      return proofs.again(actor, 'account.delete', proof, (tx, account) => {
        checkGoing(tx.sql, account);
        close(tx, actor, id);
        if (!erasePerson(tx.sql, account, unusable)) throw new AppError('conflict', 'error.conflict');
        const line = { at: clock.now(), ...signatureOf(actor), action: 'account.delete', subjectId: id };
        append(tx, { ...line, facts: {}, before: { state: account.state }, after: { state: 'deleted' } });
        return id;
      });
    },
  };
}
