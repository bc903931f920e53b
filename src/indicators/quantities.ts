import { comparable, toBase } from './convert.ts';
import { type FoundNumber, numberAt } from './numbers.ts';
import { unitAt } from './units.ts';

/** A number, a range or a tolerance in a folded text, with its unit. */
export interface Quantity {
  /** From the sign or the first figure to the end of the unit. */
  start: number;
  end: number;
  shape: 'single' | 'between' | 'plusminus';
  values: number[];
  /** In wire form, sums of money always in 万元; empty for a pure number. */
  unit: string;
  /** Written with Chinese numerals. */
  spelled: boolean;
  /** Part of a size such as 2 m × 3 m, of a ratio or of a fraction. */
  partial: boolean;
}

/** What holds figures and is no quantity: dates, standards, patents, telephone numbers, addresses, ordinals, list numbers. */
const NO_QUANTITY = new RegExp(
  [
    '(?:19|20)\\d\\d\\s?年?\\s?[-~至到]\\s?(?:19|20)\\d\\d(?:\\s?年|(?![\\d.]))',
    '(?:19|20)\\d\\d\\s?年(?!寿)(?:\\s?\\d{1,2}\\s?月)?(?:\\s?\\d{1,2}\\s?日)?',
    '(?:19|20)\\d\\d([-./])\\d{1,2}\\1\\d{1,2}(?!\\d)',
    '(?<![\\d.])\\d{1,2}\\s?月(?:\\s?\\d{1,2}\\s?日|份|底|初|中旬|前|末)',
    '(?<![\\d.])\\d{1,2}[:]\\d\\d(?!\\d)',
    '[A-Za-z]{1,6}(?:/[A-Za-z]{1,6}){0,2}[ -]{0,2}\\d{1,8}(?:\\.\\d{1,6}){0,3}\\s?-\\s?(?:19|20)?\\d\\d(?![\\d.%])',
    'Q/[A-Z]{1,8}\\s?\\d{1,6}S?\\s?-\\s?(?:19|20)\\d\\d',
    'TRL\\s?[1-9](?:\\s?[-~至到]\\s?[1-9])?\\s?级?',
    '(?:USB|HDMI|PCIe|Bluetooth|蓝牙|WiFi|Wi-Fi|Python|Java|Windows|Android|Linux|版本|V)\\s?\\d{1,2}\\.\\d{1,2}(?:\\.\\d{1,4})?(?![\\d.%A-Za-z]|\\s?[A-Za-zμΩ℃°])',
    '(?:GB|GB/T|GJB|HG/T|ISO|IEC|ASTM|JB/T|DL/T|YY/T|QC/T|EN|DIN|IEEE)\\s?[A-Z]?\\d{1,8}(?:[.-]\\d{1,6}){0,4}',
    '(?:ZL|CN|US|EP|WO|PCT)[ /]?\\d{4}[\\d./]{0,16}[A-Z]?',
    '(?<!\\d)\\d{8,24}(?:\\.[\\dX])?(?![\\d.]|\\s?[A-Za-zμΩ%℃°])',
    '(?<!\\d)0\\d{2,3}-?\\d{7,8}(?!\\d)',
    '(?<!\\d)400-?\\d{3,4}-?\\d{3,4}(?!\\d)',
    'https?://[^\\s\\u4e00-\\u9fff，。]{1,200}',
    '[\\w.]{1,40}@[\\w.]{1,60}',
    '(?<![\\u4e00-\\u9fffA-Za-z])\\(\\d{1,2}\\)',
    '第\\s?[\\d一二三四五六七八九十百]{1,6}',
    '(?:[十百千万亿]{2,3}|[十万亿])分之[\\d一二三四五六七八九十]{1,6}',
    '(?:^|[\\n。;:,，])[ ]{0,4}\\(?(?:\\d{1,2}(?:\\.\\d{1,2}){0,2}(?:[)、]|\\.(?![\\d%])|\\s(?=[\\u4e00-\\u9fff]))|[一二三四五六七八九十]{1,3}[)、])',
  ].join('|'),
  'g',
);

