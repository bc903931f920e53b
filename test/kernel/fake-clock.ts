import type { Clock } from '../../src/kernel/clock.ts';

/** A clock that stands still until it is moved: 2026-03-02 10:00 in Shanghai. */
export function createFakeClock(
  start = Date.parse('2026-03-02T02:00:00Z'),
): Clock & { advance(ms: number): void } {
  let now = start;
  return {
    now: () => now,
    advance: (ms) => {
      now += ms;
    },
  };
}
