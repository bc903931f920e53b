import { conditionsOf } from './conditions.ts';
import { isNoIndicator } from './facts.ts';
import { fold } from './fold.ts';
import { clauseStart, listedPhrases, type Phrase, phraseAfter, phraseIn } from './metric.ts';
import type { Operator, ReadIndicator } from './model.ts';
import { type Quantity, quantitiesOf } from './quantities.ts';
import { unitAt } from './units.ts';
import { wordCondition } from './word-conditions.ts';
import {
  betterThan,
  isChange,
  perTime,
  type Wording,
  wordingAfter,
  wordingBefore,
  wordingInside,
} from './wording.ts';

/** What is known of one figure before its metric is. */
interface Figure {
  quantity: Quantity;
  wording: Wording;
  suffix: { operator: Operator | undefined; end: number } | undefined;
  /** Where the text before it that may hold its metric begins. */
  floor: number;
  /** Where that text ends: before the words that lead up to the figure, or to the first one of 由 a 提高到 b. */
  metricEnd: number;
}

/** After these verbs what is measured follows the figure: 可耐受 1200℃ 高温. */
const OBJECT_FOLLOWS = /^(?:可|能|支持)?(?:同时)?(?:耐受|承受|识别|支持|检测|达到|实现|分辨|满足|输出|耐)$/;

/**
 * Reads the technical indicators 技术指标 out of free Chinese text, in order. Takes the raw text, gives spans in it;
 * never throws, linear in the length of the text. Pure.
 */
export function readIndicators(raw: string): ReadIndicator[] {
  const text = fold(raw);
  const quantities = quantitiesOf(text);
  const conditions = conditionsOf(text, quantities);
  const found: ReadIndicator[] = [];
  let floor = 0;
  let origin: number | undefined;
  for (let index = 0; index < quantities.length; index += 1) {
    const quantity = quantities[index]!;
    const condition = conditions.at(index);
    if (condition) {
      if (condition.kind === 'bracket') addToLast(found, condition.start, condition.text, text);
      else if (condition.kind !== 'part') floor = condition.end;
      continue;
    }
    const next = quantities[index + 1];
    const figure = figureAt(text, quantity, floor, origin);
    origin = undefined;
    if (next && !conditions.at(index + 1) && isFrom(text, quantity, next)) {
      origin = figure.metricEnd;
      continue;
    }
    const run = sharedRun(text, quantities, index, figure);
    const read =
      run.length > 1 ? readShared(text, run, figure) : [readOne(text, figure, conditions.floorOf(index))];
    for (const [at, indicator] of read.entries())
      if (indicator) {
        const told = conditions.named(index) || wordCondition(text, run[at]!.start, indicator.span[1]);
        push(found, indicator, run[at]!.start, told);
      }
    index += run.length - 1;
    // 一体化, 十六烷: a numeral inside a word.
    if (quantity.spelled && !read.some(Boolean)) continue;
    floor = endOf(text, run.at(-1)!);
  }
  return found;
}

function endOf(text: string, quantity: Quantity): number {
  return wordingAfter(text, quantity.end)?.end ?? quantity.end;
}

/** Spans do not overlap: neither quotation takes the figure of the other. */
function push(found: ReadIndicator[], indicator: ReadIndicator, figureAt: number, condition: string): void {
  const last = found.at(-1);
  if (last) last.span[1] = Math.min(last.span[1], figureAt);
  const start = Math.max(indicator.span[0], last?.span[1] ?? 0);
  found.push({ ...indicator, condition, span: [start, indicator.span[1]] });
}

