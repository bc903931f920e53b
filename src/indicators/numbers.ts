/** A number in a folded text. `scaled`: a scale word such as 万 was multiplied in. */
export interface FoundNumber {
  value: number;
  end: number;
  /** Written with Chinese numerals. */
  spelled: boolean;
  /** Written without decimal point, power or scale, so it may be a year or a code. */
  plain: boolean;
}

const DIGITS =
  '\\d{1,3}(?:,\\d{3}){1,5}(?!\\d)(?:\\.\\d{1,15})?|\\d{1,3}(?: \\d{3}){1,5}(?![\\d.])|\\d{1,15}(?:\\.\\d{1,15})?|\\.\\d{1,15}';
const SUPERSCRIPT_DIGITS = '⁰¹²³⁴⁵⁶⁷⁸⁹';
const POWER = `10\\s?(?:\\^\\s?[({]?\\s?([-+]?\\d{1,2})[)}]?|([⁻⁺]?[${SUPERSCRIPT_DIGITS}]{1,2})|\\s?的\\s?(负?-?(?:\\d{1,2}|[一二三四五六七八九十]{1,2}))\\s?次(?:方|幂))`;
const POWER_ALONE = new RegExp(POWER, 'y');
const SCIENTIFIC = new RegExp(`(${DIGITS})\\s?[×xX*·]\\s?${POWER}`, 'y');
/** A power whose superscript was lost: 5×10-3; 10-9 cannot be a range, because it falls. */
const LOST_POWER = new RegExp(`(${DIGITS})\\s?[×xX*]\\s?10(-\\d{1,2}|1\\d|[2-9])(?![\\d.])`, 'y');
const LOST_POWER_ALONE = /10(-[2-9])(?![\d.]|\s?[A-Za-zμ%°℃年月])/y;
const EXPONENT = new RegExp(`(${DIGITS})[eE]([-+]?\\d{1,2})(?![\\dA-Za-z])`, 'y');
const PLAIN = new RegExp(DIGITS, 'y');
const SPELLED =
  /[一二两三四五六七八九十百千万亿零〇]{1,16}(?:点[零〇一二三四五六七八九]{1,9})?|半(?=年|小时|天|个月)/y;
const SCALE =
  /\s?(万亿|千亿|百亿|十亿|亿|千万|百万|十万|万|千(?![克瓦米帕伏赫焦安卡欧牛分])|百(?!分))(?!能|用|向|家|一)/y;
const MANY = /[余多](?!普|谱|次方|通|路|种|级|轴|个)/y;

const SCALES: Record<string, number> = {
  百: 2,
  千: 3,
  万: 4,
  十万: 5,
  百万: 6,
  千万: 7,
  亿: 8,
  十亿: 9,
  百亿: 10,
  千亿: 11,
  万亿: 12,
};
const NUMERALS = '零一二三四五六七八九';

/** `digits` × 10^`exponent`, without the noise of multiplying floats. */
function shifted(digits: number | string, exponent: number): number {
  const text = String(digits).replace(/[, ]/g, '');
  return Number(/e/i.test(text) ? Number(text) * 10 ** exponent : `${text}e${exponent}`);
}

function execAt(pattern: RegExp, text: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at;
  return pattern.exec(text);
}

function exponentOf(written: string): number {
  const plain = written
    .replace(/[⁰¹²³⁴⁵⁶⁷⁸⁹]/g, (digit) => String(SUPERSCRIPT_DIGITS.indexOf(digit)))
    .replace('⁻', '-')
    .replace('⁺', '')
    .replace('负', '-');
  const digits = plain.replace('-', '');
  const size = /^\d+$/.test(digits) ? Number(digits) : (spelledValue(digits) ?? 0);
  return plain.startsWith('-') ? -size : size;
}

/** 三千五百 → 3500, 五万 → 50000, 九点五 → 9.5; nothing for what is no number, such as 千万千. Pure. */
function spelledValue(written: string): number | undefined {
  if (written === '半') return 0.5;
  const [whole = '', decimals] = written.split('点');
  let total = 0;
  let section = 0;
  let digit: number | undefined;
  for (const character of whole.replace(/两/g, '二').replace(/〇/g, '零')) {
    const numeral = NUMERALS.indexOf(character);
    if (numeral >= 0) {
      if (digit !== undefined && digit !== 0) return undefined;
      digit = numeral;
    } else if (character === '万' || character === '亿') {
      const size = character === '万' ? 1e4 : 1e8;
      const before = section + (digit ?? 0);
      total = (total + (before === 0 && total === 0 ? 1 : before)) * size;
      section = 0;
      digit = undefined;
    } else {
      const size = character === '十' ? 10 : character === '百' ? 100 : 1000;
      section += (digit ?? 1) * size;
      digit = undefined;
    }
  }
  const value = total + section + (digit ?? 0);
  if (decimals === undefined) return value;
  const fraction = decimals.replace(/./g, (character) => String(Math.max(NUMERALS.indexOf(character), 0)));
  return Number(`${value}.${fraction}`);
}

/** The unsigned number that begins at `at`, scale words multiplied in; nothing where none begins. Pure. */
export function numberAt(text: string, at: number): FoundNumber | undefined {
  const scientific = execAt(SCIENTIFIC, text, at);
  if (scientific) {
    const exponent = exponentOf(scientific[2] ?? scientific[3] ?? scientific[4] ?? '0');
    return found(shifted(scientific[1]!, exponent), at + scientific[0].length);
  }
  const power = execAt(POWER_ALONE, text, at);
  if (power)
    return found(shifted('1', exponentOf(power[1] ?? power[2] ?? power[3] ?? '0')), at + power[0].length);
  const lost = execAt(LOST_POWER, text, at);
  if (lost && (lost[2]!.startsWith('-') || Number(lost[2]) > 1))
    return found(shifted(lost[1]!, Number(lost[2])), at + lost[0].length);
  const alone = execAt(LOST_POWER_ALONE, text, at);
  if (alone) return found(shifted('1', Number(alone[1])), at + alone[0].length);
  const exponent = execAt(EXPONENT, text, at);
  if (exponent) return found(shifted(exponent[1]!, Number(exponent[2])), at + exponent[0].length);
  const plain = execAt(PLAIN, text, at);
  if (plain) return withScale(text, plain[0], at + plain[0].length);
  const spelled = execAt(SPELLED, text, at);
  const value = spelled ? spelledValue(spelled[0]) : undefined;
  if (!spelled || value === undefined) return undefined;
  const many = execAt(MANY, text, at + spelled[0].length)?.[0].length ?? 0;
  return { value, end: at + spelled[0].length + many, spelled: true, plain: false };
}

function found(value: number, end: number): FoundNumber {
  return { value, end, spelled: false, plain: false };
}

function withScale(text: string, digits: string, after: number): FoundNumber {
  const early = execAt(MANY, text, after)?.[0].length ?? 0;
  const scale = execAt(SCALE, text, after + early);
  const end = after + early + (scale?.[0].length ?? 0);
  const late = scale ? (execAt(MANY, text, end)?.[0].length ?? 0) : 0;
  const value = shifted(digits, scale ? SCALES[scale[1]!]! : 0);
  return { value, end: end + late, spelled: false, plain: !scale && /^\d+$/.test(digits) };
}
