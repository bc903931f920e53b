import type {
  Introduction,
  IntroductionStep,
  IntroductionSummary,
} from '../../api/contracts/introductions.ts';
import { shownTitle } from '../disclosure/words.ts';
import type { Shape } from '../shared/shapes.ts';
import type { Texts } from '../texts/zh-cn.ts';

type Side = IntroductionSummary['own'][number];

/** Both parties, in the order in which they are shown. */
export const sides: readonly Side[] = ['demand', 'achievement'];

export const stateShapes: Record<IntroductionSummary['state'], Shape> = {
  introduced: 'half',
  in_talks: 'hollow',
  agreed: 'full',
  ended: 'bar',
};

type Pair = Record<Side, Parameters<typeof shownTitle>[0] | null>;

/** The title of one side, or what stands for it where the reader does not know it. Pure. */
export function sideTitle(pair: Pair, side: Side, language: string, texts: Texts): string {
  const entry = pair[side];
  if (entry) return shownTitle(entry, language, texts);
  return side === 'demand' ? texts.introductions.hiddenDemand : texts.introductions.hiddenAchievement;
}

/** What a party is to do next; null where nothing is, and for whoever is no party. Pure. */
export function nextStep(
  { state, own, answers }: Pick<Introduction, 'state' | 'own' | 'answers'>,
  texts: Texts,
): string | null {
  const words = texts.introductions.next;
  if (own.length === 0) return null;
  if (state === 'in_talks') return words.talk;
  if (state !== 'introduced') return null;
  return own.some((side) => answers[side] === null) ? words.answer : words.wait;
}

/** A step in a sentence. Pure. */
export function stepWords({ kind, side }: Pick<IntroductionStep, 'kind' | 'side'>, texts: Texts): string {
  const { steps, sides } = texts.introductions;
  const words = steps[kind];
  return typeof words === 'string' ? words : words(side ? sides[side] : '');
}

/** Why somebody declined or ended it, in polite words; empty where nobody gave a reason. Pure. */
export function reasonWords(reasons: IntroductionStep['reasons'], texts: Texts): string {
  return reasons.map((reason) => texts.introductions.reasonWords[reason]).join(texts.listMark);
}
