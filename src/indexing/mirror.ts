import { setImmediate as turn } from 'node:timers/promises';
import { type List, lists } from '../catalog/entry-model.ts';
import { ENTRY_CHANGED } from '../catalog/service.ts';
import type { Db } from '../db/open.ts';
import { transact } from '../db/tx.ts';
import { enqueue, oldestDue } from '../jobs/outbox.ts';
import type { Clock } from '../kernel/clock.ts';
import type { Logger } from '../kernel/log.ts';
import { ENTRY_SEARCH, type Indexer } from '../matching/indexer.ts';
import { type MirrorEngine, shards } from '../search/engine-port.ts';
import { compareStamps, type Difference, type Reconciliation } from './model.ts';
import {
  expectedStamps,
  findComplete,
  findRebuild,
  listWaiting,
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

export type Mirror = ReturnType<typeof createMirror>;

/** Keeps the search server a true copy of the database, which may be behind but never wrong for long. */
export function createMirror({ db, clock, indexer, server, kick, log }: MirrorDeps) {
  /** Nothing is known to be missing, save what every copy is behind by. */
  let complete = false;
  /** When server and database were compared; null where its indexes are of another making than those compared. */
  let comparedAt: number | null = null;
  /** Names the live indexes, as they were found last. */
  let indexes: string | null = null;
  let underWay: Promise<Reconciliation> | null = null;
  let watching = false;

  /** Complete is what was compared once, when all that was missing or waiting then has been sent. */
  function isComplete(): boolean {
    if (complete || comparedAt === null) return complete;
    const oldest = oldestDue(db, ENTRY_SEARCH);
    complete = oldest === null || oldest > comparedAt;
    if (complete && indexes !== null) saveComplete(db, indexes);
    return complete;
  }

  /** Makes what is absent. Indexes that were once complete still are, but for what has yet to be sent. */
  async function prepare(): Promise<void> {
    const { fresh } = await server.prepare('live');
    indexes = await server.identity('live');
    if (!fresh) {
      complete ||= indexes !== null && findComplete(db) === indexes;
      return;
    }
    log.warn('the search server had no indexes of ours; they are being filled from the database');
    complete = false;
    comparedAt = null;
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
    await server.put(documents, 'live');
    await server.remove(gone, 'live');
    const rebuild = findRebuild(db);
    if (rebuild?.state !== 'running' || (await server.identity('next')) !== rebuild.identity) return;
    await server.put(documents, 'next');
    await server.remove(gone, 'next');
  }

  async function look(list: List, shard: string): Promise<Difference & { checked: number }> {
    const found = await server.stamps(list, shard);
    // Read after the server, in one go: what is sent meanwhile can only look too old, and is looked at twice.
    const expected = expectedStamps(db, list, shard, indexer.source);
    const waiting = listWaiting(db, shard, [ENTRY_CHANGED, ENTRY_SEARCH]);
    return { ...compareStamps(expected, found, waiting), checked: expected.size };
  }

  async function compareAll(): Promise<Reconciliation> {
    const at = clock.now();
    const started = performance.now();
    const report = { at, durationMs: 0, checked: 0, missing: 0, stale: 0, extra: 0 };
    await prepare();
    for (const list of lists) {
      for (const shard of shards) {
        let seen = await look(list, shard);
        if (count(seen) > 0) seen = await look(list, shard);
        report.checked += seen.checked;
        report.missing += seen.missing.length;
        report.stale += seen.stale.length;
        report.extra += seen.extra.length;
        // What is in the wrong place would not go by being sent to the right one.
        if (seen.extra.length > 0) await server.remove(seen.extra, 'live');
        repair([...seen.missing, ...seen.stale, ...seen.extra]);
        await turn();
      }
    }
    report.durationMs = Math.round(performance.now() - started);
    saveReconciliation(db, report);
    comparedAt = clock.now();
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
     * Compares where that was never done, or where the live indexes are others than those compared: a wiped server
     * answers as readily as any other. Never throws; a server that is away is left to the next look.
     */
    async watch(): Promise<void> {
      if (watching) return;
      watching = true;
      try {
        const found = await server.identity('live').catch(() => undefined);
        if (found !== undefined && (comparedAt === null || found !== indexes)) await catchUp();
      } finally {
        watching = false;
      }
    },
  };
}

function count({ missing, stale, extra }: Difference): number {
  return missing.length + stale.length + extra.length;
}