/** 压缩永久变形小于 20%（150℃×72h）: brackets right after an indicator tell its condition. */
function addToLast(found: ReadIndicator[], at: number, condition: string, text: string): void {
  const last = found.at(-1);
  if (!last || last.condition.includes(condition)) return;
  if (!/^\s?\($/.test(text.slice(last.span[1], at))) return;
  last.condition = condition;
}

/** 由 a 提高到 b: a is where things stand today. */
function isFrom(text: string, quantity: Quantity, next: Quantity): boolean {
  return isChange(text.slice(quantity.end, next.start).replace(/\s/g, ''));
}

function figureAt(text: string, quantity: Quantity, floor: number, origin: number | undefined): Figure {
  const least = clauseStart(text, origin ?? quantity.start, floor);
  const wording = wordingBefore(text, quantity.start, least);
  const suffix = wordingAfter(text, quantity.end);
  return { quantity, wording, suffix, floor: least, metricEnd: origin ?? wording.start };
}

/** Figures that one list of metrics shares: 分别为 0.02% 和 0.03%. */
function sharedRun(text: string, quantities: Quantity[], index: number, figure: Figure): Quantity[] {
  const run = [quantities[index]!];
  if (!text.slice(figure.wording.start, figure.quantity.start).includes('分别')) return run;
  for (let next = index + 1; next < quantities.length; next += 1) {
    const quantity = quantities[next]!;
    if (!/^(?:以上|以下|以内)?\s?[、和与及,，/]\s?$/.test(text.slice(run.at(-1)!.end, quantity.start))) break;
    run.push(quantity);
  }
  return run;
}

function readShared(text: string, run: Quantity[], figure: Figure): (ReadIndicator | undefined)[] {
  const phrases = listedPhrases(text, figure.floor, figure.wording.start, run.length);
  return run.map((quantity, at) => {
    const phrase = phrases?.[at] ?? phraseIn(text, figure.floor, figure.wording.start);
    const last = wordingAfter(text, run.at(-1)!.end);
    const own = { ...figure, quantity, suffix: wordingAfter(text, quantity.end) ?? last };
    return phrase && indicatorOf(text, own, { ...phrase, start: at === 0 ? phrase.start : quantity.start });
  });
}

function readOne(text: string, figure: Figure, conditionFloor: number): ReadIndicator | undefined {
  const { wording, suffix, floor, metricEnd } = figure;
  const before = phraseIn(text, floor, metricEnd);
  if (before) return indicatorOf(text, figure, withObject(text, figure, before));
  // 电导率在 25℃ 时达到 15 mS/cm: the metric stands before the condition.
  const beyond =
    conditionFloor < floor ? phraseIn(text, clauseStart(text, conditionFloor, 0), conditionFloor) : undefined;
  if (beyond) return indicatorOf(text, figure, beyond);
  if (!wording.operator && !wording.better && !suffix?.operator) return undefined;
  const phrase = phraseAfter(text, suffix?.end ?? figure.quantity.end) ?? earlierPhrase(text, floor);
  return phrase && indicatorOf(text, figure, phrase);
}

/** 可耐受 1200℃ 高温: the verb before the figure, what is measured behind it. */
function withObject(text: string, { quantity, suffix }: Figure, verb: Phrase): Phrase {
  if (!OBJECT_FOLLOWS.test(verb.text)) return verb;
  const object = phraseAfter(text, suffix?.end ?? quantity.end);
  if (!object) return verb;
  const deed = /识别|检测|支持/.test(verb.text) ? verb.text.replace(/^支持|同时/g, '') : '';
  return { text: deed + object.text, start: verb.start, end: object.end };
}

/** 响应时间，≤ 5 s: the clause before, where it has no figure of its own. */
function earlierPhrase(text: string, floor: number): Phrase | undefined {
  if (!/[，,]/.test(text.charAt(floor - 1))) return undefined;
  const start = clauseStart(text, floor - 1, 0);
  return /\d/.test(text.slice(start, floor - 1)) ? undefined : phraseIn(text, start, floor - 1);
}

function indicatorOf(
  text: string,
  { quantity, wording, suffix, floor }: Figure,
  phrase: Phrase,
): ReadIndicator | undefined {
  const sentence = text.slice(sentenceStart(text, quantity.start), quantity.end + 20);
  const explicit = wording.operator !== undefined || wording.better || suffix?.operator !== undefined;
  const per = wording.per || leadingPer(phrase.text);
  const inside = wordingInside(phrase.text);
  const named = quantity.unit === '' ? namedUnit(text, floor, wording.start) : '';
  const metric = phrase.text
    .slice(0, inside?.at)
    .replace(/^每(?:小时|分钟|秒|天|日|年)可?/, '')
    .replace(named === '' ? /$/ : /\/[^/]{1,8}$/, '');
  const unit = perTime(ofEnergy(text, quantity, metric) || named, per);
  const reading = {
    quantity: { ...quantity, unit },
    wording,
    explicit: explicit || quantity.shape === 'plusminus',
    followed: suffix !== undefined,
    metric,
    before: text.slice(floor, quantity.start),
    after: text.slice(quantity.end, quantity.end + 4),
    sentence,
  };
  if (isNoIndicator(reading)) return undefined;
  return {
    metric,
    operator: operatorOf(
      quantity,
      wording,
      suffix?.operator ?? inside?.operator ?? leastIn(text, phrase),
      metric,
      unit,
    ),
    values: quantity.values,
    unit,
    condition: '',
    span: [Math.min(phrase.start, quantity.start), Math.max(suffix?.end ?? 0, quantity.end, phrase.end)],
    suspect: /^px/.test(unit),
  };
}

/** 度 of electricity are kilowatt hours: 百公里电耗 12.4 度. */
function ofEnergy(text: string, { unit, start, end }: Quantity, metric: string): string {
  const electric = unit.startsWith('°') && /电耗|耗电|用电|发电|节电|省电|电量/.test(metric);
  return electric && text.slice(start, end).includes('度') ? unit.replace('°', 'kWh') : unit;
}

/** 至少 may stand before the verb: 至少提高 5 个百分点. */
const leastIn = (text: string, { start, end }: Phrase) =>
  /至少|最少/.test(text.slice(start, end)) ? '>=' : undefined;

const leadingPer = (metric: string) => {
  const found = /^每(小时|分钟|秒|天|日|年)|^日均?(?=处理|产量|加工|检测)/.exec(metric);
  return found === null ? '' : ({ 小时: 'h', 分钟: 'min', 秒: 's', 年: '年' }[found[1] ?? ''] ?? 'd');
};

function sentenceStart(text: string, at: number): number {
  const least = Math.max(0, at - 120);
  for (let start = at; start > least; start -= 1) if (/[。;!?\n]/.test(text.charAt(start - 1))) return start;
  return least;
}

/** 抗拉强度(MPa)：≥600 and 抗拉强度/MPa ≥600: the unit stands behind the metric. */
function namedUnit(text: string, floor: number, end: number): string {
  const named = /(?:\(([^()]{1,16})\)|\/([A-Za-zμΩ%℃°·²³]{1,8}))\s?:?\s?$/.exec(text.slice(floor, end));
  const written = named?.[1] ?? named?.[2];
  const unit = written === undefined ? undefined : unitAt(written, 0);
  return unit && unit.end === written?.length ? unit.wire : '';
}

function operatorOf(
  quantity: Quantity,
  wording: Wording,
  suffix: Operator | undefined,
  metric: string,
  unit: string,
): Operator {
  if (quantity.shape !== 'single') return quantity.shape;
  if (wording.better) return betterThan(metric, unit, quantity.values[0]!);
  if (wording.operator && wording.firm) return wording.operator;
  if (suffix) return suffix;
  // Grades rise or fall with what they grade: 附着力达到 1 级 is no "at least".
  if (!wording.operator || unit === '级') return '=';
  return wording.operator;
}
