const DAY_MS = 86_400_000;
const SHANGHAI_AHEAD_MS = 8 * 3_600_000;

/** The calendar day in Shanghai so many days after that instant (ms), `2026-03-01`. Pure. */
export function dayAfter(instant: number, days: number): string {
  return new Date(instant + SHANGHAI_AHEAD_MS + days * DAY_MS).toISOString().slice(0, 10);
}
