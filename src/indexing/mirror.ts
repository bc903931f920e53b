import { setImmediate as turn } from 'node:timers/promises';
import { type List, lists } from '../catalog/entry-model.ts';
import type { Db } from '../db/open.ts';
import { transact } from '../db/tx.ts';
import { countDue, enqueue, oldestDue } from '../jobs/outbox.ts';
import type { Clock } from '../kernel/clock.ts';
import { AppError } from '../kernel/errors.ts';
import type { Logger } from '../kernel/log.ts';
import { ENTRY_SEARCH, ENTRY_WITHDRAW, type Indexer } from '../matching/indexer.ts';
import { EngineRefusal, type MirrorEngine, type SearchDocument, shards } from '../search/engine-port.ts';
import { compareStamps, type Difference, namesOf, type Reconciliation, without } from './model.ts';
import {
  expectedStamps,
  findComplete,
  findRebuild,
  findWaiting,
  saveComplete,
  saveReconciliation,
} from './store.ts';

export interface MirrorDeps {
  db: Db;
  clock: Clock;
  indexer: Pick<Indexer, 'documents' | 'source'>;
  server: MirrorEngine;
  /** Wakes the job worker. */
  kick(): void;
  log: Logger;
}

/** A copy that is further behind than this is no longer asked. */
const LONGEST_LAG_MS = 10 * 60_000;
/** A server that comes and goes is not compared again and again. */
const PAUSE_MS = 60_000;

export type Mirror = ReturnType<typeof createMirror>;

