import { normalise } from '../kernel/text.ts';

/** Signs that mean the same; one UTF-16 unit each, so that offsets stay those of the raw text. */
const SAME: Record<string, string> = {
  '\u00b5': 'μ',
  '\u2126': 'Ω',
  '−': '-',
  '‐': '-',
  '‑': '-',
  '–': '-',
  '—': '-',
  '―': '-',
  '﹣': '-',
  '〜': '~',
  '∼': '~',
  '˜': '~',
  '﹪': '%',
  '≧': '≥',
  '⩾': '≥',
  '≦': '≤',
  '⩽': '≤',
  '✕': '×',
  '✖': '×',
  '╳': '×',
  '•': '·',
  '・': '·',
  '⋅': '·',
  '∙': '·',
  '˙': '·',
  '∶': ':',
  º: '°',
  '˚': '°',
  '\u3000': ' ',
  '\u00a0': ' ',
  '\t': ' ',
  '\r': '\n',
};

function foldUnit(unit: string): string {
  const same = SAME[unit];
  if (same !== undefined) return same;
  const code = unit.charCodeAt(0);
  // The Chinese comma stays: the Latin one may group thousands.
  if (code >= 0xff01 && code <= 0xff5e && unit !== '，') return String.fromCharCode(code - 0xfee0);
  return unit;
}

/**
 * The text with full-width forms, look-alike signs and traditional characters made one. Unlike `normalise` of the
 * kernel it keeps letter case (mPa is not MPa), superscripts (10⁻³ is not 10-3) and the length: unit `i` of the
 * result is unit `i` of the raw text. Pure.
 */
export function fold(raw: string): string {
  const units = raw
    .replace(/&nbsp;/g, '      ')
    .split('')
    .map(foldUnit);
  const simple = normalise(raw);
  for (let at = 0; at < simple.text.length; at += 1) {
    const start = simple.starts[at]!;
    const character = simple.text.charAt(at);
    if (
      simple.ends[at] === start + 1 &&
      /[\u4e00-\u9fff]/.test(character) &&
      /[\u4e00-\u9fff]/.test(raw.charAt(start))
    )
      units[start] = character;
  }
  return units.join('');
}
