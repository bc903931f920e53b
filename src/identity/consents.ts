import { append, type Facts } from '../audit/log.ts';
import type { Db } from '../db/open.ts';
import { type Tx, transact } from '../db/tx.ts';
import { addDays, type Clock, shanghaiDay } from '../kernel/clock.ts';
import { AppError, type FieldIssue, invalid, notFound } from '../kernel/errors.ts';
import type { NewId } from '../kernel/ids.ts';
import { decodeCursor, type Page } from '../kernel/paging.ts';
import {
  type Consent,
  endConsent,
  findConsent,
  insertConsent,
  listConsents,
  type NamedConsent,
} from './consents-store.ts';
import { holdsRole } from './members-store.ts';
import { type Actor, accountOf, type consentForms, signatureOf } from './model.ts';
import type { OrganisationsService } from './organisations.ts';
import { can } from './policy.ts';
import { findAccount } from './store.ts';

export interface ConsentsDeps {
  db: Db;
  clock: Clock;
  newId: NewId;
  organisations: Pick<OrganisationsService, 'find'>;
}

export interface ConsentForm {
  /** The operator who may act; whoever records it where absent. */
  accountId?: string | undefined;
  /** Who of the organisation consented. */
  givenBy: string;
  form: (typeof consentForms)[number];
  note: string;
  /** The last day in Shanghai, `YYYY-MM-DD`, at most a year away. */
  expiresOn: string;
}

/** Where a consent stands. */
export type ConsentState = 'running' | 'ended' | 'expired';

const DAYS_OF_A_YEAR = 365;

/** The instant at which a day in Shanghai is over. */
function endOf(day: string): number {
  return Date.parse(`${addDays(day, 1)}T00:00:00+08:00`);
}

/** The last day on which a consent runs, `YYYY-MM-DD` in Shanghai. Pure. */
export function lastDayOf({ expiresAt }: Consent): string {
  return shanghaiDay(expiresAt - 1);
}

/** Where a consent stands at that instant. Pure. */
export function consentStateOf({ endedAt, expiresAt }: Consent, now: number): ConsentState {
  if (endedAt !== null) return 'ended';
  return expiresAt > now ? 'running' : 'expired';
}

/** 帮办代办: what lets an operator act for a party. Who may act for whom is read from here at every request. */
export function createConsents({ db, clock, newId, organisations }: ConsentsDeps) {
  function checkDay(day: string): FieldIssue[] {
    const today = shanghaiDay(clock.now());
    const last = addDays(today, DAYS_OF_A_YEAR);
    if (day < today) return [{ field: 'expiresOn', text: 'field.dayPast', params: { today } }];
    return day > last ? [{ field: 'expiresOn', text: 'field.withinYear', params: { last } }] : [];
  }

  function log(tx: Tx, actor: Actor, action: string, consent: Consent): void {
    const { id, organisationId, accountId, form } = consent;
    const facts: Facts = { consent: id, accountId, form, until: lastDayOf(consent) };
    const line = { at: clock.now(), ...signatureOf(actor), action, subjectId: organisationId, facts };
    append(tx, { ...line, forOrganisationId: accountOf(actor) === accountId ? organisationId : null });
  }

  return {
    /**
     * For operators: writes down that a confirmed party lets an operator act for it. Throws `invalid` with every field
     * that is wrong; the one who acts must be an active operator.
     */
    record(actor: Actor, organisationId: string, form: ConsentForm): NamedConsent {
      const { organisation, subject } = organisations.find(actor, organisationId);
      if (!can(actor, 'consent.record', subject)) {
        const waits = can(actor, 'consent.record', { ...subject, state: 'confirmed' });
        if (!waits) throw new AppError('forbidden', 'error.forbidden');
        throw new AppError('conflict', 'error.move', { params: { from: organisation.state } });
      }
      const accountId = form.accountId ?? accountOf(actor) ?? '';
      const issues = checkDay(form.expiresOn);
      if (!holdsRole(db, accountId, 'operator')) issues.push({ field: 'accountId', text: 'field.operator' });
      if (issues.length > 0) throw invalid(issues);
      const consent: Consent = {
        id: newId(),
        organisationId,
        accountId,
        givenBy: form.givenBy,
        form: form.form,
        note: form.note,
        recordedAt: clock.now(),
        expiresAt: endOf(form.expiresOn),
        endedAt: null,
      };
      transact(db, (tx) => {
        insertConsent(tx.sql, consent);
        log(tx, actor, 'consent.record', consent);
      });
      return { ...consent, operator: findAccount(db, accountId)?.displayName ?? '' };
    },

    /** For operators and the organisation's own people: all its consents, newest first. */
    list(
      actor: Actor,
      organisationId: string,
      { limit, cursor }: { limit: number; cursor?: string | undefined },
    ): Page<NamedConsent> {
      const { subject } = organisations.find(actor, organisationId);
      if (!can(actor, 'consents.view', subject)) throw new AppError('forbidden', 'error.forbidden');
      return listConsents(db, organisationId, limit, cursor === undefined ? null : decodeCursor(cursor));
    },

    /** What this actor may do to this consent now: `end`. */
    allowed(actor: Actor, consent: Consent): string[] {
      if (consentStateOf(consent, clock.now()) !== 'running') return [];
      const { subject } = organisations.find(actor, consent.organisationId);
      return can(actor, 'consent.end', subject) ? ['end'] : [];
    },

    /** For operators and the organisation's party members: from now on nobody acts by it. `not_found` if it is over. */
    end(actor: Actor, organisationId: string, id: string): void {
      const { subject } = organisations.find(actor, organisationId);
      if (!can(actor, 'consent.end', subject)) throw new AppError('forbidden', 'error.forbidden');
      const consent = findConsent(db, id);
      if (consent === undefined || consent.organisationId !== organisationId) throw notFound();
      transact(db, (tx) => {
        if (!endConsent(tx.sql, id, clock.now())) throw notFound();
        log(tx, actor, 'consent.end', consent);
      });
    },
  };
}
