import type { DeskMatch, Reason } from '../api/desk.ts';
import type { Texts } from '../texts/zh-cn.ts';

/** Why something does not fit, in the operators' words; empty where nobody gave a reason. Pure. */
export function reasonsInWords(reasons: readonly Reason[], texts: Texts): string {
  return reasons.map((reason) => texts.desk.reasons[reason]).join(texts.listMark);
}

/** A decision in one line: the verdict, its reasons, its note. Pure. */
export function decisionInWords(
  { verdict, reasons, note }: Pick<DeskMatch['decisions'][number], 'verdict' | 'reasons' | 'note'>,
  texts: Texts,
): string {
  return [texts.desk.verdicts[verdict], reasonsInWords(reasons, texts), note].filter(Boolean).join(' · ');
}
