import type { Db } from '../db/open.ts';
import { accountOf } from '../identity/model.ts';
import type { OrganisationEntries } from '../identity/organisation-entries.ts';
import type { Clock } from '../kernel/clock.ts';
import { changeAuthor, countPublished, listAuthored, listIdsOf } from './organisation-entries-store.ts';
import { findEntries, findEntry } from './store.ts';
import type { Visibility } from './visibility.ts';
import type { Writing } from './writing.ts';

export interface OrganisationEntriesDeps {
  db: Db;
  clock: Clock;
  writing: Pick<Writing, 'requestIndex' | 'save'>;
  visibility: Pick<Visibility, 'seeAll' | 'recordRead'>;
}

/** On the lists, or about to be: what must not stay behind when an organisation closes. */
const onTheirWay = ['published', 'submitted'];

/** What happens to entries when their organisation is renamed or closes, or when their author leaves. */
export function createOrganisationEntries(deps: OrganisationEntriesDeps): Required<OrganisationEntries> {
  const { db, clock, writing, visibility } = deps;
  return {
    countPublished,
    handOver: (tx, organisationId, from, to) => changeAuthor(tx.sql, organisationId, from, to),

    entriesOf(actor) {
      const accountId = accountOf(actor);
      const ids = accountId === null ? [] : listAuthored(db, accountId);
      const stored = findEntries(db, ids);
      const authored = ids.flatMap((id) => stored.get(id) ?? []);
      // Whoever left the organisation wrote it still, but reads no more of it than anybody else.
      const seen = visibility.seeAll(actor, authored).filter(({ view }) => view !== 'stub');
      visibility.recordRead(actor, 'list', seen);
      const titles = new Map(seen.map(({ entry }) => [entry.id, entry.content.title]));
      return authored.map(({ list, id, createdAt }) => ({
        ...{ list, id, createdAt },
        title: titles.get(id) ?? null,
      }));
    },

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
