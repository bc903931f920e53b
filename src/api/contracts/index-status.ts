import { z } from 'zod';
import { lists } from '../../catalog/entry-model.ts';

const perList = z.object({ demands: z.int(), achievements: z.int() });

/** The last comparison of the search server with the database, entry by entry. Differences found were repaired. */
const reconciliation = z.object({
  at: z.iso.datetime(),
  durationMs: z.int(),
  /** Documents compared. */
  checked: z.int(),
  /** In the database only; other than in the database; in the search server only. */
  missing: z.int(),
  stale: z.int(),
  extra: z.int(),
});
export type Reconciliation = z.infer<typeof reconciliation>;

/** Filling new indexes from the database while the old ones answer. */
const rebuild = z.object({
  state: z.enum(['running', 'done', 'cancelled', 'failed']),
  done: z.int(),
  total: z.int(),
  startedAt: z.iso.datetime(),
  finishedAt: z.iso.datetime().nullable(),
  /** Entries a second so far, and how long the rest will take at that speed; null while unknown. */
  perSecond: z.number().nullable(),
  remainingSeconds: z.number().nullable(),
  /** Why it failed; empty otherwise. */
  message: z.string(),
});
export type Rebuild = z.infer<typeof rebuild>;

/** How far the indexes are behind the database, for operators. */
export const indexStatus = z.object({
  /** Entries waiting to be indexed or embedded. */
  pending: z.int(),
  /** Jobs given up after their last retry. */
  failed: z.int(),
  /** Age in seconds of the oldest waiting job; null when nothing waits. */
  oldestSeconds: z.number().nullable(),
  /** The engine that is set up; see `server` for whether it answers. */
  engine: z.enum(['embedded', 'meilisearch']),
  model: z.object({ id: z.string(), dtype: z.string(), ready: z.boolean(), message: z.string() }),
  /** Entries in the embedded index. */
  counts: perList,
  /** The search server beside the service; null where the embedded index is all there is. */
  server: z
    .object({
      /** Answering; being filled or away: the embedded index answers meanwhile. */
      state: z.enum(['ready', 'filling', 'away']),
      version: z.string().nullable(),
      counts: perList.nullable(),
      /** Entries whose newest version is not there yet, and the age of the oldest of them in seconds. */
      waiting: z.int(),
      lagSeconds: z.number().nullable(),
      reconciliation: reconciliation.nullable(),
      rebuild: rebuild.nullable(),
    })
    .nullable(),
  /** The jobs that were given up, oldest first, at most 100. */
  parked: z.array(
    z.object({
      topic: z.string(),
      key: z.string(),
      /** The entry it is about; null when that is gone. */
      entry: z.object({ list: z.enum(lists), id: z.string(), title: z.string() }).nullable(),
      attempts: z.int(),
      error: z.string(),
      since: z.iso.datetime(),
    }),
  ),
  /** What this reader may do now: `retry`, `reconcile`, `rebuild`, `cancel`. */
  can: z.array(z.enum(['retry', 'reconcile', 'rebuild', 'cancel'])),
});
export type IndexStatus = z.infer<typeof indexStatus>;

/** `POST /index/retries`: gives parked jobs a fresh start; all of them, or one. */
export const retryBody = z.strictObject({
  job: z.strictObject({ topic: z.string().min(1).max(64), key: z.string().min(1).max(64) }).optional(),
});
export const retryAnswer = z.object({ retried: z.int() });
export type RetryAnswer = z.infer<typeof retryAnswer>;

/** `POST /index/reconciliations`: compares now. `POST /index/rebuild`: the rebuild that was begun. */
export const reconciliationAnswer = reconciliation;
export const rebuildAnswer = rebuild;
