import { append } from '../audit/log.ts';
import type { Db } from '../db/open.ts';
import { type Tx, transact } from '../db/tx.ts';
import { type Clock, DAY_MS } from '../kernel/clock.ts';
import { AppError, notFound } from '../kernel/errors.ts';
import { type NewId, newToken, sha256 } from '../kernel/ids.ts';
import {
  countRunningTokens,
  findToken,
  findTokensOf,
  insertToken,
  type StoredToken,
  updateToken,
} from './api-token-store.ts';
import { type Actor, type SignedIn, signatureOf } from './model.ts';
import { requireAccount } from './own-account.ts';
import { SEEN_EVERY_MS } from './sessions.ts';
import type { TokenScope } from './sign-in-model.ts';
import type { SignedInReader } from './signed-in.ts';

/** Marks a token of this service, so that one that leaked is recognised where it lies. */
const TOKEN_PREFIX = 'jbt_';
const MOST_TOKENS = 50;

interface ApiTokensDeps {
  db: Db;
  clock: Clock;
  newId: NewId;
  readSignedIn: SignedInReader;
}

export type ApiTokens = ReturnType<typeof createApiTokens>;

/** Tokens that programs sign their requests with, in the name of an account. Stored are only their fingerprints. */
export function createApiTokens({ db, clock, newId, readSignedIn }: ApiTokensDeps) {
  function revoke(tx: Tx, token: StoredToken, signature: { actorId: string | null; address: string | null }) {
    const at = clock.now();
    updateToken(tx.sql, token.id, { revokedAt: at });
    const facts = { token: token.id };
    append(tx, { at, ...signature, action: 'token.revoke', subjectId: token.accountId, facts });
  }

  return {
    /**
     * Makes a token of the signed-in account and shows it this once. `secondFactor`: whether the session that asks
     * has shown one, on which the roles of operators and administrators may depend. Throws `conflict` beyond fifty.
     */
    create(
      actor: Actor,
      input: { name: string; scopes: TokenScope[]; expiresInDays: number },
      secondFactor: boolean,
    ): { token: string; stored: StoredToken } {
      const accountId = requireAccount(actor);
      const createdAt = clock.now();
      const token = TOKEN_PREFIX + newToken();
      const stored: StoredToken = {
        id: newId(),
        accountId,
        name: input.name.trim(),
        tokenHash: sha256(token),
        scopes: [...new Set(input.scopes)].sort(),
        secondFactor,
        createdAt,
        expiresAt: createdAt + input.expiresInDays * DAY_MS,
        lastUsedAt: null,
        revokedAt: null,
      };
      transact(db, (tx) => {
        if (countRunningTokens(tx.sql, accountId, createdAt) >= MOST_TOKENS) {
          throw new AppError('conflict', 'error.tokenLimit', { params: { max: MOST_TOKENS } });
        }
        insertToken(tx.sql, stored);
        const facts = { token: stored.id, scopes: stored.scopes, expiresInDays: input.expiresInDays };
        append(tx, {
          at: createdAt,
          ...signatureOf(actor),
          action: 'token.create',
          subjectId: accountId,
          facts,
        });
      });
      return { token, stored };
    },

    /** The signed-in account's tokens that were not revoked, newest first. */
    list: (actor: Actor): StoredToken[] => findTokensOf(db, requireAccount(actor)),

    /** Revokes one of one's own tokens. Throws `not_found` for any other. */
    revoke(actor: Actor, id: string): void {
      const accountId = requireAccount(actor);
      transact(db, (tx) => {
        const token = findTokensOf(tx.sql, accountId).find((candidate) => candidate.id === id);
        if (token === undefined) throw notFound();
        revoke(tx, token, signatureOf(actor));
      });
    },

    /** Revokes all tokens of an account in the caller's transaction. */
    revokeAll(
      tx: Tx,
      accountId: string,
      signature: { actorId: string | null; address: string | null },
    ): void {
      for (const token of findTokensOf(tx.sql, accountId)) revoke(tx, token, signature);
    },

    /** Who a token speaks for and what it may be used for; undefined when it is none, revoked or ran out. */
    authenticate(token: string): { signedIn: SignedIn; scopes: TokenScope[] } | undefined {
      const stored = findToken(db, sha256(token));
      const now = clock.now();
      if (stored === undefined || stored.revokedAt !== null || stored.expiresAt <= now) return undefined;
      const signedIn = readSignedIn(db, stored, now);
      if (signedIn === undefined) return undefined;
      if (now - (stored.lastUsedAt ?? 0) >= SEEN_EVERY_MS) used(stored.id, now);
      return { signedIn, scopes: stored.scopes };
    },
  };

  function used(id: string, lastUsedAt: number): void {
    try {
      updateToken(db, id, { lastUsedAt });
    } catch {
      // A full disk must not keep programs from reading; whoever writes is told.
    }
  }
}
