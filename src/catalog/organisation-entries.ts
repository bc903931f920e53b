import type { Db } from '../db/open.ts';
import type { OrganisationEntries } from '../identity/organisation-entries.ts';
import type { Clock } from '../kernel/clock.ts';
import { changeAuthor, countPublished, listAuthored, listIdsOf } from './organisation-entries-store.ts';
import { findEntry } from './store.ts';
import type { Writing } from './writing.ts';

export interface OrganisationEntriesDeps {
  db: Db;
  clock: Clock;
  writing: Pick<Writing, 'requestIndex' | 'save'>;
}

/** On the lists, or about to be: what must not stay behind when an organisation closes. */
const onTheirWay = ['published', 'submitted'];

/** What happens to entries when their organisation is renamed or closes, or when their author leaves. */
export function createOrganisationEntries(deps: OrganisationEntriesDeps): Required<OrganisationEntries> {
  const { db, clock, writing } = deps;
  return {
    countPublished,
    handOver: (tx, organisationId, from, to) => changeAuthor(tx.sql, organisationId, from, to),
    entriesOf: (accountId) => listAuthored(db, accountId),

    onRenamed(tx, organisationId) {
      for (const id of listIdsOf(tx.sql, organisationId)) writing.requestIndex(tx, id);
    },

    onClosed(tx, organisationId, actor) {
      for (const id of listIdsOf(tx.sql, organisationId)) {
        const entry = findEntry(tx.sql, id);
        if (entry === undefined || !onTheirWay.includes(entry.state)) continue;
        const version = entry.version + 1;
        const withdrawn = { ...entry, state: 'withdrawn' as const, version, updatedAt: clock.now() };
        writing.save(actor, 'close', entry, withdrawn);
      }
    },
  };
}
