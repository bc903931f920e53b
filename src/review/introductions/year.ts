import { type RejectReason, rejectReasons } from '../../matching/learning/reasons.ts';
import { areBothInterested, standingOf } from './life-cycle.ts';
import type { Step } from './model.ts';

/** From the first instant of a year to the first one after it. */
export interface Span {
  from: number;
  until: number;
}

/** How many introductions came how far in a year, each by the day on which it did. */
export interface YearCounts {
  introduced: number;
  /** Both parties became interested. */
  interested: number;
  agreed: number;
  ended: number;
  /** Of those that ended: why, in the order of the reasons; one may have ended for several. */
  reasons: { reason: RejectReason; count: number }[];
  /** Of those that ended: with an entry that was withdrawn. */
  withdrawn: number;
}

/** A year in Shanghai. Pure. */
export function yearSpan(year: number): Span {
  const newYear = (of: number) => Date.parse(`${of}-01-01T00:00:00+08:00`);
  return { from: newYear(year), until: newYear(year + 1) };
}

/** Counts the steps of a year; they may be of several introductions, each oldest first. Pure. */
export function countYear(steps: readonly Step[], { from, until }: Span): YearCounts {
  const counts = { introduced: 0, interested: 0, agreed: 0, ended: 0, withdrawn: 0 };
  const reasons = new Map<RejectReason, number>();
  const before = new Map<string, Step[]>();
  for (const step of steps) {
    const line = [...(before.get(step.matchId) ?? []), step];
    before.set(step.matchId, line);
    if (step.at < from || step.at >= until) continue;
    if (step.kind === 'introduced') counts.introduced += 1;
    if (step.kind === 'interested' && areBothInterested(standingOf(line))) counts.interested += 1;
    if (step.kind === 'agreed') counts.agreed += 1;
    if (step.kind === 'withdrawn') counts.withdrawn += 1;
    if (['declined', 'ended', 'withdrawn'].includes(step.kind)) counts.ended += 1;
    for (const reason of new Set(step.reasons)) reasons.set(reason, (reasons.get(reason) ?? 0) + 1);
  }
  const told = rejectReasons.flatMap(({ code: reason }) => {
    const count = reasons.get(reason);
    return count === undefined ? [] : [{ reason, count }];
  });
  return { ...counts, reasons: told };
}