const CANDIDATE = /[\d一二两三四五六七八九十百千万亿半]/g;
const CODE_REST = /[A-Za-z0-9_.]*/y;
/** A blank, or what is left of the web editors' `&nbsp;`. */
const BLANKS = / {0,12}/y;
const PERCENT_WORD = /(百|千)分之/y;
const RANGE = /\s?(?:~{1,2}|-{1,2}|至|到|→)\s?/y;
const TOLERANCE = /\s?(?:±|\+\/-|\+-)\s?/y;
/** Symbols that stand before their figure without a blank: Ra0.8, HV900. */
const GLUED = /(?:R[azqt]|H[VBS]|HR[ABC]|HBW|[φΦ∅]|pH)$/;
const PREFIX_UNIT = /(HV|HRC|HRA|HRB|HBW|HB|HS)\s?$/;

function stickyEnd(pattern: RegExp, text: string, at: number): number | undefined {
  pattern.lastIndex = at;
  const found = pattern.exec(text);
  return found ? at + found[0].length : undefined;
}

/** Ten significant figures less than a float has: 12 − 0.1 is 11.9. */
const tidy = (value: number) => Number(value.toPrecision(12));

/** Every quantity of a folded text, in order and without overlap; linear in the length of the text. Pure. */
export function quantitiesOf(text: string): Quantity[] {
  const taken = [...text.matchAll(NO_QUANTITY)].map((match) => [match.index, match.index + match[0].length]);
  const found: Quantity[] = [];
  let block = 0;
  let at = 0;
  for (;;) {
    CANDIDATE.lastIndex = at;
    const candidate = CANDIDATE.exec(text);
    if (!candidate) return found;
    at = candidate.index;
    while (block < taken.length && taken[block]![1]! <= at) block += 1;
    const blocked = taken[block];
    if (blocked && blocked[0]! <= at) {
      at = blocked[1]!;
      continue;
    }
    const quantity = quantityAt(text, at);
    if (quantity && quantity.end > at) {
      found.push(quantity);
      at = quantity.end;
    } else at = afterCode(text, at);
  }
}

/** Past the figures and letters of a code such as 6061 or 2SR12. */
function afterCode(text: string, at: number): number {
  return Math.max(stickyEnd(CODE_REST, text, at) ?? at, at + 1);
}

/** `-` before a figure is a sign unless it joins the figure to something. */
function signBefore(text: string, at: number): { start: number; sign: '' | '-' | '±' } {
  const blank = text.charAt(at - 1) === ' ' ? 1 : 0;
  const before = at - 1 - blank;
  if (text.charAt(before) === '±') return { start: before, sign: '±' };
  if (text.startsWith('+/-', before - 2)) return { start: before - 2, sign: '±' };
  if (text.startsWith('零下', at - 2)) return { start: at - 2, sign: '-' };
  if (blank === 0 && text.charAt(before) === '负') return { start: before, sign: '-' };
  if (text.charAt(before) === '-' && blank === 0 && !/[\w)%℃°\]-]/.test(text.charAt(before - 1)))
    return { start: before, sign: '-' };
  return { start: at, sign: '' };
}

interface Side {
  number: FoundNumber;
  unit: string;
  end: number;
}

function sideAt(text: string, at: number): Side | undefined {
  const share = stickyEnd(PERCENT_WORD, text, at);
  if (share !== undefined) {
    const number = numberAt(text, share);
    return (
      number && {
        number: { ...number, plain: false },
        unit: text.charAt(at) === '百' ? '%' : '‰',
        end: number.end,
      }
    );
  }
  const number = numberAt(text, at);
  if (!number || (number.spelled && number.end === at + 1 && /[百千万亿]/.test(text.charAt(at))))
    return undefined;
  const unit = unitAt(text, stickyEnd(BLANKS, text, number.end) ?? number.end);
  return { number, unit: unit?.wire ?? '', end: unit?.end ?? number.end };
}

function quantityAt(text: string, at: number): Quantity | undefined {
  const { start, sign } = signBefore(text, at);
  if (!startsNumber(text, start)) return undefined;
  const first = sideAt(text, at);
  if (!first) return undefined;
  if (first.unit === '' && /[A-Za-z_]/.test(text.charAt(first.end))) return undefined;
  const second = sign === '±' ? undefined : secondSide(text, first);
  const range = second?.kind === 'range' ? second.side.unit : '';
  const unit = range || first.unit || second?.side.unit || prefixUnit(text, start);
  const end = second?.side.end ?? first.end;
  return inWan({
    start,
    end,
    ...shapeOf(first, sign, second),
    unit,
    spelled: first.number.spelled && first.unit !== '%',
    partial: isPartial(text, start, end),
  });
}

