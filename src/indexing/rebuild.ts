import type { Db } from '../db/open.ts';
import { transact } from '../db/tx.ts';
import { enqueue } from '../jobs/outbox.ts';
import type { Clock } from '../kernel/clock.ts';
import { AppError } from '../kernel/errors.ts';
import type { Logger } from '../kernel/log.ts';
import { ENTRY_SEARCH, type Indexer } from '../matching/indexer.ts';
import { EngineRefusal, type MirrorEngine, type SearchDocument } from '../search/engine-port.ts';
import { REBUILD_KEY, type Rebuild, SEARCH_REBUILD } from './model.ts';
import { countEntries, findRebuild, listEntriesAfter, saveComplete, saveRebuild } from './store.ts';

export interface RebuildDeps {
  db: Db;
  clock: Clock;
  indexer: Pick<Indexer, 'documents'>;
  server: MirrorEngine;
  log: Logger;
  /** Entries a step. */
  batch: number;
}

export type Rebuilder = ReturnType<typeof createRebuilder>;

/**
 * Fills new indexes beside the live ones and lets them take their place. One step a job, in the lane that also sends
 * changes, so that no step writes an older text over a newer one; where it stands is in the database, so a killed
 * process goes on where it stopped.
 */
export function createRebuilder({ db, clock, indexer, server, log, batch }: RebuildDeps) {
  /** Saves where the rebuild stands and asks for its next step, in one transaction. */
  function goOn(state: Rebuild): void {
    transact(db, (tx) => {
      saveRebuild(tx.sql, state);
      enqueue(tx, SEARCH_REBUILD, REBUILD_KEY, clock.now());
    });
  }

  /** Whether this is still the rebuild that runs: it may have been cancelled while a step was under way. */
  function isCurrent(state: Rebuild): boolean {
    const now = findRebuild(db);
    return now?.state === 'running' && now.startedAt === state.startedAt;
  }

  function goOnUnlessCancelled(state: Rebuild): void {
    if (isCurrent(state)) goOn(state);
  }

  function saveWhileRunning(state: Rebuild): void {
    if (isCurrent(state)) saveRebuild(db, state);
  }

  async function begin(state: Rebuild): Promise<void> {
    await server.discardNext();
    await server.prepare('next');
    const identity = await server.identity('next');
    goOnUnlessCancelled({ ...state, identity, swap: null, after: 0, done: 0, total: countEntries(db) });
  }

  /** Swaps what was filled in. That it was asked for is kept, so that it is not asked for twice. */
  async function swapIn(state: Rebuild, identity: string): Promise<void> {
    let { swap } = state;
    if (swap === null) {
      if (!isCurrent(state)) return;
      // Only indexes that are there can be swapped; a wiped server may have lost the live ones.
      await server.prepare('live');
      swap = await server.requestSwap();
      saveWhileRunning({ ...state, swap });
    }
    if (await server.awaitSwap(swap, identity)) return finish(state);
    // A swap that failed is asked for again, a while later; one that only takes long is waited for again.
    saveWhileRunning({ ...state, swap: null });
    throw new AppError('unavailable', 'error.engineUnavailable', { params: { reason: 'swap' } });
  }

  async function finish(state: Rebuild): Promise<void> {
    await server.discardNext();
    saveWhileRunning({ ...state, state: 'done', finishedAt: clock.now() });
    if (state.identity !== null) saveComplete(db, state.identity);
    log.info({ entries: state.done }, 'the search indexes were rebuilt');
  }

  /** What the server will not do stays undone: the live indexes are as they were, and people see why. */
  async function fail(state: Rebuild, refusal: EngineRefusal): Promise<void> {
    log.error({ err: refusal }, 'the search indexes could not be rebuilt');
    goOnUnlessCancelled({
      ...state,
      state: 'failed',
      message: refusal.message,
      finishedAt: clock.now(),
    });
  }

  /** Documents the server refuses are left to their own jobs, where their errors are seen. */
  async function putAll(documents: SearchDocument[]): Promise<void> {
    try {
      await server.put(documents, 'next');
    } catch (error) {
      if (error instanceof AppError) throw error;
      for (const document of documents) {
        await server.put([document], 'next').catch((refusal: unknown) => {
          if (refusal instanceof AppError) throw refusal;
          transact(db, (tx) => enqueue(tx, ENTRY_SEARCH, document.id, clock.now()));
        });
      }
    }
  }

  async function step(): Promise<void> {
    const state = findRebuild(db);
    if (state === null || state.state === 'done') return;
    if (state.state !== 'running') return server.discardNext();
    try {
      await advance(state);
    } catch (error) {
      if (!(error instanceof EngineRefusal)) throw error;
      await fail(state, error);
    }
  }

  async function advance(state: Rebuild): Promise<void> {
    const { identity } = state;
    if (identity !== null && (await server.identity('live')) === identity) return finish(state);
    // The server may have lost the half-filled indexes: then all begins again.
    if (identity === null || (await server.identity('next')) !== identity) return begin(state);
    const rows = listEntriesAfter(db, state.after, batch);
    const last = rows.at(-1);
    if (last === undefined) return swapIn(state, identity);
    await putAll(indexer.documents(rows.map(({ id }) => id)));
    goOnUnlessCancelled({ ...state, after: last.number, done: state.done + rows.length });
  }

  return {
    /** The job behind `search.rebuild`. Throws `unavailable` while the server is away, and is then tried again. */
    step,

    /** Begins a rebuild. Throws `conflict` while one runs. */
    start(): Rebuild {
      if (findRebuild(db)?.state === 'running') throw new AppError('conflict', 'error.rebuildRunning');
      const begun = { identity: null, swap: null, after: 0, done: 0, total: countEntries(db), message: '' };
      const state: Rebuild = { ...begun, state: 'running', startedAt: clock.now(), finishedAt: null };
      goOn(state);
      return state;
    },

    /** Ends a rebuild; the live indexes stay as they are. Nothing happens when none runs. */
    cancel(): void {
      const state = findRebuild(db);
      if (state?.state === 'running') goOn({ ...state, state: 'cancelled', finishedAt: clock.now() });
    },
  };
}
