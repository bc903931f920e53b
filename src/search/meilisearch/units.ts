import { lexicalUnits, normalise } from '../../kernel/text.ts';
import { typedGroups } from '../segment.ts';

/*
 * Meilisearch gets our lexical units as words of plain letters instead of the raw text. Its own Chinese words never
 * hold one character or two across a word's border (锂 in 磷酸铁锂, 化剂 in 催化剂), its dictionary depends on how
 * the server was built, and the embedded index would answer otherwise. So both engines find the same entries.
 */

/** Longer words are not indexed by the server; what was cut is cut in the question too. */
const LONGEST_WORD = 240;
/** The server reads so many words or phrases of a question and drops the rest without a word. */
export const MOST_PARTS = 10;

/**
 * A lexical unit as a word of [a-z0-9]: `b` and both characters of a bigram, `c` and a lone character, `w` and a
 * Latin word or number, letter by letter, so that its beginning is still a beginning. Pure.
 */
export function encodeUnit(unit: string): string {
  const isHan = /^\p{Script=Han}/u.test(unit);
  const kind = isHan ? ([...unit].length === 1 ? 'c' : 'b') : 'w';
  const letters = Array.from(unit, (letter) => (!isHan && /[a-y0-9]/.test(letter) ? letter : spell(letter)));
  return (kind + letters.join('')).slice(0, LONGEST_WORD);
}

function spell(letter: string): string {
  const code = letter.codePointAt(0)!.toString(16);
  return code.length === 4 && /\p{Script=Han}/u.test(letter) ? code : `z${code}z`;
}

/** A text as the server stores it: each of its units once, in the order in which they first come. Pure. */
export function encodeText(text: string): string {
  const units = new Set(lexicalUnits(normalise(text).text).map((unit) => encodeUnit(unit.text)));
  return [...units].join(' ');
}

/** One unit as a whole word: in quotation marks nothing is taken for a beginning. */
export function quoteUnit(unit: string): string {
  return `"${encodeUnit(unit)}"`;
}

/**
 * What was typed as a question to the server: one phrase a run of Han characters. `parts` says how many words and
 * phrases that are; beyond `MOST_PARTS` the server would not read them all. Null when nothing was typed but
 * punctuation. Pure.
 */
export function encodeTyped(typed: string): { question: string; parts: number } | null {
  const groups = typedGroups(typed);
  if (groups.length === 0) return null;
  const question = groups.map(({ units, isBeginning }) => {
    const words = units.map(encodeUnit).join(' ');
    return isBeginning ? words : `"${words}"`;
  });
  return { question: question.join(' '), parts: groups.length };
}
