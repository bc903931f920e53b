import { append } from '../audit/log.ts';
import type { Db } from '../db/open.ts';
import { transact } from '../db/tx.ts';
import type { Clock } from '../kernel/clock.ts';
import { AppError, type FieldIssue, invalid, notFound } from '../kernel/errors.ts';
import { decodeCursor, type Page } from '../kernel/paging.ts';
import {
  countAdmins,
  countColleagues,
  deleteMembership,
  listMembers,
  type Member,
  revokeInvitationsBy,
} from './members-store.ts';
import { type Actor, type Organisation, type Role, signatureOf } from './model.ts';
import type { OrganisationEntries } from './organisation-entries.ts';
import type { OrganisationsService } from './organisations.ts';
import { findRoles } from './organisations-store.ts';
import { can, type OrganisationSubject, parties } from './policy.ts';
import { findAccount } from './store.ts';

export interface MembersDeps {
  db: Db;
  clock: Clock;
  organisations: Pick<OrganisationsService, 'find'>;
  entries: OrganisationEntries;
}

export interface HandOver {
  from: string;
  to: string;
}

/** The people of an organisation, and what passes between them. */
export function createMembers({ db, clock, organisations, entries }: MembersDeps) {
  function checkReceiver(organisationId: string, { from, to }: HandOver): FieldIssue[] {
    if (from === to) return [{ field: 'to', text: 'field.otherColleague' }];
    const isParty = findRoles(db, to, organisationId).some((role) => parties.includes(role));
    if (isParty && findAccount(db, to)?.state === 'active') return [];
    return [{ field: 'to', text: 'field.colleague' }];
  }

  /** The last administrator of the service, and whoever alone answers for published entries, cannot go. */
  function checkLeaving(organisation: Organisation, accountId: string, role: Role): void {
    const { id, name } = organisation;
    const isAdmin = role === 'admin' && findAccount(db, accountId)?.state === 'active';
    const alone = countAdmins(db, { accountId, organisationId: id }) === 0;
    if (isAdmin && alone && organisation.state === 'confirmed') {
      throw new AppError('conflict', 'error.lastAdmin');
    }
    const goesAway = findRoles(db, accountId, id).every((held) => held === role);
    if (goesAway && countColleagues(db, id, accountId) === 0 && entries.countPublished(db, id) > 0) {
      throw new AppError('conflict', 'error.lastMember', { params: { organisation: name } });
    }
  }

  return {
    /** For its own people, operators and administrators: one item for each person and role. */
    list(
      actor: Actor,
      organisationId: string,
      { limit, cursor }: { limit: number; cursor?: string | undefined },
    ): { page: Page<Member>; subject: OrganisationSubject } {
      const { subject } = organisations.find(actor, organisationId);
      if (!can(actor, 'members.view', subject)) throw new AppError('forbidden', 'error.forbidden');
      const after = cursor === undefined ? null : decodeCursor(cursor);
      return { page: listMembers(db, organisationId, limit, after), subject };
    },

    /** What this actor may do to that membership: `remove`. */
    allowed(actor: Actor, organisation: OrganisationSubject, { accountId, role }: Member): string[] {
      return can(actor, 'member.remove', { organisation, accountId, role }) ? ['remove'] : [];
    },

    /**
     * For oneself, for colleagues of a party, for administrators: takes one role away, with the open invitations made
     * in that organisation. Throws `conflict` for the last administrator and for the last member who answers for
     * published entries.
     */
    remove(actor: Actor, organisationId: string, accountId: string, role: Role): void {
      const { organisation, subject } = organisations.find(actor, organisationId);
      if (!can(actor, 'member.remove', { organisation: subject, accountId, role })) {
        throw new AppError('forbidden', 'error.forbidden');
      }
      transact(db, (tx) => {
        if (!findRoles(tx.sql, accountId, organisationId).includes(role)) throw notFound();
        checkLeaving(organisation, accountId, role);
        deleteMembership(tx.sql, accountId, organisationId, role);
        revokeInvitationsBy(tx.sql, accountId, clock.now(), organisationId);
        append(tx, {
          at: clock.now(),
          ...signatureOf(actor),
          action: 'membership.remove',
          subjectId: accountId,
          facts: { organisationId, role },
        });
      });
    },

    /**
     * For party members of a confirmed organisation and administrators: what one person entered for it is from now on
     * a colleague's.
     * The one who gives may have left already. Gives how many entries moved.
     */
    handOver(actor: Actor, organisationId: string, request: HandOver): number {
      const { subject } = organisations.find(actor, organisationId);
      if (!can(actor, 'organisation.handOver', subject)) throw new AppError('forbidden', 'error.forbidden');
      const issues = checkReceiver(organisationId, request);
      if (issues.length > 0) throw invalid(issues);
      return transact(db, (tx) => {
        const { from, to } = request;
        const moved = entries.handOver(tx, organisationId, from, to);
        append(tx, {
          at: clock.now(),
          ...signatureOf(actor),
          action: 'organisation.hand-over',
          subjectId: organisationId,
          facts: { from, to, moved },
        });
        return moved;
      });
    },
  };
}
