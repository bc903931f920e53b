import { setImmediate as turn } from 'node:timers/promises';
import type { List } from '../catalog/entry-model.ts';
import { service } from '../identity/model.ts';
import { rate } from '../matching/learned.ts';
import { chooseExploration } from '../matching/learning/exploration.ts';
import type { Random } from '../matching/learning/random.ts';
import type { Band } from '../matching/model.ts';
import type { MatchingService } from '../matching/service.ts';
import type { Standing } from './codes.ts';
import type { MadeOf, Match } from './model.ts';

/** From which score (0–100) on a pair is suggested, by the list whose entry asks, and how many for one entry. */
interface SuggestionRules {
  from: Record<List, number>;
  perEntry: number;
}

/** How deep in a demand's ranking the exploratory suggestion may lie. */
const EXPLORED_DEPTH = 50;

/** Beside fewer suggestions none is drawn by chance: it would be most of what an operator sees of a demand. */
const LEAST_EXPLORED = 3;

/** So many pairs are scored before requests get their turn: some milliseconds. */
const PAGE = 50;

/** A rank is looked for among so many. */
const RANKED = 1000;

/** A pair that may become a match; `placed` is the score by which it stands in the queue. */
export interface Candidate {
  otherId: string;
  score: number;
  band: Band;
  rank: number;
  placed: number;
  exploratory: boolean;
  propensity: number;
  made: Omit<MadeOf, 'texts'>;
}

export interface CandidateDeps {
  matching: MatchingService;
  rules: SuggestionRules;
  random: Random;
}

export type Candidates = ReturnType<typeof createCandidates>;

/** Which pairs of an entry are worth an operator's time. */
export function createCandidates({ matching, rules, random }: CandidateDeps) {
  /** Pairs of a published entry with these of the other list, as the active model scores them, best first. */
  async function score(list: List, id: string, otherIds: string[]): Promise<Candidate[]> {
    const vectors = await matching.vectors(service, list, id, otherIds);
    const { scoreModel, ...made } = matching.yardstick();
    const scored = [...vectors].map(([otherId, features]) => {
      const { score: shown, band } = rate(features, scoreModel);
      return {
        otherId,
        score: shown,
        band,
        placed: shown,
        exploratory: false,
        propensity: 1,
        made: { ...made, features, weights: scoreModel.name, estimated: scoreModel.kind === 'default' },
      };
    });
    return scored
      .sort((a, b) => b.score - a.score || (a.otherId < b.otherId ? -1 : 1))
      .map((candidate, at) => ({ ...candidate, rank: at + 1 }));
  }

  /** Whether a score is enough for a suggestion that either of the two entries asks for. */
  const isEnough = (shown: number) => shown >= Math.min(rules.from.demands, rules.from.achievements);

  /** The best of the other list for an entry, best first; a rank is a place among them. */
  async function ranking(list: List, id: string): Promise<string[]> {
    const { items } = await matching.rank(service, list, id, { limit: RANKED, mode: 'hybrid' });
    return items.map(({ id: otherId }) => otherId);
  }

  function standingOf(match: Match | undefined, shown: number, rank: number | null): Standing {
    if (match !== undefined) return match.state === 'suggested' ? 'suggested' : 'decided';
    if (!isEnough(shown)) return 'belowThreshold';
    // Above the threshold and among the first: the job has not come by yet.
    return rank === null || rank > rules.perEntry ? 'tooDeep' : 'notYet';
  }

  return {
    /** The same for pairs that are not among the best any more, with their places in the entry's ranking; far down all are last. */
    async rescore(list: List, id: string, otherIds: string[], ranked: string[]): Promise<Candidate[]> {
      const scored: Candidate[] = [];
      for (let at = 0; at < otherIds.length; at += PAGE) {
        if (at > 0) await turn();
        scored.push(...(await score(list, id, otherIds.slice(at, at + PAGE))));
      }
      const places = new Map(ranked.map((otherId, at) => [otherId, at + 1]));
      return scored.map((candidate) => ({ ...candidate, rank: places.get(candidate.otherId) ?? RANKED }));
    },

    ranking,

    score,

    isEnough,

    /** Where a pair of published entries stands: whether and why it is not in the queue, and its rank for the demand. */
    async standing(
      demandId: string,
      achievementId: string,
      match: Match | undefined,
      { score: shown, isTwin }: { score: number; isTwin: boolean },
    ): Promise<{ rank: number | null; standing: Standing }> {
      const at = (await ranking('demands', demandId)).indexOf(achievementId);
      const rank = at < 0 ? null : at + 1;
      const standing = isTwin && match === undefined ? 'twin' : standingOf(match, shown, rank);
      return { rank, standing };
    },

    /**
     * The best pairs of a published entry above the threshold, from its ranking. With `explore`, among those of a demand
     * stands one from deeper down and without a match yet, drawn by chance, so that the ranking is also judged where it
     * believes nothing.
     */
    async propose(
      list: List,
      id: string,
      ranked: string[],
      { explore, matched }: { explore: boolean; matched: ReadonlySet<string> },
    ): Promise<Candidate[]> {
      const scored = await score(list, id, ranked.slice(0, EXPLORED_DEPTH));
      const best = scored.filter((candidate) => candidate.score >= rules.from[list]).slice(0, rules.perEntry);
      if (!explore || list !== 'demands' || best.length < LEAST_EXPLORED) return best;
      // One that is matched already would be no new suggestion, and the chance of the others is by so much larger.
      const drawable = [...best, ...scored.slice(best.length).filter(({ otherId }) => !matched.has(otherId))];
      const plan = { places: best.length + 1, explored: 1, depth: EXPLORED_DEPTH } as const;
      // Where one more place would show all there is, nothing is drawn.
      if (drawable.length <= plan.places) return best;
      const slots = chooseExploration(drawable, plan, random).slice(0, plan.places);
      // It stands with the last of the best: by its own score nobody would ever come to it.
      const last = best.at(-1)!.score;
      return slots.map(({ item, exploratory, propensity }) => ({
        ...item,
        exploratory,
        propensity,
        placed: exploratory ? last : item.score,
      }));
    },
  };
}
