const MOST_YEARS = 10;

/** The years from this one in Shanghai back to that of an instant, at most ten, newest first. Pure. */
export function lastYears(since: string, now: number): number[] {
  const yearOf = (instant: number) => new Date(instant + 8 * 3_600_000).getUTCFullYear();
  const [first, last] = [yearOf(Date.parse(since)), yearOf(now)];
  const many = Math.min(Math.max(last - first + 1, 1), MOST_YEARS);
  return Array.from({ length: many }, (_, back) => last - back);
}
