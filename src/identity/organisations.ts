import { append, type Facts } from '../audit/log.ts';
import type { Db } from '../db/open.ts';
import { type Tx, transact } from '../db/tx.ts';
import type { Clock } from '../kernel/clock.ts';
import { AppError, invalid, notFound, staleVersion } from '../kernel/errors.ts';
import { decodeCursor, type Page } from '../kernel/paging.ts';
import { endConsentsOf } from './consents-store.ts';
import { isCreditCode, normaliseCreditCode } from './credit-code.ts';
import { countAdmins } from './members-store.ts';
import { type Actor, accountOf, type Organisation, type Role, signatureOf } from './model.ts';
import type { OrganisationEntries } from './organisation-entries.ts';
import {
  editOrganisation,
  findOrganisationMove,
  needsCreditCode,
  type OrganisationPatch,
  openOrganisationMoves,
  partyRolesOf,
} from './organisation-rules.ts';
import {
  chooseOrganisations,
  findByCreditCode,
  findOrganisation,
  findOwnOrganisations,
  findRoles,
  listOrganisations,
  type OrganisationFilter,
  replaceRoles,
  updateOrganisation,
} from './organisations-store.ts';
import { admit, can, type OrganisationSubject, parties, requireSignIn } from './policy.ts';

export interface OrganisationsDeps {
  db: Db;
  clock: Clock;
  entries: OrganisationEntries;
}

export interface OrganisationMoveRequest {
  to: string;
  note?: string | undefined;
  /** The version the mover looked at; where given, a newer one is a `conflict`. */
  version?: number | undefined;
}

const MOST_CHOICES = 20;

export type OrganisationsService = ReturnType<typeof createOrganisationsService>;

