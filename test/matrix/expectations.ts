import type { Door, Hat, InState, OnService, Row, Rule, Seers } from './rule.ts';
import { hats, moves, organisationMoves, published, reviewers, rules, unpublished } from './rules.ts';
import type { EntryCase, OrganisationCase, Reader, Status, View } from './subjects.ts';

/** How a change says which version it is based on. */
export const versions = ['this version', 'another version', 'no version'] as const;
export type Version = (typeof versions)[number];

/** Programs ask in the name of the owner. Pure. */
export function ownerBehind(reader: Reader): Reader {
  return reader === 'reading token' || reader === 'writing token' ? 'owner' : reader;
}

/** What a reader hears at the door of an operation, before anybody looks at what is asked for; null: come in. Pure. */
export function atTheDoor({ who, tokens }: Door, reader: Reader): Status | null {
  if (reader === 'visitor') return who === 'signed in' ? 401 : null;
  const refused =
    (reader === 'writing token' && tokens === 'never') || (reader === 'reading token' && tokens !== 'read');
  return refused ? 403 : null;
}

/** How much of an entry a reader gets; null: not even that it is there. Pure. */
export function viewFor(reader: Reader, entry: EntryCase): View | null {
  if (entry === 'none') return null;
  const seers: Seers = entry.state === 'published' ? published[entry.level] : unpublished;
  const asking = ownerBehind(reader);
  const views = Object.entries(seers) as [View, Reader[] | 'everybody else'][];
  const found = views.find(([, who]) => who === 'everybody else' || who.includes(asking));
  return found?.[0] ?? null;
}

/** How much of an entry its keeper is shown as what others will get: strangers, or targets before their pledge. Pure. */
function previewOf(entry: Exclude<EntryCase, 'none'>): View | null {
  const open = { ...entry, state: 'published' as const };
  return viewFor('visitor', open) ?? viewFor('target', open);
}

/**
 * How much of the entry asked about stands in the good answer of an operation; null: nothing. Undefined where the answer
 * is about other entries. Pure.
 */
export function shownIn(name: string, reader: Reader, entry: EntryCase): View | null | undefined {
  if (entry === 'none') return null;
  if (/\/(matches|weighed|clinic)$/.test(name)) return undefined;
  if (name.endsWith('/preview')) return previewOf(entry);
  // Whoever changed it, or promised, has all of it.
  return name.startsWith('get ') ? viewFor(reader, entry) : 'full';
}

function wears(reader: Reader, hat: Hat): boolean {
  return hats[hat].includes(ownerBehind(reader));
}

/** What a reader gets of an operation on the service itself or on their own account. Pure. */
export function onService(rule: Rule & OnService, reader: Reader, ask: string): Status {
  const door = atTheDoor(rule, reader);
  if (door !== null) return door;
  const answer = rule.asks[ask]!;
  return typeof answer === 'number' ? answer : (answer[ownerBehind(reader)] ?? answer.others);
}

/** What a reader gets of an operation on one entry. `version`: of operations that change it. Pure. */
export function onEntry(
  name: string,
  reader: Reader,
  entry: EntryCase,
  version: Version = 'this version',
): Status {
  const rule = rules[name];
  if (rule?.about !== 'entry') throw new Error(`${name} is not about an entry`);
  const door = atTheDoor(rule, reader);
  if (door !== null) return door;
  if (version === 'no version') return 428;
  if (entry === 'none' || viewFor(reader, entry) === null) return 404;
  const { may, good, only } = rule;
  if (may !== 'whoever sees it' && !may.some((hat) => wears(reader, hat))) return 403;
  const isRefused = only !== undefined && !only.in.some((one) => one === entry.state || one === entry.level);
  if (isRefused) return only.otherwise;
  return version === 'another version' ? 412 : good;
}

/** What a reader gets who moves an entry to that state. Pure. */
export function onMove(name: string, reader: Reader, entry: EntryCase, to: string): Status {
  const rule = rules[name];
  if (rule?.about !== 'move') throw new Error(`${name} is no move`);
  const door = atTheDoor(rule, reader);
  if (door !== null) return door;
  if (entry === 'none' || viewFor(reader, entry) === null) return 404;
  if (!wears(reader, 'keeper') && !wears(reader, 'operator')) return 403;
  const open = moves.filter((move) => move.to === to && move.from.includes(entry.state));
  if (open.some(({ by }) => by.some((hat) => wears(reader, hat)))) return 200;
  return open.length > 0 ? 403 : 409;
}

/** What an entry offers (`can`) to a reader: exactly what would be done for them. Pure. */
export function offered(reader: Reader, entry: Exclude<EntryCase, 'none'>): string[] {
  const { list } = entry;
  const at = `/${list}/{id}`;
  const isGood = (status: Status) => status < 300;
  const targets = [...new Set(moves.map(({ to }) => to))];
  const isStub = viewFor(reader, entry) === 'stub';
  return [
    ...(isGood(onEntry(`patch ${at}`, reader, entry)) ? ['edit'] : []),
    ...(isGood(onEntry(`get ${at}/matches`, reader, entry)) ? ['matches'] : []),
    ...(isStub && isGood(onEntry(`post ${at}/pledges`, reader, entry)) ? ['pledge'] : []),
    ...targets
      .filter((to) => isGood(onMove(`post ${at}/transitions`, reader, entry, to)))
      .map((to) => `to:${to}`),
  ].sort();
}

/** The column of a reader in a rule's row; null: a stranger. */
function columnOf(reader: Reader, at: Exclude<OrganisationCase, 'none'>): number | null {
  const isOperator = reader === 'operator' || reader === 'delegate';
  if (at.whose === 'bureau') return isOperator ? 5 : reader === 'admin' ? 6 : null;
  if (isOperator) return 3;
  if (reader === 'admin') return 4;
  if (at.whose === 'foreign') return null;
  // Outside the parties a role counts only where the organisation is confirmed.
  if (reader === 'specialist') return at.state === 'confirmed' ? 2 : null;
  return reader === 'owner' ? 0 : reader === 'colleague' ? 1 : null;
}

function inState(answer: InState, at: Exclude<OrganisationCase, 'none'>): Status {
  if (typeof answer === 'number') return answer;
  return at.state === answer.state ? answer.then : answer.otherwise;
}

/** What a reader gets of an operation on one organisation. Pure. */
export function onOrganisation(
  door: Door,
  row: Row,
  reader: Reader,
  at: OrganisationCase,
  version: Version = 'this version',
): Status {
  const refused = atTheDoor(door, reader);
  if (refused !== null) return refused;
  if (version === 'no version') return 428;
  const column = at === 'none' ? null : columnOf(reader, at);
  if (at === 'none' || column === null) return 404;
  const answer = inState(row[column]!, at);
  return version === 'another version' && answer < 300 ? 412 : answer;
}

/** What a reader gets who moves an organisation to that state. Pure. */
export function onOrganisationMove(door: Door, reader: Reader, at: OrganisationCase, to: string): Status {
  const refused = atTheDoor(door, reader);
  if (refused !== null) return refused;
  const column = at === 'none' ? null : columnOf(reader, at);
  if (at === 'none' || column === null) return 404;
  const isBureau = at.whose === 'bureau';
  const reviewer = isBureau ? reviewers.ofBureaus : reviewers.ofParties;
  const asking = reader === 'delegate' ? 'operator' : reader;
  if (asking !== reviewer) return 403;
  return organisationMoves.some(([from, next]) => from === at.state && next === to) ? 200 : 409;
}
