import { readIndicators } from '../../indicators/read.ts';
import type { FieldText } from '../entry-texts.ts';
import type { VagueWish } from './model.ts';

/** Words that ask for more or less of something without saying how much. */
const VAGUE =
  /大幅(?:度)?|显著|明显|尽可能|尽量|较高|较低|较好|更高|更低|更好|更快|高精度|(?<!提)高效率?|高性能|高可靠|高质量|低成本|低能耗|低功耗|快速|优良|优异|良好|先进|(?:国际|国内|行业)(?:领先|先进)|一定程度|进一步提[高升]|有效提[高升]|有效降低/g;
/** Where one wish ends and the next begins. */
const CLAUSE_END = /[，。；！？,;!?\n]/;

/** Clauses that ask for something vague and name no figure, each by its first vague word. Pure. */
export function vagueWishes(texts: readonly FieldText[]): VagueWish[] {
  return texts.flatMap(({ field, text }) => {
    const figures = readIndicators(text).map(({ span }) => span);
    const found: VagueWish[] = [];
    let lastEnd = -1;
    for (const match of text.matchAll(VAGUE)) {
      const { index } = match;
      const [from, to] = clauseAround(text, index);
      const isMeasured = figures.some(([start, end]) => start < to && end > from);
      if (isMeasured || from < lastEnd) continue;
      lastEnd = to;
      found.push({ field, start: index, end: index + match[0].length, word: match[0] });
    }
    return found;
  });
}

function clauseAround(text: string, at: number): [start: number, end: number] {
  let start = at;
  let end = at;
  while (start > 0 && !CLAUSE_END.test(text.charAt(start - 1))) start -= 1;
  while (end < text.length && !CLAUSE_END.test(text.charAt(end))) end += 1;
  return [start, end];
}
