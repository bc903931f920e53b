import { type Entry, subjectOf } from '../../catalog/entry.ts';
import { findEntries } from '../../catalog/store.ts';
import type { SeenEntry, Visibility } from '../../catalog/visibility.ts';
import type { Db } from '../../db/open.ts';
import { type Actor, accountOf } from '../../identity/model.ts';
import { admit, can, organisationsServed, requireSignIn } from '../../identity/policy.ts';
import { findOrganisations, withNames } from '../../identity/store.ts';
import { type Clock, DAY_MS } from '../../kernel/clock.ts';
import { AppError, invalid, notFound } from '../../kernel/errors.ts';
import { decodeCursor, type Page } from '../../kernel/paging.ts';
import type { Evidence, MatchingService } from '../../matching/service.ts';
import type { Match } from '../model.ts';
import { findMatch, findMatches } from '../store.ts';
import {
  areContactsShown,
  type IntroducedState,
  openSteps,
  type Side,
  type Standing,
  sides,
  standingOf,
} from './life-cycle.ts';
import type { InboxScope, Step } from './model.ts';
import type { Moves, PartyStep } from './moves.ts';
import { countUnread, findSteps, listInbox, markRead } from './store.ts';

export interface IntroductionsDeps {
  db: Db;
  clock: Clock;
  visibility: Visibility;
  matching: Pick<MatchingService, 'evidence'>;
  moves: Moves;
}

/** A step as one reader may know it. */
export interface SeenStep extends Step {
  /** Who made it: for operators, and for the party itself. */
  by: string | null;
  /** Whole days since. */
  days: number;
}

export interface Contact {
  organisation: string;
  contact: string;
}

/** An introduction as one reader may know it; an entry is undefined where they may not know of it. */
export interface Introduction {
  match: Match;
  state: IntroducedState;
  answers: Standing['answers'];
  /** For which parties the reader acts; none for an operator who only looks after it. */
  own: Side[];
  demand: SeenEntry | undefined;
  achievement: SeenEntry | undefined;
  steps: SeenStep[];
  unread: boolean;
  can: string[];
}

export interface WholeIntroduction extends Introduction {
  evidence: Evidence | null;
  contacts: Record<Side, Contact> | null;
}

export type IntroductionsService = ReturnType<typeof createIntroductionsService>;

/**
 * 推送双方 and what follows. Who sees what:
 *
 * - that there is an introduction: those who keep one of its entries (members in that role, and operators with the
 *   organisation's consent), and operators. Everybody else hears that there is none.
 * - one's own entry: all of it. The other one: what its disclosure level lets this reader read anywhere, so a masked one
 *   stays masked, a 定向 one is a stub before the pledge, and one that is internal or left its list is not shown; an
 *   introduction opens no text. Operators read both.
 * - the evidence: computed from just these texts; none where one of them cannot be read.
 * - contacts and names of the organisations: to both once both are interested, whatever the level, because each of them
 *   answered knowing this; not before, and not after an end. What an entry shows on its list it shows there still.
 * - steps, reasons and answers: to both. A note: to operators and the party that wrote it, and to the other one where it
 *   is written to it. Names of people: to operators and the party they act for.
 */
