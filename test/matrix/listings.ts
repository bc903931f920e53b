import type { EntrySubject } from './entries.ts';
import { atTheDoor, ownerBehind, viewFor } from './expectations.ts';
import type { OnList, Rule } from './rule.ts';
import { ranked } from './rules.ts';
import { type List, type Reader, type Status, states, type View } from './subjects.ts';

/** One list as one reader should get it: what is on it, by how much they get of it. */
export interface Listing {
  subject: string;
  list: List;
  query: string;
  status: Status;
  /** By the entry's id, and only those that may be there. */
  views: Map<string, View>;
}

type Asked = (Rule & OnList)['asks'][string];

function viewsFor(
  reader: Reader,
  entries: EntrySubject[],
  list: List,
  shows: View[],
  publishedOnly = false,
): Map<string, View> {
  const shown = new Map<string, View>();
  for (const { case: at, id, list: own } of entries) {
    if (at === 'none' || own !== list || (publishedOnly && at.state !== 'published')) continue;
    const view = viewFor(reader, at);
    if (view !== null && shows.includes(view)) shown.set(id, view);
  }
  return shown;
}

/** What a reader should find under a question to a list or to the search box. */
export function listingFor(
  rule: Rule & OnList,
  ask: string,
  reader: Reader,
  entries: EntrySubject[],
  ofOperation: List,
): Listing {
  const asked: Asked = rule.asks[ask]!;
  const { list = ofOperation, shows, of } = asked;
  const status = atTheDoor(rule, reader) ?? (reader === 'visitor' ? (asked.visitor ?? 200) : 200);
  const isAbout = of === undefined || of.includes(ownerBehind(reader));
  const isSearch = asked.list !== undefined;
  return {
    subject: ask,
    list,
    query: isSearch
      ? `?limit=100&list=${list}&state=${states[list].join(',')}`
      : `?limit=100${of === undefined ? '' : '&mine=true'}`,
    status,
    views: isAbout && status === 200 ? viewsFor(reader, entries, list, shows) : new Map(),
  };
}

/**
 * What should stand in the ranking that a reader gets of a public entry of `list`. On the other list its owner is a
 * stranger like any party.
 */
export function rankingFor(reader: Reader, entries: EntrySubject[], list: List): Map<string, View> {
  const other: List = list === 'demands' ? 'achievements' : 'demands';
  const isOwner = ownerBehind(reader) === 'owner';
  return viewsFor(isOwner ? 'enterprise' : reader, entries, other, ranked, true);
}
