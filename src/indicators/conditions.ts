import { clauseStart } from './metric.ts';
import type { Quantity } from './quantities.ts';
import { COUNTS } from './unit-names.ts';
import { isChange, wordingAfter, wordingBefore } from './wording.ts';

/** A test condition such as 在 25℃ 下: its text, and where the words that close it end. */
export interface Condition {
  text: string;
  start: number;
  end: number;
  /** In brackets behind an indicator: it speaks of that one only. */
  parenthetical: boolean;
  /** More figures of the same condition follow: 250℃、3MPa. */
  joins: boolean;
}

const CLOSES =
  /^\s?(?:的)?[\u4e00-\u9fff]{0,6}?(?:下(?!限|降|游|方|料|线|载|列|端|层|调)|时(?!间|延|长|效|速|限|刻|段|域|序|钟|候|代|尚)|后(?!端|续|置|期|段|轮|桥|方|备|处理)|条件|环境|工况|范围内)(?:下|中|内|时)?/;
const HOLDS =
  /^\s?(?:频段|波段|波长|频率|温度|高温|低温|海况|负载|倍率|浓度|压力|湿度|水深)?(?:的|处|上|中|内|保存|贮存|储存|存放|运行|工作|连续|测试|放置|循环|老化|进行|环境)/;
const IN = /(?:^|[^存现所控制持稳定限在])(?:在|于|当|经)[^，,。;在当]{0,8}$/;
const AND = /^\s?(?:[、，,×x*/和与及]|且)\s?(?:[\u4e00-\u9fff]{0,4})$/;

/** The conditions among the quantities of a text. */
export interface Conditions {
  /** The condition that quantity `index` states; nothing where it may be an indicator. */
  at: (index: number) => Condition | undefined;
  /** Where the words of the condition just before quantity `index` begin; the quantity's own place where there is none. */
  floorOf: (index: number) => number;
  /** The condition under which quantity `index` was measured; empty where none was named. */
  named: (index: number) => string;
}

/** Finds which quantities of a folded text are test conditions. Pure. */
export function conditionsOf(text: string, quantities: Quantity[]): Conditions {
  const found: (Condition | undefined)[] = quantities.map(() => undefined);
  for (let index = quantities.length - 1; index >= 0; index -= 1)
    found[index] = conditionAt(text, quantities, index, found[index + 1]);
  const previous = (index: number) => {
    let first = index;
    while (first > 0 && found[first - 1] && !found[first - 1]!.parenthetical) first -= 1;
    return first < index ? found[first] : undefined;
  };
  return {
    at: (index) => found[index],
    floorOf: (index) => previous(index)?.start ?? quantities[index]!.start,
    named: (index) => conditionFor(text, quantities, found, index),
  };
}

function conditionFor(
  text: string,
  quantities: Quantity[],
  found: (Condition | undefined)[],
  index: number,
): string {
  const at = quantities[index]!.start;
  // The last group of conditions before the figure, in its sentence.
  for (let before = index - 1, steps = 0; before >= 0 && steps < 12; before -= 1, steps += 1) {
    if (sentenceBreak(text, quantities[before]!.end, at)) return '';
    const last = found[before];
    if (!last || last.parenthetical) {
      const own =
        last?.parenthetical && !/[，,]/.test(text.slice(quantities[before]!.end, at)) ? last.text : '';
      if (own !== '') return own;
      continue;
    }
    let first = before;
    while (first > 0 && found[first - 1]?.joins) first -= 1;
    return (
      text.slice(found[first]!.start, quantities[before]!.start) +
      last.text.slice(quantities[before]!.start - last.start)
    )
      .trim()
      .slice(0, 200);
  }
  return '';
}

function sentenceBreak(text: string, from: number, to: number): boolean {
  return to - from > 160 || /[。;!?\n]/.test(text.slice(from, to));
}

