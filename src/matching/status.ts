import type { Db } from '../db/open.ts';
import type { Actor } from '../identity/model.ts';
import { can, requireSignIn } from '../identity/policy.ts';
import { countJobs } from '../jobs/outbox.ts';
import { AppError } from '../kernel/errors.ts';
import type { Embedder, EmbedderStatus, SearchEngine } from '../search/ports.ts';

export interface IndexStatus {
  /** Jobs that wait: entries to be indexed or embedded. */
  pending: number;
  /** Jobs given up after their last retry. */
  failed: number;
  engine: SearchEngine['name'];
  model: { id: string; dtype: string } & EmbedderStatus;
  counts: { demands: number; achievements: number };
}

export type IndexStatusService = ReturnType<typeof createIndexStatusService>;

/** How far the indexes are behind the database. */
export function createIndexStatusService(deps: { db: Db; engine: SearchEngine; embedder: Embedder }) {
  const { db, engine, embedder } = deps;
  return {
    /** For operators and administrators. */
    async read(actor: Actor): Promise<IndexStatus> {
      requireSignIn(actor);
      if (!can(actor, 'index.view', null)) throw new AppError('forbidden', 'error.forbidden');
      return {
        ...countJobs(db),
        engine: engine.name,
        model: { id: embedder.model, dtype: embedder.dtype, ...embedder.status() },
        counts: { demands: await engine.count('demands'), achievements: await engine.count('achievements') },
      };
    },
  };
}
