import { endsAlike, metricLikeness } from './align.ts';
import { comparable, sameValue, toBase } from './convert.ts';
import { fold } from './fold.ts';
import { isAside, isNearly } from './hedges.ts';
import type { ComparedIndicator, Indicator, SourcedIndicator, Verdict } from './model.ts';
import { canonicalMetric } from './names.ts';
import { quantitiesOf } from './quantities.ts';
import { readIndicators } from './read.ts';
import { goodSide } from './sides.ts';
import { addsUpIn } from './subjects.ts';
import { verdictOf } from './verdict.ts';

/** One text of an entry and the field it is stored under. */
export interface NamedText {
  field: string;
  text: string;
}

/**
 * The indicators of an entry: its structured ones, and those of its prose that say something new. Takes texts by field
 * and the structured indicators in their order; gives each with its source (`indicators.N` for structured ones). Pure.
 */
export function indicatorsOf(
  texts: readonly NamedText[],
  structured: readonly Indicator[],
): SourcedIndicator[] {
  const all: SourcedIndicator[] = structured.map((indicator, index) => ({
    ...indicator,
    suspect: /^px/.test(indicator.unit),
    source: { field: `indicators.${index}` },
  }));
  for (const { field, text } of texts) {
    const folded = fold(text);
    for (const { span, ...indicator } of readIndicators(text)) {
      const sourced: SourcedIndicator = {
        ...indicator,
        ...(isReached(indicator, text.slice(...span)) ? { reached: true } : {}),
        ...(isAside(folded, span[1]) ? { aside: true } : {}),
        ...(isNearly(text.slice(...span)) ? { nearly: true } : {}),
        source: { field, start: span[0], end: span[1] },
      };
      if (!all.some((known) => known.aside === sourced.aside && saysSame(known, sourced))) all.push(sourced);
    }
  }
  return all;
}

/** 达到 without an inequality beside it. */
function isReached({ operator }: Indicator, quotation: string): boolean {
  return operator === '>=' && /[达達]/.test(quotation) && !/[≥>＞]|不[低小少短]|以上|至少/.test(quotation);
}

/** The same figure of the same metric; 检查精度 0.1 mm in prose repeats 检查精度 ≤ 0.1 mm. */
function saysSame(known: Indicator, other: Indicator): boolean {
  if (known.values.length !== other.values.length || !comparable(known.unit, other.unit)) return false;
  if (!conditionsAgree(known.condition, other.condition)) return false;
  const opposite =
    known.operator.charAt(0) !== other.operator.charAt(0) && known.operator !== '=' && other.operator !== '=';
  if (opposite && (known.operator === 'plusminus') === (other.operator === 'plusminus')) return false;
  const same = known.values.every((value, index) =>
    sameValue(toBase(value, known.unit, true), toBase(other.values[index]!, other.unit, true)),
  );
  return same && metricLikeness(canonical(known), canonical(other)) > 0;
}

/** A precision of 99 % is a share of right answers; one of 0.1 mm is none. */
const canonical = ({ metric, unit, values }: Indicator) =>
  canonicalMetric(
    unit === '%' && values[0]! >= 50
      ? metric.replace(/(?<=识别|检测|检查|分类|诊断|判别|分选|分级|分割|预测)精度$/, '准确率')
      : metric,
    unit,
  );

interface Named {
  indicator: SourcedIndicator;
  metric: string;
}

const named = (indicators: readonly SourcedIndicator[]): Named[] =>
  indicators.map((indicator) => ({ indicator, metric: canonical(indicator) }));

/**
 * Compares what a demand asks with what an achievement states, one row for each asked indicator in order. A row is `met`
 * only where the achievement states the same metric, in a comparable unit, under no other condition; in doubt it is
 * `unstated`. Pure.
 */
export function compareIndicators(
  asked: { indicators: readonly SourcedIndicator[] },
  stated: { indicators: readonly SourcedIndicator[] },
): ComparedIndicator[] {
  const offered = named(stated.indicators.filter(({ aside }) => !aside));
  return named(asked.indicators).map((want) => compareOne(want, offered));
}

/** How much less alike a metric may be and still have its say. */
const CLOSE = 0.15;

function compareOne(want: Named, offered: Named[]): ComparedIndicator {
  const { indicator: asked } = want;
  const rated = offered
    .map((have) => ({ have: have.indicator, likeness: likenessOf(want, have) }))
    .filter(({ have, likeness }) => likeness > 0 && mayCompare(asked, have));
  const best = Math.max(0, ...rated.map(({ likeness }) => likeness));
  // What was measured under a condition nobody asked for (after washing) leaves room for what was measured without.
  const unasked = rated.some(
    ({ have, likeness }) => likeness === best && have.condition !== '' && asked.condition === '',
  );
  const least = unasked ? best - CLOSE : best;
  const aligned = rated.filter(({ likeness }) => likeness >= least).map(({ have }) => have);
  const judged =
    aligned.length > 0
      ? aligned.map((have) => ({ have, verdict: judge(asked, have) }))
      : byLimit(want, offered);
  const kinds = new Set(judged.map(({ verdict }) => verdict));
  // Two statements that contradict each other leave it open.
  if (kinds.has('met') && kinds.has('unmet'))
    return { verdict: 'unstated', asked, stated: aligned[0] ?? null };
  const order: Verdict[] = ['unmet', 'suspect', 'met', 'unstated'];
  const verdict = order.find((kind) => kinds.has(kind)) ?? 'unstated';
  return { verdict, asked, stated: judged.find((row) => row.verdict === verdict)?.have ?? null };
}

