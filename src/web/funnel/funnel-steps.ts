/** The steps of the funnel, widest first. */
export const funnelSteps = ['shown', 'accepted', 'introduced', 'interested', 'agreed'] as const;

/** How long the bar of a count is where all would be `full`. Pure. */
export function barWidth(count: number, all: number, full: number): number {
  return all === 0 ? 0 : Math.round((Math.min(count, all) / all) * full);
}

/** A share in whole percents; 0 of nothing. Pure. */
export function percentOf(count: number, all: number): number {
  return all === 0 ? 0 : Math.round((count / all) * 100);
}
