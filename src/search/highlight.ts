import { lexicalUnits, normalise, type TextRange } from '../kernel/text.ts';
import type { TypedGroup } from './segment.ts';

/**
 * Where what was typed stands in a raw text, as UTF-16 ranges in rising order that do not touch. The same units that
 * find an entry mark it, whichever engine found it. Pure.
 */
export function findTyped(typed: TypedGroup[], raw: string): TextRange[] {
  if (typed.length === 0) return [];
  const wanted = new Set(typed.flatMap(({ units }) => units));
  const beginnings = typed.filter(({ isBeginning }) => isBeginning).flatMap(({ units }) => units);
  const normal = normalise(raw);
  const ranges: TextRange[] = [];
  for (const { text, start, end } of lexicalUnits(normal.text)) {
    const beginning = beginnings.find((begun) => text.startsWith(begun));
    const length = wanted.has(text) ? end - start : (beginning?.length ?? 0);
    if (length > 0) ranges.push({ start: normal.starts[start]!, end: normal.ends[start + length - 1]! });
  }
  return joined(ranges);
}

function joined(ranges: TextRange[]): TextRange[] {
  const whole: TextRange[] = [];
  for (const range of ranges.sort((a, b) => a.start - b.start)) {
    const last = whole.at(-1);
    if (last !== undefined && range.start <= last.end) last.end = Math.max(last.end, range.end);
    else whole.push({ ...range });
  }
  return whole;
}
