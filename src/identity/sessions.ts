import { append } from '../audit/log.ts';
import type { Db } from '../db/open.ts';
import { type Tx, transact } from '../db/tx.ts';
import type { Clock } from '../kernel/clock.ts';
import { AppError, notFound } from '../kernel/errors.ts';
import { newToken, sha256 } from '../kernel/ids.ts';
import { type Actor, type SignedIn, signatureOf } from './model.ts';
import { requireAccount } from './own-account.ts';
import {
  deleteSession,
  findEndedSessions,
  findSession,
  findSessionById,
  findSessionsOf,
  insertSession,
  type StoredSession,
  updateSession,
} from './session-store.ts';
import type { EndReason, Origin, Proof } from './sign-in-model.ts';
import type { SignedInReader } from './signed-in.ts';

/** When a session was last seen is written at most this often, so that reading stays cheap. */
export const SEEN_EVERY_MS = 60_000;
const LONGEST_AGENT = 200;

interface SessionsDeps {
  db: Db;
  clock: Clock;
  readSignedIn: SignedInReader;
  /** After so long a session ends however busy it is, and after so long without a request. */
  sessionHours: number;
  idleMinutes: number;
}

/** A new session: its token goes to the browser and is stored nowhere. */
export interface Started {
  token: string;
  signedIn: SignedIn;
}

/** Who ended a session, for the log. */
type Signature = { actorId: string | null; address: string | null };

export type Sessions = ReturnType<typeof createSessions>;

/** Sessions of people in browsers. Stored are fingerprints of their tokens; every start and end is in the log. */
export function createSessions({ db, clock, readSignedIn, sessionHours, idleMinutes }: SessionsDeps) {
  const idleMs = idleMinutes * 60_000;

  function end(tx: Tx, session: StoredSession, reason: EndReason, signature: Signature): void {
    deleteSession(tx.sql, session.tokenHash);
    const { accountId, id } = session;
    append(tx, {
      at: clock.now(),
      ...signature,
      action: 'session.end',
      subjectId: accountId,
      facts: { reason, session: id },
    });
  }

  /** Ends what ran out of time; nobody did that, so nobody signs it. */
  function sweep(tx: Tx): void {
    const now = clock.now();
    for (const session of findEndedSessions(tx.sql, now, now - idleMs)) {
      const reason = session.expiresAt <= now ? 'expired' : 'idle';
      end(tx, session, reason, { actorId: null, address: null });
    }
  }

  function isOver(session: StoredSession, now: number): boolean {
    return session.expiresAt <= now || session.lastSeenAt + idleMs <= now;
  }

  function read(tx: Tx, session: StoredSession): SignedIn {
    const signedIn = readSignedIn(tx.sql, session, clock.now());
    if (signedIn === undefined) throw new AppError('internal', 'error.internal');
    return signedIn;
  }

  return {
    /** Starts a session in the transaction that proved who it is; `proof` says how, for the log. */
    start(tx: Tx, accountId: string, proof: Proof, { address, agent }: Origin): Started {
      const now = clock.now();
      sweep(tx);
      const token = newToken();
      const tokenHash = sha256(token);
      const session: StoredSession = {
        tokenHash,
        accountId,
        createdAt: now,
        lastSeenAt: now,
        expiresAt: now + sessionHours * 3_600_000,
        id: tokenHash.slice(0, 22),
        address,
        agent: agent.slice(0, LONGEST_AGENT).toWellFormed(),
        secondFactor: proof !== 'password',
      };
      insertSession(tx.sql, session);
      append(tx, {
        at: now,
        actorId: accountId,
        address,
        action: 'session.start',
        subjectId: accountId,
        facts: { proof, session: session.id },
      });
      return { token, signedIn: read(tx, session) };
    },

    /** The person behind a token, or undefined when the session ended. Remembers that it was seen. */
    authenticate(token: string): SignedIn | undefined {
      const session = findSession(db, sha256(token));
      if (session === undefined) return undefined;
      const now = clock.now();
      if (isOver(session, now)) return undefined;
      const signedIn = readSignedIn(db, session, now);
      if (signedIn !== undefined && now - session.lastSeenAt >= SEEN_EVERY_MS) seen(session, now);
      return signedIn;
    },

    /** Ends the session of a token; ending one that is over already is no error. */
    signOut(token: string, address: string | null, reason: 'signed-out' | 'replaced'): void {
      transact(db, (tx) => {
        const session = findSession(tx.sql, sha256(token));
        if (session !== undefined) end(tx, session, reason, { actorId: session.accountId, address });
      });
    },

    /** The sessions of the signed-in account that run, newest first. */
    list(actor: Actor): StoredSession[] {
      const now = clock.now();
      return findSessionsOf(db, requireAccount(actor)).filter((session) => !isOver(session, now));
    },

    /** Ends one of one's own sessions by its id. Throws `not_found` for any other. */
    endOne(actor: Actor, id: string): void {
      const accountId = requireAccount(actor);
      transact(db, (tx) => {
        const session = findSessionById(tx.sql, accountId, id);
        if (session === undefined) throw notFound();
        end(tx, session, 'ended-by-owner', signatureOf(actor));
      });
    },

    /** Ends all of one's own sessions but the one with that token. */
    endOthers(actor: Actor, token: string): void {
      const accountId = requireAccount(actor);
      transact(db, (tx) => {
        endAll(tx, accountId, 'ended-by-owner', signatureOf(actor), sha256(token));
      });
    },

    endAll,

    /** Gives a running session a new token, because what it may do has changed; the old token ends. */
    rotate(tx: Tx, token: string, changes: { secondFactor?: boolean } = {}): Started {
      const session = findSession(tx.sql, sha256(token));
      if (session === undefined) throw new AppError('unauthenticated', 'error.unauthenticated');
      const next = newToken();
      const changed = { ...session, ...changes, tokenHash: sha256(next) };
      updateSession(tx.sql, session.tokenHash, changed);
      return { token: next, signedIn: read(tx, changed) };
    },

    sweep,
  };

  /** Ends the sessions of an account in the caller's transaction, all or all but one (the hash of its token). */
  function endAll(
    tx: Tx,
    accountId: string,
    reason: EndReason,
    signature: Signature,
    exceptTokenHash?: string,
  ): void {
    for (const session of findSessionsOf(tx.sql, accountId)) {
      if (session.tokenHash !== exceptTokenHash) end(tx, session, reason, signature);
    }
  }

  function seen(session: StoredSession, now: number): void {
    try {
      updateSession(db, session.tokenHash, { lastSeenAt: now });
    } catch {
      // A full disk must not keep people from reading; whoever writes is told.
    }
  }
}
