import { AppError } from '../kernel/errors.ts';
import type { Actor, OrganisationKind, OrganisationState, Role } from './model.ts';

/** What the policy looks at of an entry of either list. */
export interface EntrySubject {
  list: 'demands' | 'achievements';
  organisationId: string;
  state: string;
  disclosure: string;
  /** Organisations that may see a 定向 entry. */
  targets: string[];
  /** Those of them that promised confidentiality in the present wording. */
  pledged: string[];
}

/** What the policy looks at of an organisation. */
export interface OrganisationSubject {
  id: string;
  kind: OrganisationKind;
  state: OrganisationState;
  /** Roles the asking account has in it that count for nothing yet, because it is not confirmed. */
  waiting: Role[];
}

/** Which role keeps which list: enterprises post demands, researchers publish achievements. */
export const keeperOf: Record<EntrySubject['list'], Role> = {
  demands: 'enterprise',
  achievements: 'researcher',
};

/** The roles of those who post and answer. */
export const parties: readonly Role[] = ['enterprise', 'researcher'];

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
  /** Promise to keep a 定向 entry confidential, for one of its targets. */
  'entry.pledge': { entry: EntrySubject; organisationId: string };
  'entries.import': null;
  'entries.lapse': null;
  'organisation.register': null;
  /** The register of all organisations with their state. */
  'organisations.list': null;
  /** Names of confirmed organisations, to choose from. */
  'organisations.choose': null;
  'organisation.view': OrganisationSubject;
  'organisation.edit': OrganisationSubject;
  /** Confirm, refuse, close. */
  'organisation.review': OrganisationSubject;
  /** Give a colleague's entries to another one. */
  'organisation.handOver': OrganisationSubject;
  'invitation.create': { organisation: OrganisationSubject; role: Role };
  'invitations.view': OrganisationSubject;
  'invitation.accept': null;
  'members.view': OrganisationSubject;
  'member.remove': { organisation: OrganisationSubject; accountId: string; role: Role };
  'consents.view': OrganisationSubject;
  /** 帮办代办: write down that a party lets an operator act for it. */
  'consent.record': OrganisationSubject;
  'consent.end': OrganisationSubject;
  'accounts.list': null;
  /** Deactivate and reactivate. */
  'account.manage': { accountId: string };
  /** Export and delete what is kept about oneself. */
  'account.own': null;
  /** The operators' desk: suggested matches, decisions. */
  'matches.review': null;
  /** What the ranking learned, and which of it is in use. */
  'scores.read': null;
  /** Learn now; put a learned score, or the default, in use. */
  'scores.manage': null;
  'index.view': null;
  /** Compare, rebuild, give jobs another try. */
  'index.manage': null;
  /** Read, verify and export the log. Administrators do not: who keeps the system never reviews its log. */
  'audit.view': null;
}
export type Action = keyof Subjects;

type Rules = { [Name in Action]: (actor: Actor, subject: Subjects[Name]) => boolean };

/** The one table of who may do what to what. */
const rules: Rules = {
  'entry.create': keeps,
  'entry.view': (actor, subject) => viewOf(actor, subject) !== null,
  'entry.edit': (actor, subject) => keeps(actor, subject) && editableStates.includes(subject.state),
  'entry.keep': keeps,
  'entry.review': (actor) => holds(actor, 'operator'),
  'entry.matches': (actor, subject) => keeps(actor, subject) || holds(actor, 'operator'),
  'entry.pledge': (actor, { entry, organisationId }) =>
    isTargeted(entry) &&
    entry.targets.includes(organisationId) &&
    ['stub', 'full'].includes(viewOf(actor, entry) ?? '') &&
    parties.some((role) => holds(actor, role, organisationId)),
  'entries.import': (actor) => actor.kind === 'service',
  'entries.lapse': (actor) => actor.kind === 'service',
  'organisation.register': () => true,
  'organisations.list': (actor) => holds(actor, 'operator') || holds(actor, 'admin'),
  'organisations.choose': isAccount,
  'organisation.view': isConcerned,
  'organisation.edit': (actor, subject) => isPartyOf(actor, subject) || reviews(actor, subject),
  'organisation.review': reviews,
  'organisation.handOver': (actor, subject) =>
    subject.state === 'confirmed' && (isPartyOf(actor, subject) || holds(actor, 'admin')),
  'invitation.create': (actor, { organisation, role }) =>
    organisation.state === 'confirmed' &&
    (holds(actor, 'admin') || (parties.includes(role) && rolesIn(actor, organisation).includes(role))),
  'invitations.view': (actor, subject) => isPartyOf(actor, subject) || holds(actor, 'admin'),
  'invitation.accept': () => true,
  'members.view': isConcerned,
  'member.remove': (actor, { organisation, accountId, role }) =>
    holds(actor, 'admin') ||
    (isSelf(actor, accountId) && rolesIn(actor, organisation).includes(role)) ||
    (parties.includes(role) && isPartyOf(actor, organisation)),
  'consents.view': (actor, subject) => holds(actor, 'operator') || rolesIn(actor, subject).length > 0,
  'consent.record': (actor, { state, kind }) =>
    holds(actor, 'operator') && state === 'confirmed' && kind !== 'authority',
  'consent.end': (actor, subject) => holds(actor, 'operator') || isPartyOf(actor, subject),
  'accounts.list': (actor) => holds(actor, 'admin'),
  'account.manage': (actor, { accountId }) => holds(actor, 'admin') && !isSelf(actor, accountId),
  'account.own': isAccount,
  'matches.review': (actor) => holds(actor, 'operator'),
  'scores.read': (actor) => (['operator', 'admin', 'auditor'] as const).some((role) => holds(actor, role)),
  'scores.manage': (actor) => holds(actor, 'admin'),
  'index.view': (actor) => holds(actor, 'operator') || holds(actor, 'admin'),
  'index.manage': (actor) => holds(actor, 'operator') || holds(actor, 'admin'),
  'audit.view': (actor) => holds(actor, 'auditor'),
};