function startsNumber(text: string, start: number): boolean {
  const before = text.charAt(start - 1);
  if (/[.#_/]/.test(before) && !/[\u4e00-\u9fff]/.test(text.charAt(start - 2))) return false;
  if (before === '-' && /[\w)]/.test(text.charAt(start - 2))) return false;
  return !/[A-Za-z\d]/.test(before) || GLUED.test(text.slice(Math.max(0, start - 4), start));
}

interface Second {
  kind: 'range' | 'tolerance';
  side: Side;
  negative: boolean;
}

function secondSide(text: string, first: Side): Second | undefined {
  const tolerance = stickyEnd(TOLERANCE, text, first.end);
  if (tolerance !== undefined) {
    const side = sideAt(text, tolerance);
    return side && { kind: 'tolerance', side, negative: false };
  }
  const range = stickyEnd(RANGE, text, first.end);
  if (range === undefined) return undefined;
  const minus = /^(?:-|负)/.test(text.slice(range, range + 1)) ? 1 : 0;
  const side = sideAt(text, range + minus);
  if (!side || side.number.spelled !== first.number.spelled) return undefined;
  if (side.unit === '' && /[A-Za-z_]/.test(text.charAt(side.end))) return undefined;
  if (first.unit !== '' && side.unit !== '' && !sameUnit(first.unit, side.unit)) return undefined;
  return { kind: 'range', side, negative: minus === 1 };
}

const sameUnit = (left: string, right: string) => right.startsWith(`${left}/`) || comparable(left, right);

function shapeOf(first: Side, sign: string, second: Second | undefined): Pick<Quantity, 'shape' | 'values'> {
  const value = (sign === '-' ? -1 : 1) * first.number.value;
  if (sign === '±') return { shape: 'plusminus', values: [value] };
  if (!second) return { shape: 'single', values: [value] };
  return {
    shape: 'between',
    values: second.kind === 'range' ? rangeOf(value, first, second) : toleranceOf(value, first, second.side),
  };
}

/** 3.3 V ± 5 % is told by its ends, and so is 10 mm ± 50 μm. */
function toleranceOf(value: number, first: Side, { number, unit }: Side): number[] {
  const relative = unit === '%' && first.unit !== '' && first.unit !== '%';
  const by = relative ? (Math.abs(value) * number.value) / 100 : inUnit(number.value, unit, first.unit);
  return [tidy(value - by), tidy(value + by)];
}

/** 3～5万小时 means both, 3000～1万 does not; 20 MHz～6 GHz is told in the unit of its end. */
function rangeOf(value: number, first: Side, { side, negative }: Second): number[] {
  const to = negative ? -side.number.value : side.number.value;
  const scale = first.number.plain && first.unit === '' && !side.number.plain ? scaleOf(value, to) : 1;
  return [tidy(inUnit(value, first.unit, side.unit) * scale), to].sort((left, right) => left - right);
}

function inUnit(value: number, from: string, to: string): number {
  if (from === '' || to === '' || from === to || !comparable(from, to)) return value;
  return tidy(toBase(value, from, true) / toBase(1, to, true));
}

function scaleOf(low: number, high: number): number {
  if (!Number.isInteger(high) || low <= 0 || high < 100) return 1;
  const scale = [1e8, 1e7, 1e6, 1e4, 1e3, 1e2].find(
    (size) => high % size === 0 && low * size <= high && high / size < 1e4,
  );
  return scale !== undefined && low < 1e3 && scale >= 1e3 ? scale : 1;
}

/** HV900 has its unit before the figure. */
function prefixUnit(text: string, start: number): string {
  return PREFIX_UNIT.exec(text.slice(Math.max(0, start - 5), start))?.[1] ?? '';
}

function isPartial(text: string, start: number, end: number): boolean {
  const before = text.slice(Math.max(0, start - 2), start);
  const after = text.slice(end, end + 3);
  return (
    /^\s?[×xX*:]\s?\d/.test(after) ||
    /^\/\d/.test(after) ||
    (/(?:[×*:]\s?|\d[xX])$/.test(before) &&
      /[\d\w)]\s?[×*:xX]\s?$/.test(text.slice(Math.max(0, start - 4), start))) ||
    /[\dλ]\/$/.test(before)
  );
}

/** Money is told in 万元, whatever it was written in. */
function inWan(quantity: Quantity): Quantity {
  if (quantity.unit !== '元') return quantity;
  return { ...quantity, unit: '万元', values: quantity.values.map((value) => tidy(value / 10_000)) };
}
