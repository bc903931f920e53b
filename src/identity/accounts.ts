import { append } from '../audit/log.ts';
import type { Db } from '../db/open.ts';
import { transact } from '../db/tx.ts';
import type { Clock } from '../kernel/clock.ts';
import { AppError, notFound, staleVersion } from '../kernel/errors.ts';
import { decodeCursor, type Page } from '../kernel/paging.ts';
import type { CloseAccount } from './closing.ts';
import {
  type AccountState,
  changeAccount,
  findMemberships,
  listAccounts,
  type MembershipOf,
} from './members-store.ts';
import { type Actor, signatureOf } from './model.ts';
import { admit, can } from './policy.ts';
import { findAccount, type StoredAccount } from './store.ts';

export interface AccountsDeps {
  db: Db;
  clock: Clock;
  close: CloseAccount;
}

/** An account as administrators see it: nothing that opens it. */
export interface KnownAccount {
  id: string;
  name: string;
  displayName: string;
  email: string;
  state: AccountState;
  secondFactor: boolean;
  createdAt: number;
  version: number;
  memberships: MembershipOf[];
}

export interface AccountMove {
  to: 'active' | 'deactivated';
  /** The version the mover looked at; where given, a newer one is a `conflict`. */
  version?: number | undefined;
}

/** The accounts of all people, for administrators. */
export function createAccounts({ db, clock, close }: AccountsDeps) {
  function known(row: StoredAccount): KnownAccount {
    const { id, name, displayName, email, state, createdAt, version, totpConfirmedAt } = row;
    const memberships = findMemberships(db, id);
    const secondFactor = totpConfirmedAt !== null;
    return { id, name, displayName, email, state, secondFactor, createdAt, version, memberships };
  }

  return {
    /** For administrators: newest first; `q` is part of a name or an e-mail. */
    list(
      actor: Actor,
      { q, limit, cursor }: { q: string; limit: number; cursor?: string | undefined },
    ): Page<KnownAccount> {
      admit(actor, 'accounts.list');
      const page = listAccounts(db, q.trim(), limit, cursor === undefined ? null : decodeCursor(cursor));
      return { ...page, items: page.items.map(known) };
    },

    /**
     * For administrators, never on themselves: deactivating ends every session, token, open link and consent to act for
     * others at once; memberships stay, so activating gives all of them back. Deleted accounts stay deleted.
     */
    move(actor: Actor, id: string, { to, version }: AccountMove): KnownAccount {
      admit(actor, 'accounts.list');
      const account = findAccount(db, id);
      if (account === undefined) throw notFound();
      if (!can(actor, 'account.manage', { accountId: id }))
        throw new AppError('forbidden', 'error.forbidden');
      if (version !== undefined && version !== account.version) throw staleVersion(account);
      const { state: from } = account;
      if (from === to || from === 'deleted') {
        throw new AppError('conflict', 'error.accountState', { params: { state: from } });
      }
      transact(db, (tx) => {
        if (!changeAccount(tx.sql, account, { state: to })) throw staleVersion(account);
        if (to === 'deactivated') close(tx, actor, id);
        const line = { at: clock.now(), ...signatureOf(actor), action: 'account.move', subjectId: id };
        append(tx, { ...line, facts: {}, before: { state: from }, after: { state: to } });
      });
      return known({ ...account, state: to, version: account.version + 1 });
    },

    /** What this actor may do to this account now: `to:<state>`. */
    allowed(actor: Actor, { id, state }: KnownAccount): string[] {
      if (state === 'deleted' || !can(actor, 'account.manage', { accountId: id })) return [];
      return [state === 'active' ? 'to:deactivated' : 'to:active'];
    },
  };
}
