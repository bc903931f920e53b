import type { Span } from '../../api/contracts/common.ts';
import type { Evidence } from '../../api/contracts/matches.ts';

/** A marked range of one text. `id` names the piece of evidence: `s0` is the first sentence pair, `t0` the first term. */
export interface Mark {
  start: number;
  end: number;
  id: string;
}

/** A stretch of text under the same marks. */
export interface Segment {
  text: string;
  start: number;
  marks: string[];
}

export type Side = 'demand' | 'achievement';

/**
 * Cuts a text wherever a mark begins or ends, so that marks may overlap or nest and each piece knows all of its own.
 * The pieces together are the text. Ranges are UTF-16 and clipped to the text; empty ones vanish. Pure.
 */
export function segmentsOf(text: string, marks: readonly Mark[]): Segment[] {
  const clipped = marks
    .map((mark) => ({ ...mark, start: Math.max(0, mark.start), end: Math.min(text.length, mark.end) }))
    .filter((mark) => mark.start < mark.end);
  const cuts = new Set([0, text.length]);
  for (const mark of clipped) cuts.add(mark.start).add(mark.end);
  const points = [...cuts].sort((one, other) => one - other);
  const segments: Segment[] = [];
  for (const [index, start] of points.entries()) {
    const end = points[index + 1];
    if (end === undefined) break;
    const covering = clipped.filter((mark) => mark.start <= start && mark.end >= end);
    segments.push({
      text: text.slice(start, end),
      start,
      marks: [...new Set(covering.map((mark) => mark.id))],
    });
  }
  return segments;
}

/** The marks on one side of a match, by field path. Pure. */
export function marksOf(evidence: Evidence, side: Side): Map<string, Mark[]> {
  const byField = new Map<string, Mark[]>();
  const add = (span: Span, id: string) => {
    const marks = byField.get(span.field) ?? [];
    marks.push({ start: span.start, end: span.end, id });
    byField.set(span.field, marks);
  };
  for (const [index, pair] of evidence.sentences.entries()) add(pair[side], `s${index}`);
  for (const [index, pair] of evidence.terms.entries()) add(pair[side], `t${index}`);
  return byField;
}

/** The text at a field path such as `title`, `keywords.0` or `indicators.0.metric`; empty where there is none. Pure. */
export function textAt(entry: object, path: string): string {
  let value: unknown = entry;
  for (const key of path.split('.')) {
    value = typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[key] : undefined;
  }
  return typeof value === 'string' ? value : '';
}

/** The words a span points at. Pure. */
export function quote(entry: object, span: Span): string {
  return textAt(entry, span.field).slice(span.start, span.end);
}

/** The sentence pairs, best first, under the ids of their marks. Pure. */
export function strongestPairs(
  sentences: Evidence['sentences'],
): { pair: Evidence['sentences'][number]; id: string }[] {
  return sentences
    .map((pair, index) => ({ pair, id: `s${index}` }))
    .sort((one, other) => other.pair.score - one.pair.score);
}
