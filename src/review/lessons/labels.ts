import { sha256 } from '../../kernel/ids.ts';
import { inversePropensity } from '../../matching/learning/exploration.ts';
import { isAboutRelevance, type RejectReason } from '../../matching/learning/reasons.ts';
import type { Label } from '../../matching/learning/recipes.ts';
import { type DecisionLine, type MatchState, undoable } from '../life-cycle.ts';
import type { Match, Shown } from '../model.ts';
import { isSame } from './model.ts';
import type { MadeWith } from './stored-lesson.ts';

/** The parties were told, so the operator had found that the two belong together; what became of it is theirs. */
const takenUp: readonly MatchState[] = ['accepted', 'introduced', 'in_talks', 'agreed', 'ended'];
export const decidedStates: readonly MatchState[] = [...takenUp, 'rejected'];

/** A match with all that was decided about it, oldest first; `shown` is null where this program cannot read it. */
export interface DecidedMatch extends Pick<Match, 'id' | 'demandId' | 'achievementId' | 'state' | 'chain'> {
  decisions: (DecisionLine & { reasons: RejectReason[]; shown: Shown | null })[];
}

/**
 * What ranking may learn from a match: its newest standing decision, with the features as they were shown then. Null
 * for one that was taken back, reopened or put off, for a rejection that says nothing of relevance (price, region, a
 * done deal), and for scores of another sentence model or another version of the features. Pure.
 */
export function labelOf(match: DecidedMatch, now: MadeWith): Label | null {
  const standing = undoable(match.decisions);
  const decision = match.decisions.find(({ id }) => id === standing?.id);
  if (decision?.shown == null || !isSame(decision.shown.madeOf, now)) return null;
  const { verdict, reasons, shown } = decision;
  const accepted = verdict === 'accepted' && takenUp.includes(match.state);
  const rejected =
    verdict === 'rejected' && match.state === 'rejected' && isAboutRelevance({ verdict, reasons });
  if (!accepted && !rejected) return null;
  return {
    demandId: match.demandId,
    achievementId: match.achievementId,
    features: shown.madeOf.features,
    accepted,
    weight: inversePropensity(shown.propensity),
    chain: match.chain,
  };
}

/** Tells one set of labels from another, in whatever order they come. Pure. */
export function fingerprintOf(labels: readonly Label[], now: MadeWith): string {
  const lines = labels.map((label) => JSON.stringify(label)).sort();
  return sha256(JSON.stringify([now.model, now.dtype, ...lines]));
}
