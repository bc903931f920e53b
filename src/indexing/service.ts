import { append } from '../audit/log.ts';
import type { List } from '../catalog/entry-model.ts';
import type { Db } from '../db/open.ts';
import { transact } from '../db/tx.ts';
import { type Actor, accountOf } from '../identity/model.ts';
import { admit, can, viewOf } from '../identity/policy.ts';
import { countDue, countJobs, oldestDue, retryParked } from '../jobs/outbox.ts';
import type { Clock } from '../kernel/clock.ts';
import { AppError } from '../kernel/errors.ts';
import { ENTRY_SEARCH } from '../matching/indexer.ts';
import type { EngineName, MirrorEngine, SearchEngine } from '../search/engine-port.ts';
import type { GuardedSearch } from '../search/guarded.ts';
import type { Embedder, EmbedderStatus } from '../search/ports.ts';
import type { Mirror } from './mirror.ts';
import type { Rebuild, Reconciliation } from './model.ts';
import type { Rebuilder } from './rebuild.ts';
import { findRebuild, findReconciliation, listParked } from './store.ts';

type Counts = Record<List, number>;

export interface ServerStatus {
  state: 'ready' | 'filling' | 'away';
  /** Null while it cannot be asked. */
  version: string | null;
  counts: Counts | null;
  /** Entries whose newest version is not there yet, and since when the oldest waits. */
  waiting: number;
  waitingSince: number | null;
  reconciliation: Reconciliation | null;
  rebuild: Rebuild | null;
}

interface ParkedJob {
  topic: string;
  key: string;
  /** The entry it is about, where this actor may see it. */
  entry: { list: List; id: string; title: string } | null;
  attempts: number;
  error: string;
  since: number;
}

export interface IndexStatus {
  /** Jobs that wait, and jobs given up after their last retry. */
  pending: number;
  failed: number;
  /** Since when the oldest waiting job waits. */
  waitingSince: number | null;
  engine: EngineName;
  model: { id: string; dtype: string } & EmbedderStatus;
  counts: Counts;
  server: ServerStatus | null;
  parked: ParkedJob[];
  can: ('retry' | 'reconcile' | 'rebuild' | 'cancel')[];
}

export interface IndexingDeps {
  db: Db;
  clock: Clock;
  embedded: SearchEngine;
  embedder: Embedder;
  search: Pick<GuardedSearch, 'state' | 'attempt'>;
  /** What there is where a search server is set up. */
  mirrored: { server: MirrorEngine; mirror: Mirror; rebuilder: Rebuilder } | null;
  kick(): void;
}

export type IndexingService = ReturnType<typeof createIndexingService>;

const MOST_PARKED = 100;

/** How far the indexes are behind the database, and what can be done about it. */
export function createIndexingService(deps: IndexingDeps) {
  const { db, clock, embedded, embedder, search, mirrored, kick } = deps;

  function requireManager(actor: Actor): void {
    admit(actor, 'index.manage');
  }

  function requireServer() {
    if (mirrored === null) throw new AppError('conflict', 'error.noEngine');
    return mirrored;
  }

  /** One transaction: what was done, and its line in the log. */
  function logged<Result>(actor: Actor, action: string, work: () => Result): Result {
    const result = transact(db, (tx) => {
      append(tx, { at: clock.now(), actorId: accountOf(actor), action, subjectId: null, facts: {} });
      return work();
    });
    kick();
    return result;
  }

  async function countsOf(engine: Pick<SearchEngine, 'count'>): Promise<Counts> {
    return { demands: await engine.count('demands'), achievements: await engine.count('achievements') };
  }

  async function serverStatus(): Promise<ServerStatus | null> {
    if (mirrored === null) return null;
    const asked = await search.attempt((server) => Promise.all([server.version(), countsOf(server)]));
    return {
      state: asked === null ? 'away' : search.state(),
      version: asked?.[0] ?? null,
      counts: asked?.[1] ?? null,
      waiting: countDue(db, ENTRY_SEARCH),
      waitingSince: oldestDue(db, ENTRY_SEARCH),
      reconciliation: findReconciliation(db),
      rebuild: findRebuild(db),
    };
  }

  /** Administrators run the service and do not read hidden entries. */
  function seen(actor: Actor, entry: ReturnType<typeof listParked>[number]['entry']) {
    if (entry === null || viewOf(actor, { ...entry, targets: [], pledged: [] }) !== 'full') return null;
    return { list: entry.list, id: entry.id, title: entry.title ?? '' };
  }

  function allowed(actor: Actor, server: ServerStatus | null): IndexStatus['can'] {
    if (!can(actor, 'index.manage', null)) return [];
    const retry = countJobs(db).failed > 0 ? (['retry'] as const) : [];
    if (server === null) return [...retry];
    if (server.rebuild?.state === 'running') return [...retry, 'reconcile', 'cancel'];
    return server.state === 'away' ? [...retry] : [...retry, 'reconcile', 'rebuild'];
  }

  return {
    /** For operators and administrators. Never waits for a search server that is away. */
    async status(actor: Actor): Promise<IndexStatus> {
      admit(actor, 'index.view');
      const server = await serverStatus();
      return {
        ...countJobs(db),
        waitingSince: oldestDue(db),
        engine: mirrored?.server.name ?? embedded.name,
        model: { id: embedder.model, dtype: embedder.dtype, ...embedder.status() },
        counts: await countsOf(embedded),
        server,
        parked: listParked(db, MOST_PARKED).map((job) => ({ ...job, entry: seen(actor, job.entry) })),
        can: allowed(actor, server),
      };
    },

    /** For operators and administrators: gives parked jobs a fresh start, all or one; gives how many. */
    retry(actor: Actor, job?: { topic: string; key: string }): number {
      requireManager(actor);
      return logged(actor, 'index.retry', () => transact(db, (tx) => retryParked(tx, job)));
    },

    /** For operators and administrators: compares the search server with the database now. Throws `unavailable`. */
    async reconcile(actor: Actor): Promise<Reconciliation> {
      requireManager(actor);
      const { mirror } = requireServer();
      logged(actor, 'index.reconcile', () => undefined);
      return mirror.reconcile();
    },

    /** For operators and administrators: begins to fill new indexes. Throws `conflict` while that goes on. */
    startRebuild(actor: Actor): Rebuild {
      requireManager(actor);
      const { rebuilder } = requireServer();
      return logged(actor, 'index.rebuild', () => rebuilder.start());
    },

    /** For operators and administrators: gives up a running rebuild; nothing happens when none runs. */
    cancelRebuild(actor: Actor): void {
      requireManager(actor);
      const { rebuilder } = requireServer();
      logged(actor, 'index.cancel', () => rebuilder.cancel());
    },
  };
}