/** Keeps the search server a true copy of the database, which may be behind but never wrong for long. */
export function createMirror({ db, clock, indexer, server, kick, log }: MirrorDeps) {
  /** Nothing is known to be missing, save what every copy is behind by. */
  let complete = false;
  /** When server and database were compared; null where its indexes are of another making than those compared. */
  let comparedAt: number | null = null;
  /** Names the live indexes, as they were found last. */
  let liveIdentity: string | null = null;
  /** It may have come back as another, so it is compared once more. */
  let wasAway = false;
  let underWay: Promise<Reconciliation> | null = null;
  let watching = false;

  /**
   * Complete is what was compared once, when all that was missing or waiting then has been sent; and what has not
   * fallen far behind since. Remembered over a restart.
   */
  function isComplete(): boolean {
    // Until the server has forgotten what was hidden, it must not count it.
    if (countDue(db, ENTRY_WITHDRAW) > 0) return false;
    const oldest = oldestDue(db, ENTRY_SEARCH);
    if (!complete && comparedAt !== null && (oldest === null || oldest > comparedAt)) {
      complete = true;
      if (liveIdentity !== null) saveComplete(db, liveIdentity);
    }
    return complete && (oldest === null || clock.now() - oldest < LONGEST_LAG_MS);
  }

  /** Makes what is absent. Indexes that were once complete still are, but for what has yet to be sent. */
  async function prepare(): Promise<void> {
    const { fresh } = await server.prepare('live').catch(putOff);
    liveIdentity = await server.identity('live');
    if (!fresh) {
      complete ||= liveIdentity !== null && comparedAt === null && findComplete(db) === liveIdentity;
      return;
    }
    log.warn('the search server had no indexes of ours; they are being filled from the database');
    complete = false;
    comparedAt = null;
  }

  /** Settings that the server refuses are no fault of the entries that wait. */
  function putOff(error: unknown): never {
    if (!(error instanceof EngineRefusal)) throw error;
    throw new AppError('unavailable', 'error.engineUnavailable', { params: { reason: error.code } });
  }

  /**
   * The job behind `entry.search`: sends these entries as they are now. What a rebuild fills beside the live indexes
   * gets them too. Throws `unavailable` while the server is away.
   */
  async function send(ids: string[]): Promise<void> {
    await prepare();
    if (comparedAt === null) void reconcile().catch(tellUnavailable);
    const documents = indexer.documents(ids);
    const found = new Set(documents.map(({ id }) => id));
    const gone = ids.filter((id) => !found.has(id));
    await put(documents);
    await server.remove(gone, 'live');
    const rebuild = findRebuild(db);
    const isFilling = rebuild?.state === 'running' && rebuild.identity !== null;
    if (!isFilling || (await server.identity('next')) !== rebuild.identity) return;
    await server.put(documents, 'next');
    await server.remove(gone, 'next');
  }

  /** A text that is refused may be one that hides the older: better none of an entry than what it was. */
  async function put(documents: SearchDocument[]): Promise<void> {
    try {
      await server.put(documents, 'live');
    } catch (error) {
      const [only] = documents;
      if (error instanceof EngineRefusal && documents.length === 1 && only !== undefined) {
        await server.remove([only.id], 'live');
      }
      throw error;
    }
  }

  async function look(list: List, shard: string): Promise<Difference & { checked: number }> {
    const found = await server.stamps(list, shard);
    // Read after the server, in one go: what is sent meanwhile can only look too old, and is looked at twice.
    const expected = expectedStamps(db, list, shard, indexer.source);
    const difference = compareStamps(expected, found);
    const waiting = findWaiting(db, ENTRY_SEARCH, namesOf(difference));
    return { ...without(difference, waiting), checked: expected.size };
  }

  async function compareAll(): Promise<Reconciliation> {
    const at = clock.now();
    const started = performance.now();
    const report = { at, durationMs: 0, checked: 0, missing: 0, stale: 0, extra: 0 };
    await prepare();
    const compared = liveIdentity;
    for (const list of lists) {
      for (const shard of shards) {
        let seen = await look(list, shard);
        if (namesOf(seen).length > 0) seen = await look(list, shard);
        report.checked += seen.checked;
        report.missing += seen.missing.length;
        report.stale += seen.stale.length;
        report.extra += seen.extra.length;
        // What is in the wrong place would not go by being sent to the right one.
        if (seen.extra.length > 0) await server.remove(seen.extra, 'live');
        repair(namesOf(seen));
        await turn();
      }
    }
    report.durationMs = Math.round(performance.now() - started);
    saveReconciliation(db, report);
    if (report.missing + report.stale + report.extra > 0) complete = false;
    // Indexes that went while they were compared are compared again.
    if (compared === liveIdentity) {
      comparedAt = clock.now();
      wasAway = false;
    }
    log.info({ ...report }, 'the search server was compared with the database');
    kick();
    return report;
  }

  function repair(ids: string[]): void {
    if (ids.length === 0) return;
    transact(db, (tx) => {
      for (const id of ids) enqueue(tx, ENTRY_SEARCH, id, clock.now());
    });
  }

  /**
   * Compares server and database, entry by entry in shards, and puts every difference in line to be sent. Whoever
   * asks while it runs gets the same report. Throws `unavailable` while the server is away.
   */
  function reconcile(): Promise<Reconciliation> {
    underWay ??= compareAll().finally(() => {
      underWay = null;
    });
    return underWay;
  }

  function tellUnavailable(error: unknown): void {
    log.warn({ err: error }, 'the search server could not be compared with the database');
  }

  /** After the server was away: it may have lost anything. Never throws. */
  async function catchUp(): Promise<void> {
    await reconcile().catch(tellUnavailable);
  }

  return {
    isComplete,
    send,
    reconcile,
    catchUp,

    /**
     * Compares where that was never done, where the live indexes are others than those compared (a wiped server answers
     * as readily as any other), and after an absence. Never throws; a server that is away is left to the next look.
     */
    async watch(): Promise<void> {
      if (watching) return;
      watching = true;
      try {
        const found = await server.identity('live');
        const isOther = comparedAt === null || found !== liveIdentity;
        const isDue = wasAway && clock.now() - (comparedAt ?? 0) >= PAUSE_MS;
        if (isOther || isDue) await catchUp();
      } catch {
        wasAway = true;
      } finally {
        watching = false;
      }
    },

    /** Somebody saw the server come back. */
    suspect(): void {
      wasAway = true;
    },
  };
}