/** A suspect unit asks for a look and promises nothing, so that the same noun is enough. */
function likenessOf(want: Named, have: Named): number {
  const alike = metricLikeness(want.metric, have.metric);
  if (alike > 0) return alike;
  if (want.indicator.suspect || have.indicator.suspect)
    return [
      [want.metric, have.metric] as const,
      [want.indicator.metric, have.indicator.metric] as const,
    ].some(([one, other]) => endsAlike(one, other))
      ? 0.5
      : 0;
  const promised = promisedBy(have.metric);
  if (promised === have.metric || !wantsMuch(want.indicator)) return 0;
  return metricLikeness(want.metric, promised) * 0.9;
}

const wantsMuch = (asked: Indicator) => asked.operator.startsWith('>') || goodSide(asked) === 'high';

/**
 * What a rating promises where much is good: a rated load is a load that can be borne at any time, and a speed that can
 * be set is reached where the highest one is. The other way round it does not hold.
 */
const promisedBy = (metric: string) =>
  metric.replace(/额定|标称/, '').replace(/最大(?=.{0,4}(?:转速|车速|航速|飞行速度)$)/, '');

/** 最大探测距离 150 m: where the largest is too small, all are; where it is large enough, the usual one may not be. */
function byLimit({ indicator: asked, metric }: Named, offered: Named[]) {
  const side = goodSide(asked);
  const limit = side === 'high' ? '最大' : '最小';
  if (side === undefined) return [];
  return offered
    .filter(({ metric: name }) =>
      name.includes(limit) && !metric.includes(limit)
        ? metricLikeness(metric, name.replace(limit, '')) > 0
        : side === 'low' && addsUpIn(metric, name),
    )
    .filter(({ indicator }) => mayCompare(asked, indicator))
    .map(({ indicator: have }) => ({ have, verdict: judge(asked, have) }))
    .filter(({ verdict }) => verdict === 'unmet');
}

/** Units that can be converted; a suspect unit may have been a length. */
function mayCompare(asked: SourcedIndicator, have: SourcedIndicator): boolean {
  if (asked.suspect || have.suspect)
    return [asked, have].every(({ unit, suspect }) => suspect || unit === '像素' || comparable(unit, 'mm'));
  if (/噪声|噪音/.test(asked.metric) && [asked, have].every(({ unit }) => unit === 'dB' || unit === 'dB(A)'))
    return true;
  // 节拍 28 s is 28 s for each piece.
  const units = [asked, have].map(({ unit, metric }) =>
    /节拍$/.test(metric) ? unit.replace(/\/[件个台片]$/, '') : unit,
  );
  return comparable(units[0]!, units[1]!);
}

function judge(asked: SourcedIndicator, have: SourcedIndicator): Verdict {
  if (asked.suspect || have.suspect) return 'suspect';
  if (!conditionsAgree(asked.condition, have.condition)) return 'unstated';
  const told = verdictOf(asked, have);
  const verdict = told === 'unmet' && isSameTerm(asked, have) ? 'met' : told;
  return verdict === 'met' && have.nearly && isEdge(asked, have) ? 'unstated' : verdict;
}

/** 180 天 are 6 个月 to everybody, though six months of a year are 182.6 days. */
function isSameTerm(asked: Indicator, have: Indicator): boolean {
  const units = new Set([asked.unit, have.unit]);
  if (units.size < 2 || !(units.has('月') || units.has('年'))) return false;
  const sides = [asked, have].map(({ operator }) => operator.charAt(0)).sort();
  if (asked.values.length > 1 || have.values.length > 1 || sides.join('') === '<>') return false;
  const [want, got] = [asked, have].map(({ values, unit }) => toBase(values[0]!, unit, true));
  return Math.abs(want! - got!) <= 0.02 * want!;
}

/** True where what is stated is the very figure that is asked. */
function isEdge(asked: Indicator, have: Indicator): boolean {
  const figure = toBase(have.values[0]!, have.unit, true);
  return asked.values.some((value) => sameValue(toBase(value, asked.unit, true), figure));
}

const plainCondition = (condition: string) =>
  fold(condition)
    .toLowerCase()
    .replace(/[\s,，、;。()]|^在|[下时]$|条件下?$/g, '');

/** False only where both sides name a condition and the two may differ. */
function conditionsAgree(left: string, right: string): boolean {
  const one = plainCondition(left);
  const other = plainCondition(right);
  if (one === '' || other === '' || one === other) return true;
  const figures = quantitiesOf(fold(left));
  const others = quantitiesOf(fold(right));
  if (figures.length !== others.length) return false;
  if (figures.length === 0) return one.includes(other) || other.includes(one);
  return figures.every((figure, index) => {
    const match = others[index]!;
    return (
      figure.shape === match.shape &&
      comparable(figure.unit, match.unit) &&
      figure.values.every((value, at) =>
        sameValue(toBase(value, figure.unit, false), toBase(match.values[at]!, match.unit, false)),
      )
    );
  });
}
