import { z } from 'zod';

/** The job that fills new indexes step by step; its key is always `run`. */
export const SEARCH_REBUILD = 'search.rebuild';
export const REBUILD_KEY = 'run';

/** What the last comparison of server and database found; every difference was put in line to be repaired. */
export const reconciliation = z.object({
  at: z.number(),
  durationMs: z.number(),
  /** Documents compared. */
  checked: z.number(),
  missing: z.number(),
  stale: z.number(),
  extra: z.number(),
});
export type Reconciliation = z.infer<typeof reconciliation>;

/** A rebuild and how far it is; kept in the database, so it goes on after a restart. */
export const rebuild = z.object({
  state: z.enum(['running', 'done', 'cancelled', 'failed']),
  /** Names the new indexes, so that those of another time are not taken for them; null before they are made. */
  identity: z.string().nullable(),
  /** The task that swaps them in, once it was asked for. */
  swap: z.number().nullable(),
  /** The number of the last entry that was sent. */
  after: z.number(),
  done: z.number(),
  total: z.number(),
  startedAt: z.number(),
  finishedAt: z.number().nullable(),
  message: z.string(),
});
export type Rebuild = z.infer<typeof rebuild>;

/** Entries a second so far and the seconds the rest will take at that speed; null while nothing was done. Pure. */
export function paceOf({ startedAt, finishedAt, done, total }: Rebuild, now: number) {
  const seconds = ((finishedAt ?? now) - startedAt) / 1000;
  if (done === 0 || seconds <= 0) return { perSecond: null, remainingSeconds: null };
  const perSecond = done / seconds;
  return { perSecond, remainingSeconds: finishedAt === null ? Math.max(total - done, 0) / perSecond : null };
}

/** What two copies of a shard differ in: entries to be sent anew, by kind. */
export interface Difference {
  missing: string[];
  stale: string[];
  extra: string[];
}

/**
 * Compares stamps by entry and copy, `"<entry> <copy>"`. An entry is missing or extra when one side has no copy of it,
 * stale when the copies differ. Pure.
 */
export function compareStamps(expected: Map<string, string>, found: Map<string, string>): Difference {
  const entryOf = (copy: string) => copy.split(' ')[0] ?? '';
  const wanted = new Set([...expected.keys()].map(entryOf));
  const known = new Set([...found.keys()].map(entryOf));
  const differing = new Set(
    [...expected.keys(), ...found.keys()]
      .filter((copy) => expected.get(copy) !== found.get(copy))
      .map(entryOf),
  );
  const those = (kind: (entry: string) => boolean) => [...differing].filter(kind);
  return {
    missing: those((entry) => !known.has(entry)),
    stale: those((entry) => known.has(entry) && wanted.has(entry)),
    extra: those((entry) => !wanted.has(entry)),
  };
}

/** The entries of a difference. Pure. */
export function namesOf({ missing, stale, extra }: Difference): string[] {
  return [...missing, ...stale, ...extra];
}

/** A difference without the entries that will be sent anyway. Pure. */
export function without({ missing, stale, extra }: Difference, waiting: ReadonlySet<string>): Difference {
  const keep = (ids: string[]) => ids.filter((id) => !waiting.has(id));
  return { missing: keep(missing), stale: keep(stale), extra: keep(extra) };
}