export function createIntroductionsService({ db, clock, visibility, matching, moves }: IntroductionsDeps) {
  const isOperator = (actor: Actor) => can(actor, 'matches.review', null);

  function scopeOf(actor: Actor): Record<Side, string[]> {
    return {
      demand: organisationsServed(actor, 'demands'),
      achievement: organisationsServed(actor, 'achievements'),
    };
  }

  function ownSides(actor: Actor, entries: Record<Side, Entry>): Side[] {
    return sides.filter((side) => can(actor, 'entry.keep', subjectOf(entries[side])));
  }

  /** The other party's contact is given by the exchange, and not by the way. */
  function withoutContact(seen: SeenEntry): SeenEntry {
    const { entry, masked } = seen;
    if (entry.content.contact === '') return seen;
    const content = { ...entry.content, contact: '' };
    return { ...seen, entry: { ...entry, content }, masked: [...masked, 'contact'] };
  }

  function seenSteps(actor: Actor, steps: Step[], own: Side[]): SeenStep[] {
    return withNames(db, steps).map((step) => {
      const isInside = isOperator(actor) || (step.side !== null && own.includes(step.side));
      return {
        ...step,
        note: isInside || step.noteTo === 'both' ? step.note : '',
        by: isInside ? step.by : null,
        days: Math.floor((clock.now() - step.at) / DAY_MS),
      };
    });
  }

  /** These introductions as the actor may know them, in order; a match that was never sent is left out. */
  function withEntries(actor: Actor, found: Match[], unread: ReadonlySet<string>): Introduction[] {
    const stepsOf = findSteps(
      db,
      found.map(({ id }) => id),
    );
    const ids = found.flatMap(({ demandId, achievementId }) => [demandId, achievementId]);
    const stored = findEntries(db, [...new Set(ids)]);
    const seen = visibility.seeAll(actor, [...stored.values()]);
    const byId = new Map(seen.map((one) => [one.entry.id, one]));
    return found.flatMap((match) => {
      const [demand, achievement] = [stored.get(match.demandId), stored.get(match.achievementId)];
      const steps = stepsOf.get(match.id) ?? [];
      if (demand === undefined || achievement === undefined || steps.length === 0) return [];
      const entries = { demand, achievement };
      const own = ownSides(actor, entries);
      const standing = standingOf(steps);
      const isOver = sides.some((side) => entries[side].state === 'withdrawn');
      const open = isOver ? [] : [...new Set(own.flatMap((side) => openSteps(standing, side)))];
      const as = (side: Side) => {
        const one = byId.get(entries[side].id);
        return one === undefined || isOperator(actor) || own.includes(side) ? one : withoutContact(one);
      };
      return [
        {
          ...{ match, ...standing, own, demand: as('demand'), achievement: as('achievement') },
          steps: seenSteps(actor, steps, own),
          unread: unread.has(match.id),
          can: open,
        },
      ];
    });
  }

  function find(actor: Actor, id: string): Introduction {
    requireSignIn(actor);
    const match = findMatch(db, id);
    const [found] = match === undefined ? [] : withEntries(actor, [match], new Set());
    if (found === undefined || (found.own.length === 0 && !isOperator(actor))) throw notFound();
    return found;
  }

  /** What both texts share, as far as the reader reads both; asked from the side that is theirs. */
  async function evidenceOf(
    actor: Actor,
    { demand, achievement, own }: Introduction,
  ): Promise<Evidence | null> {
    if (demand === undefined || achievement === undefined) return null;
    if (demand.view === 'stub' || achievement.view === 'stub') return null;
    return own.includes('demand') || isOperator(actor)
      ? matching.evidence(actor, 'demands', demand.entry.id, achievement.entry)
      : matching.evidence(actor, 'achievements', achievement.entry.id, demand.entry);
  }

  function contactsOf({ match, state }: Introduction): WholeIntroduction['contacts'] {
    if (!areContactsShown({ state })) return null;
    const stored = findEntries(db, [match.demandId, match.achievementId]);
    const entries = { demand: stored.get(match.demandId), achievement: stored.get(match.achievementId) };
    const organisations = findOrganisations(
      db,
      [...stored.values()].map(({ organisationId }) => organisationId),
    );
    const contactOf = (side: Side): Contact => ({
      organisation: organisations.get(entries[side]?.organisationId ?? '')?.name ?? '',
      contact: entries[side]?.content.contact ?? '',
    });
    return { demand: contactOf('demand'), achievement: contactOf('achievement') };
  }

  /** Opened: noted as read by a party, and in the log where somebody's 定向 or 内部 entry stands in it. */
  async function open(actor: Actor, id: string): Promise<WholeIntroduction> {
    const found = find(actor, id);
    const accountId = accountOf(actor);
    const newest = found.steps.at(-1)?.number ?? 0;
    if (accountId !== null && found.own.length > 0) markRead(db, id, accountId, newest);
    visibility.recordRead(
      actor,
      'matches',
      [found.demand, found.achievement].flatMap((seen) => seen ?? []),
    );
    return { ...found, evidence: await evidenceOf(actor, found), contacts: contactsOf(found) };
  }

  function sideFor(own: Side[], asked: Side | undefined): Side {
    if (own.length === 0 || (asked !== undefined && !own.includes(asked))) {
      throw new AppError('forbidden', 'error.forbidden');
    }
    const [side, ...others] = asked === undefined ? own : [asked];
    if (side === undefined || others.length > 0) throw invalid([{ field: 'side', text: 'field.side' }]);
    return side;
  }

  return {
    /** For operators: sends an accepted match to both parties. See `moves.ts` for refusals. */
    send(actor: Actor, matchId: string, basedOn: number, note: string): void {
      admit(actor, 'matches.review');
      moves.send(actor, matchId, basedOn, note);
    },

    /**
     * For anyone signed in: the introductions of the organisations they act for, to operators all of them; newest step
     * first. `unread` counts, whatever the filter, those with a step that they have not seen.
     */
    inbox(
      actor: Actor,
      request: { filter: 'open' | 'closed' | 'all'; limit: number; cursor?: string | undefined },
    ): Page<Introduction> & { unread: number } {
      requireSignIn(actor);
      const { filter, limit, cursor } = request;
      const accountId = accountOf(actor) ?? '';
      const parties = scopeOf(actor);
      const scope: InboxScope = isOperator(actor) ? 'all' : parties;
      const after = cursor === undefined ? null : decodeCursor(cursor);
      const page = listInbox(db, { scope, accountId, filter }, limit, after);
      const found = findMatches(
        db,
        page.items.map(({ matchId }) => matchId),
      );
      const unread = new Set(page.items.filter((one) => one.unread).map(({ matchId }) => matchId));
      const rows = page.items.flatMap(({ matchId }) => found.get(matchId) ?? []);
      // Whoever only looks after others has nothing to read themselves.
      const items = withEntries(actor, rows, unread).map((one) => ({
        ...one,
        unread: one.unread && one.own.length > 0,
      }));
      visibility.recordRead(
        actor,
        'list',
        items.flatMap(({ demand, achievement }) => [demand, achievement].flatMap((seen) => seen ?? [])),
      );
      return { ...page, items, unread: countUnread(db, parties, accountId) };
    },

    /** For anyone signed in: how many introductions of theirs hold a step that they have not seen. */
    unread(actor: Actor): number {
      requireSignIn(actor);
      return countUnread(db, scopeOf(actor), accountOf(actor) ?? '');
    },

    /** For both parties and operators; opening it marks it as read. */
    get: open,

    /**
     * For whoever acts for a party: its answer, or how it goes on; `side` where they act for both. Throws `forbidden`
     * for operators without consent. See `moves.ts` for the other refusals.
     */
    step(actor: Actor, id: string, { side, ...step }: PartyStep & { side?: Side | undefined }): void {
      const { own } = find(actor, id);
      moves.step(actor, id, sideFor(own, side), step);
    },
  };
}