/** Whether this actor may do this to that. Pure; `subject` is null for actions on the whole service. */
export function can<Name extends Action>(actor: Actor, action: Name, subject: Subjects[Name]): boolean {
  return rules[action](actor, subject);
}

/** Open entries are published for everyone in full. */
export function isOpen({ state, disclosure }: Pick<EntrySubject, 'state' | 'disclosure'>): boolean {
  return state === 'published' && disclosure === 'public';
}

/** Published for everyone, but masked. */
export function isMasked({ state, disclosure }: Pick<EntrySubject, 'state' | 'disclosure'>): boolean {
  return state === 'published' && disclosure === 'masked';
}

/** Published for its targets. */
function isTargeted({ state, disclosure }: Pick<EntrySubject, 'state' | 'disclosure'>): boolean {
  return state === 'published' && disclosure === 'targeted';
}

/** How much of an entry a reader gets: all of it, its masked text, or only that it is there. */
export const views = ['full', 'masked', 'stub'] as const;
export type View = (typeof views)[number];

/** The one rule of who sees how much of an entry; null: not even that it exists. Pure. */
export function viewOf(actor: Actor, subject: EntrySubject): View | null {
  if (isOpen(subject) || belongs(actor, subject) || holds(actor, 'operator')) return 'full';
  if (isMasked(subject)) return 'masked';
  if (!isTargeted(subject)) return null;
  const own = organisationsOf(actor).filter((id) => subject.targets.includes(id));
  if (own.length === 0) return null;
  return own.some((id) => subject.pledged.includes(id)) ? 'full' : 'stub';
}

/**
 * What this actor may find beside the open and masked entries: everything, or the entries of these organisations.
 * Which 定向 entries they may find beside is up to the pledges (`catalog/visibility.ts`). Agrees with `viewOf`.
 */
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

/** The organisations for which an actor may put entries on a list; those acted for by consent are not among them. */
export function organisationsKeeping(actor: Actor, list: EntrySubject['list']): string[] {
  return organisationsOf(actor).filter((organisationId) => holds(actor, keeperOf[list], organisationId));
}

/** The organisations whose entries on this list an actor keeps, those acted for by consent among them. Pure. */
export function organisationsServed(actor: Actor, list: EntrySubject['list']): string[] {
  if (actor.kind !== 'account') return [];
  const actedFor = actor.actsFor.filter((organisationId) => isDelegate(actor, { list, organisationId }));
  return [...organisationsKeeping(actor, list), ...actedFor];
}

/** Whether an actor keeps this entry for its organisation by consent (代办) and not as one of its own. Pure. */
export function isDelegate(
  actor: Actor,
  { list, organisationId }: Pick<EntrySubject, 'list' | 'organisationId'>,
): boolean {
  if (actor.kind !== 'account' || holds(actor, keeperOf[list], organisationId)) return false;
  return holds(actor, 'operator') && actor.actsFor.includes(organisationId);
}

function keeps(actor: Actor, subject: Pick<EntrySubject, 'list' | 'organisationId'>): boolean {
  const { list, organisationId } = subject;
  return holds(actor, keeperOf[list], organisationId) || isDelegate(actor, subject);
}

function belongs(actor: Actor, { organisationId }: EntrySubject): boolean {
  return organisationsOf(actor).includes(organisationId);
}

function isAccount(actor: Actor): boolean {
  return actor.kind === 'account';
}

function isSelf(actor: Actor, accountId: string): boolean {
  return actor.kind === 'account' && actor.accountId === accountId;
}

/** What an actor is in an organisation, whether or not that counts yet. */
function rolesIn(actor: Actor, { id, waiting }: OrganisationSubject): Role[] {
  if (actor.kind !== 'account') return [];
  const held = actor.memberships.filter(({ organisationId }) => organisationId === id);
  return [...held.map(({ role }) => role), ...waiting];
}

function isPartyOf(actor: Actor, subject: OrganisationSubject): boolean {
  return rolesIn(actor, subject).some((role) => parties.includes(role));
}

function isConcerned(actor: Actor, subject: OrganisationSubject): boolean {
  return rolesIn(actor, subject).length > 0 || holds(actor, 'operator') || holds(actor, 'admin');
}

/** Operators confirm and close parties; the authorities they work for are the administrators' matter. */
function reviews(actor: Actor, { kind }: OrganisationSubject): boolean {
  return holds(actor, kind === 'authority' ? 'admin' : 'operator');
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

type ActionWithoutSubject = { [Name in Action]: Subjects[Name] extends null ? Name : never }[Action];

/** Lets whoever may do this pass. Throws `unauthenticated` for visitors and `forbidden` for everybody else. */
export function admit(actor: Actor, action: ActionWithoutSubject): void {
  requireSignIn(actor);
  if (!can(actor, action, null)) throw new AppError('forbidden', 'error.forbidden');
}
