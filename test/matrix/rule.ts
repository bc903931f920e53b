import type { Level, List, OrganisationState, Reader, State, Status, View } from './subjects.ts';

/** Who comes through the door of an operation at all. */
export interface Door {
  /** Without a session visitors get 401 before anything else, unless `anyone` may ask. */
  who: 'anyone' | 'signed in';
  /** Which token is enough; others get 403. */
  tokens: 'read' | 'write' | 'never';
}

/** One answer for all who come through the door, or one each; `others` stands for those not named. */
type ByReader = Status | (Partial<Record<Reader, Status>> & { others: Status });

export interface OnService {
  about: 'service';
  asks: Record<string, ByReader>;
}

/** Who acts on an entry as what; `clock` is the service itself, which is no reader. */
export type Hat = 'keeper' | 'operator' | 'invited' | 'clock';

interface OnEntry {
  about: 'entry';
  /** Whoever sees the entry and wears none of these hats gets 403. */
  may: Hat[] | 'whoever sees it';
  good: Status;
  /** Where it is good only in these states, or only of entries of these levels: what those who may get otherwise. */
  only?: { in: (State | Level)[]; otherwise: Status };
}

/** The life of an entry. A move that another hat could make is 403, one that nobody makes from there is 409. */
export interface Move {
  to: State;
  from: State[];
  by: Hat[];
}

/** How much whom gets of an entry; whoever is not named hears that there is no such entry (404). */
export type Seers = Partial<Record<View, Reader[] | 'everybody else'>>;

/** Which entries a list holds, by how much of them the reader gets, for those `of` whom it is about. */
export interface OnList {
  about: 'list';
  asks: Record<string, { list?: List; shows: View[]; of?: Reader[]; visitor?: Status }>;
}

/** An answer that is the same in every state of an organisation, or is not. */
export type InState = Status | { state: OrganisationState; then: Status; otherwise: Status };

/**
 * What people of an organisation get, in this order: owner, colleague, specialist, operator, admin; then operator and
 * admin of the bureau, where every `operator` belongs. Everybody else is a stranger and gets 404.
 */
export type Row = [InState, InState, InState, InState, InState, Status, Status];

export interface OnOrganisation {
  about: 'organisation';
  asks: Record<string, Row>;
}

export type Rule = Door &
  (OnService | OnEntry | OnList | OnOrganisation | { about: 'move' } | { about: 'organisation move' });

export const inConfirmed = (then: Status, otherwise: Status): InState => ({
  state: 'confirmed',
  then,
  otherwise,
});

export const unlessClosed = (otherwise: Status, then: Status): InState => ({
  state: 'closed',
  then,
  otherwise,
});

/** What anyone may ask. */
export function anyone(tokens: Door['tokens'], asks: OnService['asks']): Rule {
  return { about: 'service', who: 'anyone', tokens, asks };
}

export function signedIn(tokens: Door['tokens'], asks: OnService['asks']): Rule {
  return { about: 'service', who: 'signed in', tokens, asks };
}

/** Only these get the answer, whatever they ask; others 403. */
export function only(who: Reader[], tokens: Door['tokens'], asks: Record<string, Status>): Rule {
  const answers = Object.entries(asks).map(([ask, status]): [string, ByReader] => [
    ask,
    { ...Object.fromEntries(who.map((reader) => [reader, status])), others: 403 },
  ]);
  return signedIn(tokens, Object.fromEntries(answers));
}

export function ofOrganisation(asks: OnOrganisation['asks']): Rule {
  return { about: 'organisation', who: 'signed in', tokens: 'never', asks };
}
