import { chineseUnitAt, LATIN_UNIT, wireSymbol } from './unit-names.ts';

/** A unit found in a folded text. */
export interface FoundUnit {
  wire: string;
  end: number;
}

interface Atom {
  wire: string;
  negative: boolean;
  end: number;
}

const EXPONENT = /\^?\(?-?[2-4]\)?(?![\d.])|\^\(?-[1-4]\)?|⁻?[¹²³⁴]/y;
const NEGATIVE_POWER = /-[1-3](?![\d.])/y;
const PERCENT =
  /(?:(?:wt|vol|mol|at)\.?\s?)?(?:%|‰)\s?(?:RH|IACS|rh|Rh|FS|F\.S\.?|vol|wt|\((?:w|m|v|体积|质量|VOL|Vol|vol|wt|RH)[^)]{0,8}\))?/y;
const EXPONENT_SIGNS: Record<string, string> = {
  '2': '²',
  '3': '³',
  '4': '⁴',
  '²': '²',
  '³': '³',
  '⁴': '⁴',
};

function stickyAt(pattern: RegExp, text: string, at: number): string | undefined {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0];
}

function latinAtomAt(text: string, at: number, first: boolean): Atom | undefined {
  const root = text.charAt(at) === '√' ? '√' : '';
  const symbol = stickyAt(LATIN_UNIT, text, at + root.length);
  if (symbol === undefined) return undefined;
  const end = at + root.length + symbol.length;
  const half = stickyAt(HALF, text, end);
  if (half !== undefined) return { wire: `√${wireSymbol(symbol)}`, negative: false, end: end + half.length };
  const power = first && !/^(?:h|s|min|K|℃)$/.test(symbol) ? undefined : stickyAt(NEGATIVE_POWER, text, end);
  const exponent = stickyAt(EXPONENT, text, end) ?? power;
  const size = exponent?.replace(/[^1-4¹²³⁴]/g, '') ?? '';
  return {
    wire: root + wireSymbol(symbol) + (EXPONENT_SIGNS[size] ?? ''),
    negative: /[-⁻]/.test(exponent ?? ''),
    end: end + (exponent?.length ?? 0),
  };
}

function atomAt(text: string, at: number, first: boolean): Atom | undefined {
  const percent = stickyAt(PERCENT, text, at);
  if (percent !== undefined) return { wire: percentWire(percent), negative: false, end: at + percent.length };
  const latin = latinAtomAt(text, at, first);
  if (latin) return latin;
  const chinese = chineseUnitAt(text, at);
  return chinese && { wire: chinese[1], negative: false, end: at + chinese[0].length };
}

function percentWire(written: string): string {
  const sign = written.includes('‰') ? '‰' : '%';
  if (written.includes('IACS')) return '%IACS';
  if (/rh/i.test(written)) return `${sign}RH`;
  if (/f\.?s/i.test(written)) return `${sign}FS`;
  const kind = /^(wt|vol|mol|at)/.exec(written)?.[1];
  return kind ? `${kind}${sign}` : sign;
}

const MONEY = /(?:元人民币|人民币|元|块钱)/y;
const JOINER = /\s?\/\s?|[·*×](?=[A-Za-zμΩ℃°√])|\.(?=[A-Za-z])|每/y;
const RECIPROCAL = /\s?\/(?=[A-Za-zμ℃°])/y;
const HALF = /\^?1\/2|½|\^?\(1\/2\)|\^?0\.5/y;
const HUNDRED =
  /\d{1,3}\s?(?=(?:mm|cm|m|g|mL|ml|km|min|h|s|克|毫升|公里|毫米)(?![A-Za-z]))|百万(?=次)|[万千](?=次)/y;

/** The unit that begins at `at`, with its products and quotients; nothing where no known unit does. Pure. */
export function unitAt(text: string, at: number): FoundUnit | undefined {
  const money = stickyAt(MONEY, text, at);
  const head: Atom | undefined =
    money === undefined ? atomAt(text, at, true) : { wire: '元', negative: false, end: at + money.length };
  if (!head) return reciprocalAt(text, at);
  const over = head.negative ? [] : [head.wire];
  const under = head.negative ? [head.wire] : [];
  let end = head.end;
  // A unit of the world has few parts; the bound keeps hostile text cheap.
  for (let part = 0; part < 6; part += 1) {
    const joiner = stickyAt(JOINER, text, end);
    if (joiner === undefined) break;
    const next = joinedAt(text, end + joiner.length, /[/每]/.test(joiner), under.length > 0);
    if (!next) break;
    over.push(...next.over);
    under.push(...next.under);
    end = next.end;
  }
  return { wire: joinWire(over, under), end };
}

/** `/K` behind a number. */
function reciprocalAt(text: string, at: number): FoundUnit | undefined {
  const bar = stickyAt(RECIPROCAL, text, at);
  const atom = bar === undefined ? undefined : atomAt(text, at + bar.length, false);
  return atom && !/[%‰]/.test(atom.wire) ? { wire: `1/${atom.wire}`, end: atom.end } : undefined;
}

interface Joined {
  over: string[];
  under: string[];
  end: number;
}

function joinedAt(text: string, at: number, divides: boolean, below: boolean): Joined | undefined {
  if (divides && text.charAt(at) === '(') return groupAt(text, at + 1);
  const many = stickyAt(HUNDRED, text, at) ?? '';
  const atom = atomAt(text, at + many.length, false);
  if (!atom || /[%‰]/.test(atom.wire)) return undefined;
  const wire = many.trim() + atom.wire;
  return divides || atom.negative || below
    ? { over: [], under: [wire], end: atom.end }
    : { over: [wire], under: [], end: atom.end };
}

/** `m²·h)` of `L/(m²·h)`. */
function groupAt(text: string, at: number): Joined | undefined {
  const under: string[] = [];
  let next = at;
  for (let part = 0; part < 6; part += 1) {
    const many = stickyAt(HUNDRED, text, next) ?? '';
    const atom = atomAt(text, next + many.length, false);
    if (!atom) return undefined;
    under.push(many.trim() + atom.wire);
    if (text.charAt(atom.end) === ')') return { over: [], under, end: atom.end + 1 };
    if (!/[·*×./ ]/.test(text.charAt(atom.end))) return undefined;
    next = atom.end + 1;
  }
  return undefined;
}

/** 分 below a fraction line is time: 次/分 is 次/min. */
function joinWire(over: string[], under: string[]): string {
  const above = over.length === 0 ? '1' : over.join('·').replace(/W·h$/, 'Wh').replace(/A·h$/, 'Ah');
  if (under.length === 0) return above;
  // W/mK is watts per metre and kelvin: nobody divides watts by millikelvins.
  const below = under.flatMap((wire) =>
    wire === '分' ? ['min'] : wire === 'mK' && above === 'W' ? ['m', 'K'] : [wire],
  );
  return `${above}/${below.length === 1 ? below[0] : `(${below.join('·')})`}`;
}
