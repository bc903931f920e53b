import { append } from '../audit/log.ts';
import type { Db } from '../db/open.ts';
import { type Tx, transact } from '../db/tx.ts';
import { DAY_MS, shanghaiDay } from '../kernel/clock.ts';
import { AppError, invalid, notFound } from '../kernel/errors.ts';
import { newToken, sha256 } from '../kernel/ids.ts';
import { decodeCursor, type Page } from '../kernel/paging.ts';
import { locales, translate } from '../kernel/texts/index.ts';
import {
  findInvitation,
  findOpenInvitation,
  type Invitation,
  insertInvitation,
  listInvitations,
  type OpenInvitation,
  revokeInvitation,
  useInvitation,
} from './invitations-store.ts';
import { changeAccount, findMemberships, insertMembership } from './members-store.ts';
import { type Actor, accountOf, type Role, signatureOf } from './model.ts';
import { checkNewAccount, type NewAccount, type NewAccountDeps, storeNewAccount } from './new-account.ts';
import type { OrganisationsService } from './organisations.ts';
import { can, type OrganisationSubject } from './policy.ts';
import { findAccount } from './store.ts';
import { checkConsent } from './terms.ts';

export interface InvitationsDeps extends NewAccountDeps {
  db: Db;
  organisations: Pick<OrganisationsService, 'find'>;
  /** Sends a letter after the commit; its text holds the link and is kept nowhere. */
  sendMail(mail: { to: string; subject: string; text: string }): void;
  /** The address people reach the service at, without a slash at its end. */
  publicUrl: string;
}

export interface Acceptance {
  token: string;
  account?: NewAccount | undefined;
  consent: number;
}

/** Where an invitation stands. */
export type InvitationState = 'open' | 'accepted' | 'revoked' | 'expired';

const VALID_MS = 7 * DAY_MS;

/** Roles that are never in one account (三员分立). */
const apart: readonly Role[] = ['auditor', 'admin'];

/** Where an invitation stands at that instant. Pure. */
export function stateOf(invitation: Invitation, now: number): InvitationState {
  if (invitation.acceptedAt !== null) return 'accepted';
  if (invitation.revokedAt !== null) return 'revoked';
  return invitation.expiresAt > now ? 'open' : 'expired';
}

/** The page that takes an invitation; the token stands in the fragment, which no server sees or logs. Pure. */
export function linkOf(token: string): string {
  return `/join#token=${token}`;
}

