import { type Entry, subjectOf } from '../../catalog/entry.ts';
import { countPublishedBetween } from '../../catalog/organisation-entries-store.ts';
import { findEntry } from '../../catalog/store.ts';
import type { SeenEntry, Visibility } from '../../catalog/visibility.ts';
import type { Db } from '../../db/open.ts';
import type { Actor } from '../../identity/model.ts';
import { admit, can, requireSignIn } from '../../identity/policy.ts';
import { type Clock, shanghaiDay } from '../../kernel/clock.ts';
import { AppError, notFound } from '../../kernel/errors.ts';
import { rate } from '../../matching/learned.ts';
import type { RejectReason } from '../../matching/learning/reasons.ts';
import type { Band } from '../../matching/model.ts';
import type { MatchingService } from '../../matching/service.ts';
import type { Match } from '../model.ts';
import { listOfEntry } from '../store.ts';
import { type IntroducedState, standingOf } from './life-cycle.ts';
import type { Step } from './model.ts';
import {
  countFunnel,
  type FunnelCounts,
  type FunnelRow,
  findSteps,
  listStepsOf,
  listSuggestedOf,
} from './store.ts';
import { countYear, type YearCounts, yearSpan } from './year.ts';

export interface FeedbackDeps {
  db: Db;
  clock: Clock;
  visibility: Visibility;
  matching: Pick<MatchingService, 'vectors' | 'yardstick'>;
  /** Throws `not_found` where an organisation is no matter of the actor's. */
  viewOrganisation(actor: Actor, organisationId: string): unknown;
}

/** A demand that an achievement was weighed for, and what became of it as far as the parties know. */
export interface Weighed {
  demand: SeenEntry;
  match: Match;
  /** From what the reader may read; null where it cannot be computed. */
  band: Band | null;
  /** `weighed` until the operator sends an introduction: what was decided before is between operators. */
  outcome: 'weighed' | IntroducedState;
  /** Why it ended, if it was introduced. */
  reasons: RejectReason[];
}

export interface YearSummary extends YearCounts {
  year: number;
  published: { demands: number; achievements: number };
  weighed: number;
}

/** The newest so many. */
const MOST_WEIGHED = 100;

export type FeedbackService = ReturnType<typeof createFeedbackService>;

/** What became of suggestions: to the parties what concerns them, to operators the counts. */
export function createFeedbackService(deps: FeedbackDeps) {
  const { db, clock, visibility, matching, viewOrganisation } = deps;

  function load(actor: Actor, id: string): Entry {
    requireSignIn(actor);
    const entry = findEntry(db, id);
    if (entry?.list !== 'achievements' || visibility.see(actor, entry) === undefined) throw notFound();
    if (!can(actor, 'entry.matches', subjectOf(entry))) throw new AppError('forbidden', 'error.forbidden');
    return entry;
  }

  /** Those of these entries whose text the actor may read, by id. */
  function findReadable(actor: Actor, ids: string[]): Map<string, SeenEntry> {
    return new Map([...visibility.find(actor, ids)].filter(([, { view }]) => view !== 'stub'));
  }

  /** The bands of an achievement's pairs, of texts that the actor may read: a match's own score is of whole texts. */
  async function bandsOf(actor: Actor, id: string, demandIds: string[]): Promise<Map<string, Band>> {
    const vectors = await matching.vectors(actor, 'achievements', id, demandIds);
    const { scoreModel } = matching.yardstick();
    return new Map([...vectors].map(([demandId, features]) => [demandId, rate(features, scoreModel).band]));
  }

  function outcomeOf(steps: Step[]): Pick<Weighed, 'outcome' | 'reasons'> {
    if (steps.length === 0) return { outcome: 'weighed', reasons: [] };
    const { state } = standingOf(steps);
    return { outcome: state, reasons: state === 'ended' ? (steps.at(-1)?.reasons ?? []) : [] };
  }

  return {
    /**
     * For an achievement's keepers and operators: the demands it was suggested for and that the reader may read, newest
     * first. Without an introduction nothing is told of a decision: accepted, deferred, rejected and open look alike.
     */
    async weighed(actor: Actor, id: string): Promise<Weighed[]> {
      const entry = load(actor, id);
      const found = listOfEntry(db, entry.id).sort(
        (a, b) => b.suggestedAt - a.suggestedAt || (a.id < b.id ? -1 : 1),
      );
      const steps = findSteps(
        db,
        found.map((match) => match.id),
      );
      const readable = findReadable(
        actor,
        found.map(({ demandId }) => demandId),
      );
      const told = found
        .flatMap((match) => {
          const demand = readable.get(match.demandId);
          const own = steps.get(match.id) ?? [];
          // A demand that was taken down before anybody was introduced is nobody's news.
          const isTold = demand !== undefined && (demand.entry.state === 'published' || own.length > 0);
          return isTold ? [{ match, demand, ...outcomeOf(own) }] : [];
        })
        .slice(0, MOST_WEIGHED);
      const bands = await bandsOf(
        actor,
        id,
        told.map(({ match }) => match.demandId),
      );
      visibility.recordRead(
        actor,
        'matches',
        told.map(({ demand }) => demand),
      );
      return told.map((one) => ({ ...one, band: bands.get(one.match.demandId) ?? null }));
    },

    /**
     * For an organisation's own people, operators and administrators: what became of its entries in a year of Shanghai,
     * this one where none is given. `weighed` counts pairs whose other entry the reader may read. `not_found` for others.
     */
    summary(actor: Actor, organisationId: string, asked?: number): YearSummary {
      viewOrganisation(actor, organisationId);
      const year = asked ?? Number(shanghaiDay(clock.now()).slice(0, 4));
      const span = yearSpan(year);
      const pairs = listSuggestedOf(db, organisationId, span);
      const others = pairs.map(({ demandId, achievementId, ofDemand }) =>
        ofDemand === organisationId ? achievementId : demandId,
      );
      const readable = findReadable(actor, others);
      return {
        year,
        published: countPublishedBetween(db, organisationId, span),
        weighed: others.filter((id) => readable.has(id)).length,
        ...countYear(listStepsOf(db, organisationId), span),
      };
    },

    /** For operators: how many matches came how far, by industry chain, and altogether. */
    funnel(actor: Actor): { items: FunnelRow[]; total: FunnelCounts } {
      admit(actor, 'matches.review');
      const items = countFunnel(db);
      const sum = (step: keyof FunnelCounts) => items.reduce((total, row) => total + row[step], 0);
      const total: FunnelCounts = {
        shown: sum('shown'),
        accepted: sum('accepted'),
        introduced: sum('introduced'),
        interested: sum('interested'),
        agreed: sum('agreed'),
      };
      return { items, total };
    },
  };
}
