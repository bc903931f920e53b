import { clauseStart } from './metric.ts';
import type { Quantity } from './quantities.ts';
import { COUNTS } from './unit-names.ts';
import { isChange, wordingAfter, wordingBefore } from './wording.ts';

/** A quantity that states a test condition, such as 在 25℃ 下. */
interface Condition {
  text: string;
  start: number;
  /** Where the words that close it end. */
  end: number;
  /**
   * `clause`: holds for what follows in the sentence; `part`: the next quantity goes on with it (250℃、3MPa 下);
   * `bracket`: in brackets, speaks of what they stand behind; `attribute`: before one metric (28d 抗压强度), speaks of it.
   */
  kind: 'clause' | 'part' | 'bracket' | 'attribute';
}

/** The conditions among the quantities of a text. */
export interface Conditions {
  /** The condition that quantity `index` states; nothing where it may be an indicator. */
  at: (index: number) => Condition | undefined;
  /** Where the condition just before quantity `index` begins; the quantity's own place where there is none. */
  floorOf: (index: number) => number;
  /** The condition under which quantity `index` was measured; empty where none was named. */
  named: (index: number) => string;
}

const CLOSES =
  /^\s?(?:的)?[\u4e00-\u9fff]{0,6}?(?:下(?!限|降|游|方|料|线|载|列|端|层|调)|时(?!间|延|长|效|速|限|刻|段|域|序|钟|候|代|尚)|后(?!端|续|置|期|段|轮|桥|方|备|处理)|处(?!理|置|于|方)|条件|环境|工况|范围内)(?:下|中|内|时)?/;
const HOLDS =
  /^\s?(?:频段|波段|波长|频率|温度|高温|低温|海况|负载|倍率|浓度|压力|湿度|水深)?(?:的|处|上|中|内|保存|贮存|储存|存放|运行|工作|连续|测试|放置|循环|老化|进行|环境)/;
const IN =
  /(?:^|[^存现所控制持稳定限在])(?:在|当(?!前)|经|(?<![高低大小等少多优基对由关])于)[^，,。;在当]{0,8}$/;
/** 在红外波段透过率 96 %: what follows 在 names the condition, and the figure is what was measured there. */
const PLACE_AND_METRIC =
  /在[^，,。;在]{1,12}(?:波段|频段|环境|条件|工况|数据集|网络|介质)[下上中内]?[\u4e00-\u9fffA-Za-z]{2,}$/;
const INTO = /(?:在|当(?!前)|经|(?<![高低大小等少多优基对由关])于)([^在当经于]{0,24})$/;
/** What a thing goes through before it is measured, right behind the metric. */
const ORDEAL = /(?<=[率度值性])(?:洗涤|水洗|循环|浸泡|老化|储存|存放|放置|冻融|弯折)\s?$/;
const AND = /^\s?(?:[、，,×x*/和与及]|且)\s?(?:[\u4e00-\u9fff]{0,4})$/;

/** Finds which quantities of a folded text are test conditions. Pure. */
export function conditionsOf(text: string, quantities: Quantity[]): Conditions {
  const found: (Condition | undefined)[] = quantities.map(() => undefined);
  for (let index = quantities.length - 1; index >= 0; index -= 1)
    found[index] = conditionAt(text, quantities, index, found[index + 1]);
  const floorOf = (index: number) => {
    let first = index;
    while (first > 0 && found[first - 1] && found[first - 1]!.kind !== 'bracket') first -= 1;
    return first < index ? found[first]!.start : quantities[index]!.start;
  };
  return {
    at: (index) => found[index],
    floorOf,
    named: (index) => conditionFor(text, quantities, found, index),
  };
}

/** Looks back from a figure, within its sentence, for the last condition. */
function conditionFor(
  text: string,
  quantities: Quantity[],
  found: (Condition | undefined)[],
  index: number,
): string {
  const at = quantities[index]!.start;
  for (let before = index - 1; before >= 0 && before > index - 12; before -= 1) {
    const between = text.slice(quantities[before]!.end, Math.min(at, quantities[before]!.end + 161));
    if (between.length > 160 || /[。;!?\n]/.test(between)) return '';
    const last = found[before];
    if (!last) continue;
    const near = !/[，,、]/.test(between);
    if (last.kind === 'clause' || (last.kind === 'attribute' && near)) return wholeText(text, found, before);
    if (last.kind === 'bracket' && near) return last.text;
  }
  return '';
}

