import { ENTRY_CHANGED } from '../catalog/writing.ts';
import type { Db } from '../db/open.ts';
import { transact } from '../db/tx.ts';
import { dropJobs } from '../jobs/outbox.ts';
import type { Schedule } from '../jobs/schedule.ts';
import type { Worker } from '../jobs/worker.ts';
import type { Clock } from '../kernel/clock.ts';
import type { Logger } from '../kernel/log.ts';
import { ENTRY_EMBED, ENTRY_SEARCH, ENTRY_WITHDRAW, type Indexer } from '../matching/indexer.ts';
import type { MirrorEngine } from '../search/engine-port.ts';
import type { GuardedSearch } from '../search/guarded.ts';
import { createMirror } from './mirror.ts';
import { SEARCH_REBUILD } from './model.ts';
import { createRebuilder } from './rebuild.ts';
import { forgetServer } from './store.ts';

const HOUR_MS = 3_600_000;
const WATCH_MS = 5_000;
/** Entries a request to the search server: few enough to be searchable soon, many enough to be quick. */
const SENT_AT_ONCE = 500;
/** So long a lone entry may wait for others while many are being embedded. */
const GATHER_MS = 5_000;

export interface MirroredDeps {
  db: Db;
  clock: Clock;
  indexer: Indexer;
  server: MirrorEngine;
  worker: Worker;
  log: Logger;
}

export type Mirrored = ReturnType<typeof createMirrored>;

/** The copy on a search server with the jobs that keep it, in a lane of their own. */
export function createMirrored({ worker, ...shared }: MirroredDeps) {
  const mirror = createMirror({ ...shared, kick: worker.kick });
  const rebuilder = createRebuilder({ ...shared, batch: SENT_AT_ONCE });
  const lane = { batch: SENT_AT_ONCE, lane: 'search' };
  const gather = { whileBusy: [ENTRY_CHANGED, ENTRY_EMBED], ms: GATHER_MS };
  worker.register(ENTRY_WITHDRAW, { handler: mirror.send, ...lane });
  worker.register(ENTRY_SEARCH, { handler: mirror.send, ...lane, gather });
  worker.register(SEARCH_REBUILD, { handler: rebuilder.step, batch: 1, lane: 'search' });
  return { server: shared.server, mirror, rebuilder };
}

/** Looks whether the server answers and is a true copy, as long as the service runs. */
export function watchServer({ mirror }: Mirrored, guarded: GuardedSearch, schedule: Schedule): void {
  guarded.onReturn(mirror.suspect);
  schedule.every(HOUR_MS, 'search.reconcile', mirror.catchUp);
  schedule.every(WATCH_MS, 'search.watch', async () => {
    // So the circuit closes without waiting for a reader.
    await guarded.attempt((outside) => outside.identity('live'));
    await mirror.watch();
  });
}

/** Where no server is set up, nothing waits for one. */
export function dropServerWork(db: Db, clock: Clock): void {
  transact(db, (tx) => {
    for (const topic of [ENTRY_WITHDRAW, ENTRY_SEARCH, SEARCH_REBUILD]) dropJobs(tx, topic);
    forgetServer(tx.sql, clock.now());
  });
}
