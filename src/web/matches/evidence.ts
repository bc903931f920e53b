import type { Span } from '../../api/contracts/common.ts';
import type { Evidence } from '../../api/contracts/matches.ts';
import type { Mark } from '../shared/segments.ts';

export type Side = 'demand' | 'achievement';

/**
 * The marks on one side of a match, by field path. Their ids name the pieces of evidence: `s0` is the first sentence
 * pair, `t0` the first term, `n0` the first pair of near terms. Pure.
 */
export function marksOf(evidence: Evidence, side: Side): Map<string, Mark[]> {
  const byField = new Map<string, Mark[]>();
  const add = (span: Span, id: string) => {
    const marks = byField.get(span.field) ?? [];
    marks.push({ start: span.start, end: span.end, id });
    byField.set(span.field, marks);
  };
  for (const [index, pair] of evidence.sentences.entries()) add(pair[side], `s${index}`);
  for (const [index, pair] of evidence.terms.entries()) add(pair[side], `t${index}`);
  for (const [index, pair] of evidence.nearTerms.entries()) add(pair[side], `n${index}`);
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
