import type { Match as DeskMatch, MatchSummary } from '../../api/contracts/review.ts';

type Decision = DeskMatch['decisions'][number];

/** What became of a match between looking at it and deciding about it. */
export type Happened =
  | { kind: 'decided'; decision: Decision }
  | { kind: 'moved'; state: DeskMatch['state'] }
  | { kind: 'closed' }
  | { kind: 'other' };

/**
 * Why a decision was refused, by comparing the match that was looked at with what it is now. An old decision is never
 * blamed: only one that led to the state of now. Pure.
 */
export function whatHappened(
  shown: Pick<MatchSummary, 'state' | 'open'>,
  now: Pick<DeskMatch, 'state' | 'open' | 'decisions'>,
): Happened {
  if (shown.state !== now.state) {
    const [decision] = now.decisions;
    const ledHere =
      decision !== undefined &&
      (decision.verdict === now.state || decision.verdict === 'undone' || decision.verdict === 'reopened');
    return ledHere ? { kind: 'decided', decision } : { kind: 'moved', state: now.state };
  }
  if (shown.open && !now.open) return { kind: 'closed' };
  return { kind: 'other' };
}
