import { average, percentile } from '../metrics.ts';
import { seeded } from './random.ts';

export interface Interval {
  /** The statistic of all groups. */
  mean: number;
  /** 5th and 95th percentile over the resamples, and their standard deviation. */
  low: number;
  high: number;
  deviation: number;
  /** Share of the resamples above 0. */
  confidence: number;
}

const RESAMPLES = 500;

/**
 * Bootstrap over groups drawn with replacement (Efron 1979): labels of one demand stand or fall together. A group is
 * what it adds to some sums, and the statistic is made of the sums. Seeded, so the same labels give the same interval.
 * Pure; zeros where there are no groups.
 */
export function bootstrap(
  groups: readonly number[][],
  statistic: (sums: readonly number[]) => number,
): Interval {
  if (groups.length === 0) return { mean: 0, low: 0, high: 0, deviation: 0, confidence: 0 };
  const random = seeded(1);
  const width = groups[0]!.length;
  // One flat array: with a thousand groups this loop runs a million times.
  const values = Float64Array.from(groups.flat());
  const sums = new Array<number>(width);
  const draw = () => {
    sums.fill(0);
    for (let at = 0; at < groups.length; at += 1) {
      const from = Math.floor(random() * groups.length) * width;
      for (let column = 0; column < width; column += 1) sums[column]! += values[from + column]!;
    }
    return statistic(sums);
  };
  const drawn = Array.from({ length: RESAMPLES }, draw);
  const all = groups[0]!.map((_, column) => groups.reduce((sum, group) => sum + group[column]!, 0));
  const middle = average(drawn);
  return {
    mean: statistic(all),
    low: percentile(drawn, 0.05),
    high: percentile(drawn, 0.95),
    deviation: Math.sqrt(average(drawn.map((value) => (value - middle) ** 2))),
    confidence: drawn.filter((value) => value > 0).length / RESAMPLES,
  };
}
