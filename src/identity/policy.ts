import { AppError } from '../kernel/errors.ts';
import type { Actor, Role } from './model.ts';

/** What the policy looks at of an entry of either list. */
export interface EntrySubject {
  list: 'demands' | 'achievements';
  organisationId: string;
  state: string;
  disclosure: string;
}

/** Which role keeps which list: enterprises post demands, researchers publish achievements. */
const keeperOf: Record<EntrySubject['list'], Role> = { demands: 'enterprise', achievements: 'researcher' };

const editableStates = ['draft', 'returned', 'submitted', 'published'];

interface Subjects {
  'entry.create': { list: EntrySubject['list']; organisationId: string };
  'entry.view': EntrySubject;
  'entry.edit': EntrySubject;
  /** Submit, withdraw. */
  'entry.keep': EntrySubject;
  /** Publish, return, reject. */
  'entry.review': Pick<EntrySubject, 'list'>;
  'entry.matches': EntrySubject;
  'entries.import': null;
  'entries.lapse': null;
  'index.view': null;
  /** Compare, rebuild, give jobs another try. */
  'index.manage': null;
}
export type Action = keyof Subjects;

type Rules = { [Name in Action]: (actor: Actor, subject: Subjects[Name]) => boolean };

/** The one table of who may do what to what. */
const rules: Rules = {
  'entry.create': (actor, { list, organisationId }) => holds(actor, keeperOf[list], organisationId),
  'entry.view': (actor, subject) => isOpen(subject) || belongs(actor, subject) || holds(actor, 'operator'),
  'entry.edit': (actor, subject) => keeps(actor, subject) && editableStates.includes(subject.state),
  'entry.keep': keeps,
  'entry.review': (actor) => holds(actor, 'operator'),
  'entry.matches': (actor, subject) => keeps(actor, subject) || holds(actor, 'operator'),
  'entries.import': (actor) => actor.kind === 'service',
  'entries.lapse': (actor) => actor.kind === 'service',
  'index.view': (actor) => holds(actor, 'operator') || holds(actor, 'admin'),
  'index.manage': (actor) => holds(actor, 'operator') || holds(actor, 'admin'),
};

/** Whether this actor may do this to that. Pure; `subject` is null for actions on the whole service. */
export function can<Name extends Action>(actor: Actor, action: Name, subject: Subjects[Name]): boolean {
  return rules[action](actor, subject);
}

/** Open entries are published for everyone; all others are hidden from strangers. */
export function isOpen({ state, disclosure }: Pick<EntrySubject, 'state' | 'disclosure'>): boolean {
  return state === 'published' && disclosure === 'public';
}

/** Whose entries beside the open ones this actor may see, as a filter for lists and search. Agrees with `entry.view`. */
export type ReadScope = 'all' | { organisationIds: string[] };

export function readScope(actor: Actor): ReadScope {
  if (holds(actor, 'operator')) return 'all';
  return { organisationIds: organisationsOf(actor) };
}

/** The organisations an actor belongs to, each once. */
export function organisationsOf(actor: Actor): string[] {
  if (actor.kind !== 'account') return [];
  return [...new Set(actor.memberships.map(({ organisationId }) => organisationId))];
}

/** The organisations for which an actor may put entries on a list. */
export function organisationsKeeping(actor: Actor, list: EntrySubject['list']): string[] {
  return organisationsOf(actor).filter((organisationId) =>
    can(actor, 'entry.create', { list, organisationId }),
  );
}

function keeps(actor: Actor, { list, organisationId }: EntrySubject): boolean {
  return holds(actor, keeperOf[list], organisationId);
}

function belongs(actor: Actor, { organisationId }: EntrySubject): boolean {
  return organisationsOf(actor).includes(organisationId);
}

function holds(actor: Actor, role: Role, organisationId?: string): boolean {
  if (actor.kind !== 'account') return actor.kind === 'service';
  return actor.memberships.some(
    (membership) =>
      membership.role === role &&
      (organisationId === undefined || membership.organisationId === organisationId),
  );
}

/** Throws `unauthenticated` for a visitor: before anything is looked up, so it says nothing of what exists. */
export function requireSignIn(actor: Actor): void {
  if (actor.kind === 'anonymous') throw new AppError('unauthenticated', 'error.unauthenticated');
}
