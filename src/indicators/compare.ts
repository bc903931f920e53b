import { canonicalMetric, metricLikeness } from './align.ts';
import { comparable, sameValue, toBase } from './convert.ts';
import { fold } from './fold.ts';
import type { ComparedIndicator, Indicator, SourcedIndicator, Verdict } from './model.ts';
import { quantitiesOf } from './quantities.ts';
import { readIndicators } from './read.ts';
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
  for (const { field, text } of texts)
    for (const { span, ...indicator } of readIndicators(text)) {
      const sourced: SourcedIndicator = {
        ...indicator,
        ...(isReached(indicator, text.slice(...span)) ? { reached: true } : {}),
        source: { field, start: span[0], end: span[1] },
      };
      if (!all.some((known) => saysSame(known, sourced))) all.push(sourced);
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
  return same && metricLikeness(canonicalMetric(known.metric), canonicalMetric(other.metric)) > 0;
}

interface Named {
  indicator: SourcedIndicator;
  metric: string;
}

const named = (indicators: readonly SourcedIndicator[]): Named[] =>
  indicators.map((indicator) => ({ indicator, metric: canonicalMetric(indicator.metric) }));

/**
 * Compares what a demand asks with what an achievement states, one row for each asked indicator in order. A row is `met`
 * only where the achievement states the same metric, in a comparable unit, under no other condition; in doubt it is
 * `unstated`. Pure.
 */
export function compareIndicators(
  asked: { indicators: readonly SourcedIndicator[] },
  stated: { indicators: readonly SourcedIndicator[] },
): ComparedIndicator[] {
  const offered = named(stated.indicators);
  return named(asked.indicators).map((want) => compareOne(want, offered));
}

function compareOne(want: Named, offered: Named[]): ComparedIndicator {
  const { indicator: asked } = want;
  const rated = offered
    .map((have) => ({ have: have.indicator, likeness: metricLikeness(want.metric, have.metric) }))
    .filter(({ have, likeness }) => likeness > 0 && mayCompare(asked, have));
  const best = Math.max(0, ...rated.map(({ likeness }) => likeness));
  const aligned = rated.filter(({ likeness }) => likeness === best).map(({ have }) => have);
  const judged = aligned.map((have) => ({ have, verdict: judge(asked, have) }));
  const kinds = new Set(judged.map(({ verdict }) => verdict));
  // Two statements that contradict each other leave it open.
  if (kinds.has('met') && kinds.has('unmet'))
    return { verdict: 'unstated', asked, stated: aligned[0] ?? null };
  const order: Verdict[] = ['unmet', 'suspect', 'met', 'unstated'];
  const verdict = order.find((kind) => kinds.has(kind)) ?? 'unstated';
  return { verdict, asked, stated: judged.find((row) => row.verdict === verdict)?.have ?? null };
}

/** Units that can be converted; a suspect unit may have been a length. */
function mayCompare(asked: SourcedIndicator, have: SourcedIndicator): boolean {
  if (asked.suspect || have.suspect)
    return [asked, have].every(({ unit, suspect }) => suspect || unit === '像素' || comparable(unit, 'mm'));
  return comparable(asked.unit, have.unit);
}

function judge(asked: SourcedIndicator, have: SourcedIndicator): Verdict {
  if (asked.suspect || have.suspect) return 'suspect';
  if (!conditionsAgree(asked.condition, have.condition)) return 'unstated';
  return verdictOf(asked, have);
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