function conditionAt(
  text: string,
  quantities: Quantity[],
  index: number,
  next: Condition | undefined,
): Condition | undefined {
  const quantity = quantities[index]!;
  const least = clauseStart(text, quantity.start, quantities[index - 1]?.end ?? 0);
  const wording = wordingBefore(text, quantity.start, least);
  if (wording.operator || wording.better || wordingAfter(text, quantity.end)) return undefined;
  if (quantity.spelled && (quantity.unit === '' || COUNTS.has(quantity.unit))) return undefined;
  const bracket = bracketText(text, quantity, least);
  if (bracket) return bracket;
  const following = quantities[index + 1];
  if (following && isChange(text.slice(quantity.end, following.start).replace(/\s/g, ''))) return undefined;
  if (following && next && !next.parenthetical && joinsNext(text, quantity, following, least))
    return {
      text: '',
      start: beginOf(text, quantity, least),
      end: quantity.end,
      parenthetical: false,
      joins: true,
    };
  const closing = closingOf(text, quantity, least);
  if (!closing) return undefined;
  const start = beginOf(text, quantity, least);
  return {
    text: text.slice(start, closing.said),
    start,
    end: closing.end,
    parenthetical: false,
    joins: false,
  };
}

/** 250℃、3MPa 条件下 is one condition; 抗剪 58MPa、175℃ 时 41MPa is a result and the next condition. */
function joinsNext(text: string, quantity: Quantity, following: Quantity, least: number): boolean {
  if (!AND.test(text.slice(quantity.end, following.start))) return false;
  const before = text.slice(least, quantity.start).trim();
  if (before === '' || /在|于|当|经/.test(before)) return true;
  return /^\s?(?:的)?(?:下|条件|环境|工况|范围)/.test(text.slice(following.end, following.end + 6));
}

/** The words that make a quantity a condition: how far they are part of it, and where they end. */
function closingOf(
  text: string,
  quantity: Quantity,
  least: number,
): { said: number; end: number } | undefined {
  const after = text.slice(quantity.end, quantity.end + 12);
  const before = text.slice(least, quantity.start);
  const closes = CLOSES.exec(after);
  const whole = { said: quantity.end, end: quantity.end };
  if (closes) {
    const end = quantity.end + closes[0].length;
    return { said: /后/.test(closes[0]) ? end : quantity.end, end };
  }
  if (!IN.test(before)) return undefined;
  if (HOLDS.test(after)) return whole;
  const metricBefore = before.replace(/(?:在|于|当|经)[^在于当经]*$/, '').trim().length >= 2;
  return /^\s?(?:[，,。;、)]|$|可)/.test(after) && metricBefore ? undefined : whole;
}

/** Where a condition begins: after 在, or with the clause where that is short. */
function beginOf(text: string, quantity: Quantity, least: number): number {
  const before = text.slice(least, quantity.start);
  const into = /(?:在|当|经|于)([^在当经于]{0,24})$/.exec(before);
  if (into) return quantity.start - (into[1] ?? '').length;
  const clause = before.trimStart();
  return clause.length <= 12 && !clause.includes('的') ? quantity.start - clause.length : quantity.start;
}

/** The brackets around a quantity, unless an inequality stands in them. */
function bracketText(text: string, quantity: Quantity, least: number): Condition | undefined {
  if (text.charAt(least - 1) !== '(') {
    // A second figure in the same brackets: (130℃，1h).
    const open = text.slice(Math.max(0, quantity.start - 24), quantity.start);
    if (!/\([^()]*$/.test(open) || !/^[^()]{0,16}\)/.test(text.slice(quantity.end, quantity.end + 20)))
      return undefined;
  }
  const close = text.slice(quantity.end, quantity.end + 30).indexOf(')');
  if (close < 0) return undefined;
  const open = text.lastIndexOf('(', quantity.start);
  if (open < 0 || quantity.start - open > 60) return undefined;
  return {
    text: text.slice(open + 1, quantity.end + close).trim(),
    start: open + 1,
    end: quantity.end + close + 1,
    parenthetical: true,
    joins: false,
  };
}
