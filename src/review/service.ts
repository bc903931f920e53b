import type { Entry } from '../catalog/entry.ts';
import type { SeenEntry, Visibility } from '../catalog/visibility.ts';
import type { Db } from '../db/open.ts';
import { type Actor, accountOf } from '../identity/model.ts';
import { admit } from '../identity/policy.ts';
import { withNames } from '../identity/store.ts';
import { type Clock, shanghaiDay, shanghaiMidnight } from '../kernel/clock.ts';
import { AppError, notFound } from '../kernel/errors.ts';
import type { NewId } from '../kernel/ids.ts';
import { decodeCursor } from '../kernel/paging.ts';
import type { FeatureVector } from '../matching/learning/vector.ts';
import type { NearMiss } from '../matching/near-miss.ts';
import type { ComputedBy, Evidence, MatchingService } from '../matching/service.ts';
import type { Candidates } from './candidates.ts';
import { createDecide, type Judgement } from './decide.ts';
import { openVerdicts, undoable, type Verdict } from './life-cycle.ts';
import type { Decision, Match } from './model.ts';
import { type Objection, objections } from './objections.ts';
import {
  countWork,
  findMatch,
  findMatches,
  findPair,
  listDecisions,
  listDecisionsOf,
  listQueue,
  listSides,
  markShown,
  type QueueFilter,
} from './store.ts';

export interface ReviewDeps {
  db: Db;
  clock: Clock;
  newId: NewId;
  visibility: Visibility;
  matching: MatchingService;
  candidates: Candidates;
}

/** A match with both entries as the operator may read them. */
export interface ReviewItem {
  match: Match;
  demand: SeenEntry;
  achievement: SeenEntry;
  /** Verdicts, `undo`, `introduce`, `flag`. */
  can: string[];
}

/** A decision with the name of whoever made it. */
export interface NamedDecision extends Decision {
  by: string | null;
}

/** All that is needed to decide about a pair. */
export interface Explained {
  demand: SeenEntry;
  achievement: SeenEntry;
  evidence: Evidence;
  against: Objection[];
  nearMiss: NearMiss | null;
  features: FeatureVector | null;
  computedBy: ComputedBy;
}

export interface QueueRequest extends QueueFilter {
  limit: number;
  cursor?: string | undefined;
}

/** How many of one's own decisions are shown. */
const OWN_DECISIONS = 10;

export type ReviewService = ReturnType<typeof createReviewService>;

