import type { Sql, Tx } from '../db/tx.ts';
import { AppError } from '../kernel/errors.ts';
import { sha256 } from '../kernel/ids.ts';
import { clearFailures, deleteFailuresBefore, findFailures, saveFailures } from './lockout-store.ts';
import type { Failures } from './sign-in-model.ts';

const FIRST_LOCK_MS = 30_000;
const LONGEST_LOCK_MS = 15 * 60_000;
/** So long after the last failure all of them are forgotten. */
const FORGOTTEN_AFTER_MS = 24 * 3_600_000;

/** So many failures lock: fewer by a name, whose password is being guessed, than from an address, which many share. */
export const failuresThatLock = { account: 5, address: 20 } as const;

/** What is remembered after one more failure: from `most` on each locks, twice as long as the one before. Pure. */
export function afterFailure(before: Failures | undefined, now: number, most: number): Failures {
  const known = before !== undefined && now - before.lastAt < FORGOTTEN_AFTER_MS ? before : undefined;
  const failures = (known?.failures ?? 0) + 1;
  const doublings = failures - most;
  const lock = doublings < 0 ? 0 : Math.min(FIRST_LOCK_MS * 2 ** doublings, LONGEST_LOCK_MS);
  return { failures, lastAt: now, lockedUntil: lock === 0 ? 0 : now + lock };
}

export type Lockout = ReturnType<typeof createLockout>;

/**
 * Counts failed sign-ins by account name and by address, in the database, so that a restart forgets nothing. Names
 * are hashed: those of nobody lock like all others, and a mistyped password in the name field is not kept.
 */
export function createLockout() {
  /** The last attempt under way for each name, so that a volley of guesses is counted one by one. */
  const attempts = new Map<string, Promise<unknown>>();

  return {
    /** Runs one attempt for a name after those before it ended. */
    async inTurn<Result>(accountName: string, work: () => Promise<Result>): Promise<Result> {
      const subject = subjectOf(accountName);
      const before = attempts.get(subject) ?? Promise.resolve();
      const attempt = before.then(work, work);
      attempts.set(subject, attempt);
      try {
        return await attempt;
      } finally {
        if (attempts.get(subject) === attempt) attempts.delete(subject);
      }
    },

    /** The refusal of an attempt while name or address is locked; undefined when it may go on. */
    refusal(sql: Sql, accountName: string, address: string | null, now: number): AppError | undefined {
      const until = Math.max(
        ...subjectsOf(accountName, address).map(
          ({ subject }) => findFailures(sql, subject)?.lockedUntil ?? 0,
        ),
      );
      if (until <= now) return undefined;
      const retryAfterSeconds = Math.ceil((until - now) / 1000);
      return new AppError('unavailable', 'error.signInLocked', { facts: { retryAfterSeconds } });
    },

    /** Counts a failure; gives the seconds that name or address is locked for now, 0 for not at all. */
    failed(tx: Tx, accountName: string, address: string | null, now: number): number {
      let until = now;
      for (const { subject, most } of subjectsOf(accountName, address)) {
        const failures = afterFailure(findFailures(tx.sql, subject), now, most);
        saveFailures(tx.sql, subject, failures);
        until = Math.max(until, failures.lockedUntil);
      }
      return Math.ceil((until - now) / 1000);
    },

    /** Forgets the failures of a name whose owner proved themselves. Those of the address stay: it is others’ too. */
    clear: (tx: Tx, accountName: string): void => clearFailures(tx.sql, subjectOf(accountName)),

    /** Removes what is forgotten. */
    sweep: (tx: Tx, now: number): void => deleteFailuresBefore(tx.sql, now - FORGOTTEN_AFTER_MS),
  };
}

function subjectOf(accountName: string): string {
  return sha256(`account:${accountName.trim().toLowerCase()}`);
}

function subjectsOf(accountName: string, address: string | null) {
  const byName = { subject: subjectOf(accountName), most: failuresThatLock.account };
  if (address === null) return [byName];
  return [byName, { subject: sha256(`address:${address}`), most: failuresThatLock.address }];
}