/** A condition with the parts before it. */
function wholeText(text: string, found: (Condition | undefined)[], index: number): string {
  let first = index;
  while (first > 0 && index - first < 8 && found[first - 1]?.kind === 'part') first -= 1;
  const last = found[index]!;
  return text.slice(found[first]!.start, last.start + last.text.length).trim();
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
  const bracket = bracketAround(text, quantity, least);
  if (bracket) return bracket;
  const following = quantities[index + 1];
  if (following && isChange(text.slice(quantity.end, following.start).replace(/\s/g, ''))) return undefined;
  const start = beginOf(text, quantity, least);
  if (following && next && next.kind !== 'bracket' && joinsNext(text, quantity, following, least))
    return { text: '', start, end: quantity.end, kind: 'part' };
  const closing = closingOf(text, quantity, least);
  if (closing) return { text: text.slice(start, closing.said), start, end: closing.end, kind: 'clause' };
  if (!following || !isAttribute(text, quantity, following, least)) return undefined;
  return { text: text.slice(start, quantity.end), start, end: quantity.end, kind: 'attribute' };
}

/** 250℃、3MPa 条件下 is one condition; 抗剪 58MPa、175℃ 时 41MPa is a result and the next condition. */
function joinsNext(text: string, quantity: Quantity, following: Quantity, least: number): boolean {
  const between = text.slice(quantity.end, following.start);
  // 矫顽力为 22 kOe，可在 200℃ 下储存: the condition begins anew.
  if (!AND.test(between) || /[，,].*在/.test(between)) return false;
  const before = text.slice(least, quantity.start).trim();
  if (before === '' || INTO.test(before)) return true;
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
  if (closes) {
    const end = quantity.end + closes[0].length;
    return { said: /后/.test(closes[0]) ? end : quantity.end, end };
  }
  if (!IN.test(before) || PLACE_AND_METRIC.test(before)) return undefined;
  const whole = { said: quantity.end, end: quantity.end };
  if (HOLDS.test(after)) return whole;
  // 误差在 ±2%，… is an indicator; 系统部署在 4 台服务器上 is none.
  const metricBefore = before.replace(/(?:在|于|当|经)[^在于当经]*$/, '').trim().length >= 2;
  return metricBefore && /^\s?(?:[，,。;、)]|$|可)/.test(after) ? undefined : whole;
}

/** True for a figure that stands at the head of a clause, before the metric of the next figure. */
function isAttribute(text: string, quantity: Quantity, following: Quantity, least: number): boolean {
  if (quantity.unit === '' || COUNTS.has(quantity.unit) || quantity.partial) return false;
  // 一次合格率 and 二次电池 are names.
  if (quantity.spelled && quantity.unit === '次') return false;
  if (text.slice(least, quantity.start).trim() !== '' || following.start - quantity.end > 20) return false;
  const between = text.slice(quantity.end, following.start);
  if (!/^(?:的)?[\u4e00-\u9fffA-Z]{2}/.test(between) || /[，,。;、()\n]/.test(between)) return false;
  const { operator, better, tied } = wordingBefore(text, following.start, quantity.end);
  return operator !== undefined || better || tied || following.unit !== '';
}

/** Where a condition begins: after 在, or with the clause where that is short. */
function beginOf(text: string, quantity: Quantity, least: number): number {
  const before = text.slice(least, quantity.start);
  const into = INTO.exec(before);
  if (into) return quantity.start - (into[1] ?? '').length;
  // 抗菌率洗涤 50 次后: the metric stands before the ordeal.
  const ordeal = ORDEAL.exec(before);
  if (ordeal) return quantity.start - ordeal[0].length;
  const clause = before.trimStart();
  return clause.length <= 12 && !clause.includes('的') ? quantity.start - clause.length : quantity.start;
}

/** The brackets around a quantity that holds no inequality. */
function bracketAround(text: string, quantity: Quantity, least: number): Condition | undefined {
  const from = Math.max(0, Math.min(least - 1, quantity.start - 24));
  const open = from + text.slice(from, quantity.start).lastIndexOf('(');
  if (open < from || /[)。;\n]/.test(text.slice(open, quantity.start))) return undefined;
  const close = text.slice(quantity.end, quantity.end + 30).indexOf(')');
  if (close < 0) return undefined;
  const inside = text.slice(open + 1, quantity.end + close).trim();
  return { text: inside, start: open + 1, end: quantity.end + close + 1, kind: 'bracket' };
}
