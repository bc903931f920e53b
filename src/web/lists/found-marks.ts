import type { Span } from '../../api/contracts/common.ts';
import type { Mark } from '../shared/segments.ts';

/**
 * The highlights of one field in order, with those that touch or overlap joined: a found run such as 表面缺陷 reads as
 * one mark, not as one for each of its words. Pure.
 */
export function foundIn(highlights: readonly Span[], field: string): Mark[] {
  const joined: Mark[] = [];
  const own = highlights.filter((span) => span.field === field && span.start < span.end);
  for (const { start, end } of own.sort((one, other) => one.start - other.start)) {
    const last = joined.at(-1);
    if (last && start <= last.end) last.end = Math.max(last.end, end);
    else joined.push({ start, end, id: 'found' });
  }
  return joined;
}