/** Use cases of organisations. Every one says `not_found` where an organisation is no matter of the actor's. */
export function createOrganisationsService({ db, clock, entries }: OrganisationsDeps) {
  function subjectOf(actor: Actor, { id, kind, state }: Organisation): OrganisationSubject {
    const accountId = accountOf(actor);
    const waiting: Role[] = accountId === null || state === 'confirmed' ? [] : findRoles(db, accountId, id);
    // Elsewhere than in a party, roles count only where the session proves them.
    return { id, kind, state, waiting: waiting.filter((role) => parties.includes(role)) };
  }

  function load(actor: Actor, id: string): { organisation: Organisation; subject: OrganisationSubject } {
    requireSignIn(actor);
    const organisation = findOrganisation(db, id);
    if (organisation === undefined) throw notFound();
    const subject = subjectOf(actor, organisation);
    if (!can(actor, 'organisation.view', subject)) throw notFound();
    return { organisation, subject };
  }

  function checkCode(tx: Tx, organisation: Organisation): void {
    const { creditCode } = organisation;
    const bad = creditCode === null ? needsCreditCode(organisation) : !isCreditCode(creditCode);
    if (bad) throw invalid([{ field: 'creditCode', text: 'field.creditCode' }]);
    const holder = creditCode === null ? undefined : findByCreditCode(tx.sql, creditCode);
    if (holder !== undefined && holder.id !== organisation.id) {
      throw invalid([{ field: 'creditCode', text: 'field.creditCodeTaken' }]);
    }
  }

  /** One transaction: the changed organisation and its line in the log. */
  function save(tx: Tx, actor: Actor, action: string, before: Organisation, after: Organisation): void {
    if (!updateOrganisation(tx.sql, after, before.version)) throw staleVersion(before);
    append(tx, {
      at: clock.now(),
      ...signatureOf(actor),
      action,
      subjectId: after.id,
      facts: { version: after.version, contactChanged: before.contact !== after.contact },
      before: told(before),
      after: told(after),
    });
  }

  return {
    /** For its own people, operators and administrators. */
    get: (actor: Actor, id: string): Organisation => load(actor, id).organisation,

    /** What the policy looks at of an organisation that this actor may see; throws `not_found` for others. For siblings. */
    find: load,

    /** For operators and administrators: the register, newest first. */
    list(
      actor: Actor,
      request: OrganisationFilter & { limit: number; cursor?: string | undefined },
    ): Page<Organisation> {
      admit(actor, 'organisations.list');
      const after = request.cursor === undefined ? null : decodeCursor(request.cursor);
      return listOrganisations(db, request, request.limit, after);
    },

    /** For anyone signed in: the organisations they belong to, also those that are not confirmed. */
    mine(actor: Actor): { organisation: Organisation; roles: Role[] }[] {
      requireSignIn(actor);
      const accountId = accountOf(actor);
      return accountId === null ? [] : findOwnOrganisations(db, accountId);
    },

    /** For anyone signed in: at most 20 confirmed organisations whose name contains the text. */
    choices(actor: Actor, q: string): Organisation[] {
      admit(actor, 'organisations.choose');
      return chooseOrganisations(db, q.trim(), MOST_CHOICES);
    },

    /**
     * For its own people of a party role and those who review it; what each may change is in `editOrganisation`. A
     * refused one is sent in again by its people's change. `version` is the one the editor saw: `conflict` with
     * `currentVersion` if somebody saved since.
     */
    edit(actor: Actor, id: string, version: number, patch: OrganisationPatch): Organisation {
      const { organisation, subject } = load(actor, id);
      if (!can(actor, 'organisation.edit', subject)) throw new AppError('forbidden', 'error.forbidden');
      if (organisation.version !== version) throw staleVersion(organisation);
      const by = can(actor, 'organisation.review', subject) ? 'reviewer' : 'member';
      const code = patch.creditCode === undefined ? undefined : normaliseCreditCode(patch.creditCode);
      const changed = editOrganisation(organisation, { ...patch, creditCode: code }, by);
      transact(db, (tx) => {
        checkCode(tx, changed);
        save(tx, actor, 'organisation.edit', organisation, changed);
        if (changed.kind !== organisation.kind) replaceRoles(tx.sql, id, parties, partyRolesOf(changed.kind));
        if (changed.name !== organisation.name) entries.onRenamed(tx, id);
      });
      return changed;
    },

    /**
     * For operators (of authorities: administrators): confirms, refuses, closes, reopens; refusing and closing owe a
     * note. Closing takes its entries off the lists and ends consents to act for it. Throws `conflict` for a move its
     * state does not allow, and where the service would lose its last administrator.
     */
    move(actor: Actor, id: string, { to, note = '', version }: OrganisationMoveRequest): Organisation {
      const { organisation, subject } = load(actor, id);
      if (!can(actor, 'organisation.review', subject)) throw new AppError('forbidden', 'error.forbidden');
      if (version !== undefined && version !== organisation.version) throw staleVersion(organisation);
      const move = findOrganisationMove(organisation.state, to, 'reviewer');
      if (move === undefined) {
        throw new AppError('conflict', 'error.move', { params: { from: organisation.state } });
      }
      if (move.needsNote && note.trim() === '') throw invalid([{ field: 'note', text: 'field.reviewNote' }]);
      const moved = {
        ...organisation,
        state: move.to,
        reviewNote: note.trim(),
        version: organisation.version + 1,
      };
      transact(db, (tx) => {
        if (move.to === 'confirmed') checkCode(tx, organisation);
        if (move.to === 'closed') close(tx, actor, id);
        save(tx, actor, 'organisation.move', organisation, moved);
      });
      return moved;
    },

    /** What this actor may do to this organisation now: `edit`, `invite`, `members`, …, `to:<state>`. */
    allowed(actor: Actor, organisation: Organisation): string[] {
      const subject = subjectOf(actor, organisation);
      const invites = [...parties, 'admin' as const].some((role) =>
        can(actor, 'invitation.create', { organisation: subject, role }),
      );
      const moves = can(actor, 'organisation.review', subject)
        ? openOrganisationMoves(organisation.state, 'reviewer')
        : [];
      return [
        ...(can(actor, 'organisation.edit', subject) && organisation.state !== 'closed' ? ['edit'] : []),
        ...(can(actor, 'members.view', subject) ? ['members'] : []),
        ...(invites ? ['invite'] : []),
        ...(can(actor, 'invitations.view', subject) ? ['invitations'] : []),
        ...(can(actor, 'organisation.handOver', subject) ? ['hand-over'] : []),
        ...(can(actor, 'consents.view', subject) ? ['consents'] : []),
        ...(can(actor, 'consent.record', subject) ? ['record-consent'] : []),
        ...moves.map((to) => `to:${to}`),
      ];
    },
  };

  function close(tx: Tx, actor: Actor, id: string): void {
    if (countAdmins(tx.sql, {}) > 0 && countAdmins(tx.sql, { organisationId: id }) === 0) {
      throw new AppError('conflict', 'error.lastAdmin');
    }
    entries.onClosed?.(tx, id, actor);
    const count = entries.countPublished(tx.sql, id);
    if (count > 0) throw new AppError('conflict', 'error.organisationPublished', { params: { count } });
    endConsentsOf(tx.sql, id, clock.now());
  }
}

/** What the log keeps of an organisation: what is public of it. */
function told({ name, kind, creditCode, state, reviewNote }: Organisation): Facts {
  return { name, kind, creditCode, state, reviewNote };
}
