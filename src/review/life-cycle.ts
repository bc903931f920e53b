import type { RejectReason } from '../matching/learning/reasons.ts';

/** 待审, 已采纳, 不合适, 稍后, 已推送双方, 洽谈中, 已达成, 已结束 */
export const matchStates = [
  'suggested',
  'accepted',
  'rejected',
  'deferred',
  'introduced',
  'in_talks',
  'agreed',
  'ended',
] as const;
export type MatchState = (typeof matchStates)[number];

/** What an operator says of a match 审核意见. */
export const verdicts = ['accepted', 'rejected', 'deferred'] as const;
export type Verdict = (typeof verdicts)[number];

/** What a line of the decisions says: a verdict, one taken back 撤销, or a rejection that does not hold any more. */
export const decisionKinds = [...verdicts, 'undone', 'reopened'] as const;
export type DecisionKind = (typeof decisionKinds)[number];

/** Before the parties were told, every decision can be changed and taken back. */
const internalStates: readonly MatchState[] = ['suggested', 'accepted', 'rejected', 'deferred'];

/** Whether an operator may decide about a match, or take a decision back: nobody else knows of it yet. Pure. */
function isInternal(state: MatchState): boolean {
  return internalStates.includes(state);
}

/** The verdicts open to an operator: any but the one that stands already. Pure. */
export function openVerdicts(state: MatchState): Verdict[] {
  return isInternal(state) ? verdicts.filter((verdict) => verdict !== state) : [];
}

/** A line of the decisions about one match, oldest first. */
export interface DecisionLine {
  id: string;
  verdict: DecisionKind;
  /** The state the match was in before. */
  before: MatchState;
}

/**
 * The decision that undoing takes back: the newest one that was not taken back, unless the service itself reopened the
 * match since. Null where there is none. Pure.
 */
export function undoable(lines: readonly DecisionLine[]): DecisionLine | null {
  const standing: DecisionLine[] = [];
  for (const line of lines) {
    if (line.verdict === 'undone') standing.pop();
    else if (line.verdict === 'reopened') standing.length = 0;
    else standing.push(line);
  }
  return standing.at(-1) ?? null;
}

/** Reasons that lie in how an entry is written or what it offers: another text may put them right. */
const curable: readonly RejectReason[] = [
  'indicators',
  'immature',
  'no_advantage',
  'no_business',
  'unclear',
  'terms',
];

/** Whether a rejection does not hold any more once one of the two texts was changed. Pure. */
export function isCured(reasons: readonly RejectReason[]): boolean {
  return reasons.length > 0 && reasons.every((reason) => curable.includes(reason));
}
