import { sameValue, toBase } from './convert.ts';
import type { Indicator, SourcedIndicator, Verdict } from './model.ts';
import { goodSide } from './sides.ts';

type Judged = Indicator & Pick<SourcedIndicator, 'reached'>;

/** What an indicator says of its metric: everything from `low` to `high`; an open end does not belong to it. */
interface Interval {
  low: number;
  high: number;
  lowOpen: boolean;
  highOpen: boolean;
}

const RANGE_METRIC = /范围|量程|区间|行程|波段|频段|(?:工作|使用|存储|适用环境|环境)温度$/;
const DIFFERENCE = /温升|温差|误差|偏差|精度|波动|均匀|准确度|公差|漂移|稳定性|提高|降低|滞后|分辨/;

const EVERYTHING: Interval = { low: -Infinity, high: Infinity, lowOpen: true, highOpen: true };

function intervalOf({ operator, values, unit }: Indicator, difference: boolean): Interval {
  const [first, second] = values.map((value) => toBase(value, unit, difference));
  const low = first!;
  switch (operator) {
    case '<':
    case '<=':
      return { ...EVERYTHING, high: low, highOpen: operator === '<' };
    case '>':
    case '>=':
      return { ...EVERYTHING, low, lowOpen: operator === '>' };
    case 'between':
      return {
        low: Math.min(low, second ?? low),
        high: Math.max(low, second ?? low),
        lowOpen: false,
        highOpen: false,
      };
    case 'plusminus':
      return { low: -Math.abs(low), high: Math.abs(low), lowOpen: false, highOpen: false };
    default:
      return { low, high: low, lowOpen: false, highOpen: false };
  }
}

/** A deviation is as good as it is small, whichever way it goes: ±0.1, 0.1 and ≤ 0.1 ask the same. */
function asSize(interval: Interval): Interval {
  const { low, high, lowOpen, highOpen } = interval;
  if (low === -Infinity) return { ...interval };
  const size = Math.max(Math.abs(low), Math.abs(high));
  const inner = low <= 0 && high >= 0 ? -Infinity : Math.min(Math.abs(low), Math.abs(high));
  if (high === Infinity) return { low, high, lowOpen, highOpen };
  return { low: inner, high: size, lowOpen: inner === -Infinity, highOpen: false };
}

function within(inner: Interval, outer: Interval): boolean {
  return upTo(inner, outer) && downTo(inner, outer);
}

/** Nothing of `inner` lies above `outer`. */
function upTo(inner: Interval, outer: Interval): boolean {
  if (outer.high === Infinity) return true;
  if (sameValue(inner.high, outer.high)) return inner.highOpen || !outer.highOpen;
  return inner.high < outer.high;
}

function downTo(inner: Interval, outer: Interval): boolean {
  if (outer.low === -Infinity) return true;
  if (sameValue(inner.low, outer.low)) return inner.lowOpen || !outer.lowOpen;
  return inner.low > outer.low;
}

function apart(left: Interval, right: Interval): boolean {
  const before = (first: Interval, second: Interval) =>
    sameValue(first.high, second.low) ? first.highOpen || second.lowOpen : first.high < second.low;
  return before(left, right) || before(right, left);
}

/** Of a bound that is stated loosely the asked value is not promised: ≤ 0.2 for an asked ≤ 0.1. */
function promisesLess(asked: Interval, stated: Interval): boolean {
  const above = asked.high !== Infinity && stated.high !== Infinity && !upTo(stated, asked);
  const below = asked.low !== -Infinity && stated.low !== -Infinity && !downTo(stated, asked);
  return above || below;
}

/**
 * What is asked. A single figure asks for that much at least where more is good, at most where less is; and 精度达到
 * 0.1 mm, which reads as `>=`, can only mean at most. Where the metric leaves the side open it asks for just that.
 */
function askedInterval(asked: Judged, difference: boolean): Interval {
  const interval = intervalOf(asked, difference);
  if (asked.operator !== '=' && !asked.reached) return interval;
  const edge = toBase(asked.values[0]!, asked.unit, difference);
  const side = goodSide(asked);
  if (side === 'high') return { ...EVERYTHING, low: edge, lowOpen: false };
  if (side === 'low') return { ...EVERYTHING, high: edge, highOpen: false };
  return { low: edge, high: edge, lowOpen: false, highOpen: false };
}

/** What is stated: 噪声达到 60 dB is 60 dB and no lower bound. */
function statedInterval(stated: Judged, difference: boolean): Interval {
  const single = stated.reached && goodSide(stated) === 'low';
  return intervalOf(single ? { ...stated, operator: '=' } : stated, difference);
}

/** True where a metric is a span to be covered: a range asked for is met by a wider one. */
function isCoverage(asked: Indicator): boolean {
  return (asked.operator === 'between' || asked.operator === 'plusminus') && RANGE_METRIC.test(asked.metric);
}

/**
 * Whether what is stated meets what is asked, both of one metric, in comparable units. What a statement leaves open is
 * unstated, never met. Pure.
 */
export function verdictOf(asked: Judged, stated: Judged): Verdict {
  const difference = [asked, stated].some(
    ({ operator, metric }) => operator === 'plusminus' || DIFFERENCE.test(metric),
  );
  let want = askedInterval(asked, difference);
  let have = statedInterval(stated, difference);
  if (isCoverage(asked)) {
    if (stated.operator !== 'between' && stated.operator !== 'plusminus') return 'unstated';
    return within(want, have) ? 'met' : 'unmet';
  }
  if (asked.operator === 'plusminus' || stated.operator === 'plusminus') {
    want = asSize(want);
    have = asSize(have);
  }
  if (within(have, want)) return 'met';
  if (asked.reached && goodSide(asked) === undefined) return 'unstated';
  return apart(have, want) || promisesLess(want, have) ? 'unmet' : 'unstated';
}
