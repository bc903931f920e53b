import type { MatchState } from '../life-cycle.ts';

/** The two parties of an introduction, by the list that their entry is on. */
export const sides = ['demand', 'achievement'] as const;
export type Side = (typeof sides)[number];

/** 推送双方, 有意向, 无意向, 达成合作, 结束对接, 一方撤下 */
export const stepKinds = ['introduced', 'interested', 'declined', 'agreed', 'ended', 'withdrawn'] as const;
export type StepKind = (typeof stepKinds)[number];

/** What a party says to an introduction. */
export const answerKinds = ['interested', 'declined'] as const;
export type AnswerKind = (typeof answerKinds)[number];

/** What a party records of how it goes on. */
export const progressKinds = ['agreed', 'ended'] as const;
export type ProgressKind = (typeof progressKinds)[number];

/** Where an introduction stands: the states of its match after it was sent. */
export const introducedStates = ['introduced', 'in_talks', 'agreed', 'ended'] as const satisfies MatchState[];
export type IntroducedState = (typeof introducedStates)[number];

/** Those in which somebody still has something to do. */
export const openStates: readonly IntroducedState[] = ['introduced', 'in_talks'];

export interface StepLine {
  kind: StepKind;
  /** Whose step it is; null for the operator's introduction and for the end that comes with a withdrawn entry. */
  side: Side | null;
}

export interface Standing {
  state: IntroducedState;
  answers: Record<Side, AnswerKind | null>;
}

/** Where the steps of an introduction, oldest first, have led. Pure. */
export function standingOf(steps: readonly StepLine[]): Standing {
  const standing: Standing = { state: 'introduced', answers: { demand: null, achievement: null } };
  for (const { kind, side } of steps) {
    if (side !== null && (kind === 'interested' || kind === 'declined')) standing.answers[side] = kind;
    standing.state = stateAfter(kind, standing);
  }
  return standing;
}

function stateAfter(kind: StepKind, standing: Standing): IntroducedState {
  if (kind === 'introduced') return 'introduced';
  if (kind === 'agreed') return 'agreed';
  if (kind === 'interested') return areBothInterested(standing) ? 'in_talks' : standing.state;
  return 'ended';
}

/** From here on the parties may know each other's contact. Pure. */
export function areBothInterested({ answers }: Standing): boolean {
  return sides.every((side) => answers[side] === 'interested');
}

/**
 * The steps open to a party: first its answer; who is interested may think better of it while the other one is silent;
 * after two answers either one records how talks went. Pure.
 */
export function openSteps({ state, answers }: Standing, side: Side): (AnswerKind | ProgressKind)[] {
  if (state === 'in_talks') return [...progressKinds];
  if (state !== 'introduced') return [];
  return answers[side] === null ? [...answerKinds] : ['ended'];
}

/** Whether contacts are shown: while the parties talk, and once they agreed; an end takes them back. Pure. */
export function areContactsShown({ state }: Pick<Standing, 'state'>): boolean {
  return state === 'in_talks' || state === 'agreed';
}

/** Whether the other party is owed a reason. Pure. */
export function owesReason(kind: StepKind): boolean {
  return kind === 'declined' || kind === 'ended';
}