/** The operators' desk 匹配审核. Every method throws `unauthenticated` or `forbidden` for whoever is no operator. */
export function createReviewService(deps: ReviewDeps) {
  const { db, clock, newId, visibility, matching, candidates } = deps;
  const decide = createDecide({ db, clock, newId });

  /** These matches with their entries, in order; a match whose entry is gone is left out. */
  function withEntries(actor: Actor, found: Match[]): ReviewItem[] {
    const seen = visibility.find(
      actor,
      found.flatMap(({ demandId, achievementId }) => [demandId, achievementId]),
    );
    return found.flatMap((match) => {
      const [demand, achievement] = [seen.get(match.demandId), seen.get(match.achievementId)];
      if (demand === undefined || achievement === undefined) return [];
      const isListed = [demand, achievement].every(({ entry }) => entry.state === 'published');
      return [{ match, demand, achievement, can: allowed(match, match.open && isListed) }];
    });
  }

  function allowed(match: Match, isOpen: boolean): string[] {
    const verdicts = openVerdicts(match.state).filter((verdict) => isOpen || verdict !== 'accepted');
    const last = undoable(listDecisions(db, match.id));
    return [
      ...verdicts,
      ...(last?.verdict === match.state ? ['undo'] : []),
      ...(match.state === 'accepted' && isOpen ? ['introduce'] : []),
      'flag',
    ];
  }

  /** Why a pair fits and why not; without features, only what the texts say. */
  async function explain(actor: Actor, demand: Entry, achievement: Entry, features: FeatureVector | null) {
    const evidence = await matching.evidence(actor, 'demands', demand.id, achievement);
    if (features === null) return { evidence, against: [], nearMiss: null, features };
    const examined = { demand, achievement, features, indicators: evidence.indicators };
    return {
      evidence,
      against: objections(examined, shanghaiDay(clock.now())),
      nearMiss: matching.nearMiss(demand, achievement, features),
      features,
    };
  }

  function one(actor: Actor, match: Match): ReviewItem {
    const [item] = withEntries(actor, [match]);
    if (item === undefined) throw notFound();
    return item;
  }

  function entryOf(actor: Actor, list: Entry['list'], id: string): SeenEntry {
    const seen = visibility.find(actor, [id]).get(id);
    if (seen?.entry.list !== list) throw notFound();
    return seen;
  }

  return {
    /** One page of the queue, with what was handled since midnight in Shanghai and what waits. */
    queue(actor: Actor, request: QueueRequest) {
      admit(actor, 'matches.review');
      const { limit, cursor, ...filter } = request;
      const page = listQueue(db, filter, limit, cursor === undefined ? null : decodeCursor(cursor));
      const items = withEntries(actor, page.items);
      const { waiting, handled } = countWork(db, shanghaiMidnight(clock.now()));
      visibility.recordRead(
        actor,
        'matches',
        items.flatMap(({ demand, achievement }) => [demand, achievement]),
      );
      return { ...page, items, waiting, handledToday: handled };
    },

    /** All about one match; the first look at it is noted. */
    async get(
      actor: Actor,
      id: string,
    ): Promise<ReviewItem & Explained & { decisions: NamedDecision[]; twins: SeenEntry[] }> {
      admit(actor, 'matches.review');
      const match = findMatch(db, id);
      if (match === undefined) throw notFound();
      const item = one(actor, match);
      const { features, model, dtype, weights } = match.madeOf;
      markShown(db, [id], clock.now());
      const twins = [...visibility.find(actor, match.twins).values()];
      visibility.recordRead(actor, 'matches', [item.demand, item.achievement, ...twins]);
      return {
        ...item,
        ...(await explain(actor, item.demand.entry, item.achievement.entry, features)),
        computedBy: { model, dtype, weights },
        decisions: withNames(db, listDecisions(db, id).reverse()),
        twins,
      };
    },

    /** Decides, or takes the newest decision back; gives the match as it stands then. See `decide.ts` for refusals. */
    decide(actor: Actor, id: string, basedOn: number, judgement: Judgement): ReviewItem {
      admit(actor, 'matches.review');
      return one(actor, decide.decide(actor, id, basedOn, judgement));
    },

    /** Sets or takes away a flag. Throws `conflict` with `currentVersion` when somebody else was first. */
    flag(actor: Actor, id: string, basedOn: number, flagged: boolean): ReviewItem {
      admit(actor, 'matches.review');
      return one(actor, decide.flag(actor, id, basedOn, flagged));
    },

    /** The operator's own newest decisions, newest first. */
    ownDecisions(actor: Actor): { decision: NamedDecision; item: ReviewItem }[] {
      admit(actor, 'matches.review');
      const found = listDecisionsOf(db, accountOf(actor) ?? '', OWN_DECISIONS);
      const matches = findMatches(
        db,
        found.map(({ matchId }) => matchId),
      );
      const items = new Map(withEntries(actor, [...matches.values()]).map((item) => [item.match.id, item]));
      return withNames(db, found).flatMap((decision) => {
        const item = items.get(decision.matchId);
        return item === undefined ? [] : [{ decision, item }];
      });
    },

    /**
     * One verdict for many matches, each in its own transaction and on the version that was looked at. With `dryRun`
     * nothing is kept: the same checks run, and the answer says what would be done. Errors are given match by match.
     */
    decideMany(
      actor: Actor,
      matches: { id: string; version: number }[],
      judgement: Judgement & { verdict: Verdict },
      dryRun: boolean,
    ): { done: string[]; failed: { id: string; error: AppError }[] } {
      admit(actor, 'matches.review');
      const done: string[] = [];
      const failed: { id: string; error: AppError }[] = [];
      for (const { id, version } of new Map(matches.map((match) => [match.id, match])).values()) {
        try {
          if (dryRun) decide.tryOut(actor, id, version, judgement);
          else decide.decide(actor, id, version, judgement);
          done.push(id);
        } catch (error) {
          if (!(error instanceof AppError)) throw error;
          failed.push({ id, error });
        }
      }
      return { done, failed };
    },

    /** 为什么没有 X: any pair on request, with its score of this moment and why it is, or is not, in the queue. */
    async pair(actor: Actor, demandId: string, achievementId: string) {
      admit(actor, 'matches.review');
      const demand = entryOf(actor, 'demands', demandId);
      const achievement = entryOf(actor, 'achievements', achievementId);
      const match = findPair(db, demandId, achievementId);
      const published = [demand, achievement].every(({ entry }) => entry.state === 'published');
      const [found] = published ? await candidates.score('demands', demandId, [achievementId]) : [];
      const isTwin =
        listSides(db, demandId).some(({ twins }) => twins.includes(achievementId)) ||
        listSides(db, achievementId).some(({ twins }) => twins.includes(demandId));
      const standing = published
        ? await candidates.standing(demandId, achievementId, match, { score: found?.score ?? 0, isTwin })
        : { standing: 'unpublished' as const, rank: null };
      visibility.recordRead(actor, 'matches', [demand, achievement]);
      const { model, dtype, scoreModel } = matching.yardstick();
      return {
        demand,
        achievement,
        ...(await explain(
          actor,
          demand.entry,
          achievement.entry,
          found?.made.features ?? match?.madeOf.features ?? null,
        )),
        computedBy: { model, dtype, weights: scoreModel.name },
        score: found?.score ?? null,
        band: found?.band ?? null,
        estimated: scoreModel.kind === 'default',
        matchId: match?.id ?? null,
        ...standing,
      };
    },
  };
}
