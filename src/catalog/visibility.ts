import { append } from '../audit/log.ts';
import type { Db } from '../db/open.ts';
import { transact } from '../db/tx.ts';
import { type Actor, signatureOf } from '../identity/model.ts';
import { can, type EntrySubject, organisationsOf, readScope, type View, viewOf } from '../identity/policy.ts';
import { findOrganisations } from '../identity/store.ts';
import type { Clock } from '../kernel/clock.ts';
import type { SearchReader } from '../search/engine-port.ts';
import { contentSchemas, type Entry, subjectOf } from './entry.ts';
import { maskEntry, stubOf } from './masked-entry.ts';
import { findPledges, listPledged } from './pledge-store.ts';
import { findEntries } from './store.ts';

/** An entry as one reader may know it: what they may not read is not in it any more. */
export interface SeenEntry {
  entry: Entry;
  view: View;
  /** What was taken out: names of fields, `organisation`, `text` for places inside texts. */
  masked: string[];
  /** The reader's organisations that are targets of a 定向 entry, so that they may promise confidentiality for them. */
  pledgeFor: string[];
}

export interface VisibilityDeps {
  db: Db;
  clock: Clock;
  /** The present wording of the confidentiality pledge; older promises do not count. */
  wording: number;
}

export type Visibility = ReturnType<typeof createVisibility>;

/**
 * The one filter between stored entries and readers. Whatever shows, lists, counts, ranks or explains entries takes
 * them from here, or asks `scopeOf` which ones a reader may find.
 */
export function createVisibility({ db, clock, wording }: VisibilityDeps) {
  /** These entries as the actor may know them, in order; those they may not know of are left out. */
  function seeAll(actor: Actor, entries: Entry[]): SeenEntry[] {
    const targeted = entries.filter(({ content }) => content.disclosure === 'targeted').map(({ id }) => id);
    const pledged = findPledges(db, targeted, wording);
    const subjects = entries.map((entry) => subjectOf(entry, pledged.get(entry.id)));
    const views = subjects.map((subject) => viewOf(actor, subject));
    const masked = entries.filter((_, at) => views[at] === 'masked').map((entry) => entry.organisationId);
    const organisations = findOrganisations(db, masked);
    return entries.flatMap((entry, at) => {
      const view = views[at];
      if (view === null || view === undefined) return [];
      const seen = as(view, entry, organisations.get(entry.organisationId)?.name ?? '');
      return [{ ...seen, pledgeFor: pledgersOf(actor, subjects[at]!) }];
    });
  }

  return {
    seeAll,

    /** The entries with these ids as the actor may know them, by id; those they may not know of are left out. */
    find(actor: Actor, ids: readonly string[]): Map<string, SeenEntry> {
      const stored = findEntries(db, [...new Set(ids)]);
      return new Map(seeAll(actor, [...stored.values()]).map((seen) => [seen.entry.id, seen]));
    },

    /** This entry as the actor may know it; undefined where they may not know of it. */
    see: (actor: Actor, entry: Entry): SeenEntry | undefined => seeAll(actor, [entry])[0],

    /** What the actor may find by its full text, by its masked text, or not at all; for search and rankings. */
    scopeOf(actor: Actor): SearchReader {
      const scope = readScope(actor);
      if (scope === 'all') return 'all';
      return { ...scope, pledged: listPledged(db, scope.organisationIds, wording) };
    },

    /** The entry as a stranger would get it once it is published; undefined for an internal one. Pure but for names. */
    preview(entry: Entry): SeenEntry | undefined {
      const { disclosure } = subjectOf(entry);
      if (disclosure === 'internal') return undefined;
      const view = disclosure === 'targeted' ? 'stub' : disclosure === 'masked' ? 'masked' : 'full';
      const name = findOrganisations(db, [entry.organisationId]).get(entry.organisationId)?.name ?? '';
      return { ...as(view, entry, name), pledgeFor: [] };
    },

    /**
     * Writes into the log that the actor read these entries, where they are 定向 or 内部. A reader's own entries count
     * when they are opened, not in lists. Fails when the log cannot be written: then nothing may be read either.
     */
    recordRead(actor: Actor, channel: 'open' | 'list' | 'search' | 'matches', seen: SeenEntry[]): void {
      const own = organisationsOf(actor);
      const read = seen.filter(({ entry, view }) => {
        if (view !== 'full' || !['targeted', 'internal'].includes(entry.content.disclosure)) return false;
        return channel === 'open' || !own.includes(entry.organisationId);
      });
      if (read.length === 0 || actor.kind !== 'account') return;
      const ids = read.map(({ entry }) => entry.id);
      transact(db, (tx) => {
        append(tx, {
          at: clock.now(),
          ...signatureOf(actor),
          action: 'entries.read',
          subjectId: ids.length === 1 ? ids[0]! : null,
          facts: { channel, ...(ids.length > 1 && { entries: ids }) },
        });
      });
    },
  };
}

function as(view: View, entry: Entry, organisation: string): Omit<SeenEntry, 'pledgeFor'> {
  if (view === 'full') return { entry, view, masked: [] };
  if (view === 'masked') return { ...maskEntry(entry, organisation), view };
  const empty = contentSchemas[entry.list].parse({ title: '' });
  return { entry: stubOf(entry, empty), view, masked: ['organisation', 'text'] };
}

/** The targets of an entry for which this actor may promise confidentiality. */
function pledgersOf(actor: Actor, entry: EntrySubject): string[] {
  return entry.targets.filter((organisationId) => can(actor, 'entry.pledge', { entry, organisationId }));
}
