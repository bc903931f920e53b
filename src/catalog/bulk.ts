import type { Db } from '../db/open.ts';
import { transact } from '../db/tx.ts';
import type { Actor } from '../identity/model.ts';
import { can } from '../identity/policy.ts';
import { type Clock, shanghaiDay } from '../kernel/clock.ts';
import { AppError } from '../kernel/errors.ts';
import type { List } from './entry-model.ts';
import { lapsedState } from './life-cycle.ts';
import { findLapsed } from './store.ts';
import type { ImportRow, Writing } from './writing.ts';

/** What the service itself does to many entries. */
export function createCatalogBulk({ db, clock, writing }: { db: Db; clock: Clock; writing: Writing }) {
  return {
    /**
     * For the service itself: stores many entries in one transaction, all or none, without the form's limits and
     * required fields. Gives their ids in the order of the rows.
     */
    importEntries(actor: Actor, list: List, rows: ImportRow[]): string[] {
      if (!can(actor, 'entries.import', null)) throw new AppError('forbidden', 'error.forbidden');
      return transact(db, (tx) =>
        rows.map((row) => {
          const entry = writing.newEntry(list, row, actor);
          writing.insert(tx, actor, 'import', entry);
          return entry.id;
        }),
      );
    },

    /** For the service's clock: takes entries off the lists whose deadline or expiry has passed. Gives how many. */
    lapse(actor: Actor): number {
      if (!can(actor, 'entries.lapse', null)) throw new AppError('forbidden', 'error.forbidden');
      const lapsed = findLapsed(db, shanghaiDay(clock.now()));
      for (const entry of lapsed) {
        const state = lapsedState(entry.list);
        const moved = { ...entry, state, version: entry.version + 1, updatedAt: clock.now() };
        writing.save(actor, 'lapse', entry, moved);
      }
      return lapsed.length;
    },
  };
}