/** How people join an organisation: by a link that works once. */
export function createInvitations(deps: InvitationsDeps) {
  const { db, clock, newId, passwords, organisations, sendMail, publicUrl } = deps;

  function log(tx: Tx, actor: Actor, action: string, invitation: Invitation, subjectId: string): void {
    const { id, role, organisationId } = invitation;
    const facts = { invitation: id, role, organisationId };
    append(tx, { at: clock.now(), ...signatureOf(actor), action, subjectId, facts });
  }

  function open(token: string): OpenInvitation {
    const found = findOpenInvitation(db, sha256(token), clock.now());
    if (found === undefined) throw notFound();
    return found;
  }

  function write(to: string, token: string, invitation: OpenInvitation): void {
    const { organisationName: organisation, inviter, expiresAt } = invitation;
    const params = { organisation, inviter, until: shanghaiDay(expiresAt), link: publicUrl + linkOf(token) };
    const subject = translate('zh-CN', 'mail.invitationSubject', params);
    const text = locales.map((locale) => translate(locale, 'mail.invitationText', params)).join('\n\n');
    sendMail({ to, subject, text });
  }

  function join(tx: Tx, actor: Actor, accountId: string, invitation: OpenInvitation, consent: number): void {
    const { organisationId, role } = invitation;
    const held = findMemberships(tx.sql, accountId);
    if (held.some((own) => own.organisationId === organisationId && own.role === role)) {
      throw new AppError('conflict', 'error.alreadyMember');
    }
    if (apart.includes(role) && held.some((own) => own.role !== role && apart.includes(own.role))) {
      throw invalid([{ field: 'token', text: 'field.auditApart' }]);
    }
    const account = findAccount(tx.sql, accountId);
    if (account === undefined) throw notFound();
    insertMembership(tx.sql, accountId, organisationId, role);
    if (account.consentVersion !== consent) {
      changeAccount(tx.sql, account, { consentVersion: consent, consentedAt: clock.now() });
    }
    log(tx, actor, 'membership.add', invitation, accountId);
  }

  return {
    /**
     * For party members into their own roles, for administrators into any role of a confirmed organisation. The token
     * is in this answer only (and in the letter, if an e-mail is given); it works once within 7 days.
     */
    invite(
      actor: Actor,
      organisationId: string,
      { role, email = '' }: { role: Role; email?: string | undefined },
    ) {
      const { organisation, subject } = organisations.find(actor, organisationId);
      if (!can(actor, 'invitation.create', { organisation: subject, role })) {
        const waits = organisation.state !== 'confirmed' && can(actor, 'invitations.view', subject);
        if (waits) throw new AppError('conflict', 'error.move', { params: { from: organisation.state } });
        throw new AppError('forbidden', 'error.forbidden');
      }
      const token = newToken();
      const id = newId();
      const now = clock.now();
      const row = {
        id,
        tokenHash: sha256(token),
        organisationId,
        role,
        email,
        createdBy: accountOf(actor),
        createdAt: now,
        expiresAt: now + VALID_MS,
      };
      const invitation = transact(db, (tx) => {
        insertInvitation(tx.sql, row);
        const made = open(token);
        log(tx, actor, 'invitation.create', made, organisationId);
        if (email !== '') tx.onCommit(() => write(email, token, made));
        return made;
      });
      return { invitation, token };
    },

    /** For party members of the organisation and administrators: all its invitations, newest first, without tokens. */
    list(
      actor: Actor,
      organisationId: string,
      { limit, cursor }: { limit: number; cursor?: string | undefined },
    ): Page<Invitation> {
      const { subject } = organisations.find(actor, organisationId);
      if (!can(actor, 'invitations.view', subject)) throw new AppError('forbidden', 'error.forbidden');
      return listInvitations(db, organisationId, limit, cursor === undefined ? null : decodeCursor(cursor));
    },

    /** For whoever might have made it: takes an open invitation back. One that is not open any more is `not_found`. */
    revoke(actor: Actor, organisationId: string, id: string): void {
      const { subject } = organisations.find(actor, organisationId);
      if (!can(actor, 'invitations.view', subject)) throw new AppError('forbidden', 'error.forbidden');
      const invitation = findInvitation(db, id);
      if (invitation === undefined || invitation.organisationId !== organisationId) throw notFound();
      if (!mayRevoke(actor, subject, invitation)) throw new AppError('forbidden', 'error.forbidden');
      transact(db, (tx) => {
        if (!revokeInvitation(tx.sql, id, clock.now())) throw notFound();
        log(tx, actor, 'invitation.revoke', invitation, organisationId);
      });
    },

    /** What this actor may do to this invitation now: `revoke`. */
    allowed(actor: Actor, invitation: Invitation): string[] {
      if (stateOf(invitation, clock.now()) !== 'open') return [];
      const { subject } = organisations.find(actor, invitation.organisationId);
      return mayRevoke(actor, subject, invitation) ? ['revoke'] : [];
    },

    /** For anyone with the link. Wrong, used, expired and revoked ones are one and the same `not_found`. */
    preview: open,

    /**
     * For anyone with the link: somebody signed in joins with that account, a visitor gets a new one. Throws `invalid`
     * with every field that is wrong, and where the account would be both auditor and administrator; `conflict`
     * where it is a member already. The link is used up only when all went well.
     */
    async accept(actor: Actor, { token, account, consent }: Acceptance) {
      const invitation = open(token);
      const own = accountOf(actor);
      const issues = checkConsent(consent);
      if (own !== null) {
        if (account !== undefined) issues.push({ field: 'account', text: 'field.alreadySignedIn' });
        if (issues.length > 0) throw invalid(issues);
        return transact(db, (tx) => {
          join(tx, actor, own, invitation, consent);
          if (!useInvitation(tx.sql, invitation.id, own, clock.now())) throw notFound();
          return { invitation, accountId: own, isNew: false };
        });
      }
      if (account === undefined) issues.push({ field: 'account', text: 'field.accountNeeded' });
      else issues.push(...checkNewAccount(db, deps, account));
      if (issues.length > 0 || account === undefined) throw invalid(issues);
      const passwordHash = await passwords.hash(account.password);
      return transact(db, (tx) => {
        const { organisationId, role } = invitation;
        const input = { form: account, passwordHash, consentVersion: consent };
        const accountId = storeNewAccount(tx, deps, actor, input, [{ organisationId, role }]);
        // Somebody else may have used the link while the password was hashed.
        if (!useInvitation(tx.sql, invitation.id, accountId, clock.now())) throw notFound();
        log(tx, actor, 'membership.add', invitation, accountId);
        return { invitation, accountId, isNew: true };
      });
    },
  };
}

/** Whoever could make an invitation may take it back, also while the organisation is closed and nobody makes any. */
function mayRevoke(actor: Actor, subject: OrganisationSubject, { role }: Invitation): boolean {
  return can(actor, 'invitation.create', { organisation: { ...subject, state: 'confirmed' }, role });
}
