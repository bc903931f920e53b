import Qty from 'js-quantities';
import { fold } from './fold.ts';
import { unitAt } from './units.ts';

/** How values in a unit become comparable: only those of one dimension are. */
export interface Measure {
  dimension: string;
  factor: number;
  /** Degrees of a scale begin elsewhere: 0 ℃ is 273.15 K. Not for differences. */
  offset: number;
}

const table = (text: string) =>
  new Map(
    text
      .trim()
      .split(/\s+/)
      .map((pair): [string, string] => {
        const [wire = '', name = ''] = pair.split('=');
        return [wire, name];
      }),
  );

/** Symbols that js-quantities knows by another name, or would take for something else. */
const NAMES = table(`
  Ω=ohm mΩ=mohm kΩ=kohm MΩ=Mohm GΩ=Gohm μΩ=uohm Wh=W*h kWh=kW*h MWh=MW*h GWh=GW*h mWh=mW*h Ah=A*h mAh=mA*h kAh=kA*h
  t=tonne °=deg ′=arcmin ″=arcsec arcsec=arcsec Å=angstrom in=inch ft=ft mil=mil nmile=nmi kn=kt 节=kt d=day K=degK mK=mdegK
  ℃=degK VA=V*A kVA=kV*A MVA=MV*A Mbps=Mbit/s Gbps=Gbit/s kbps=kbit/s Tbps=Tbit/s bps=bit/s Da=dalton kDa=kdalton Torr=torr
  torr=torr Gs=gauss Oe=Oe kOe=kOe cSt=cSt cP=cP 公顷=hectare atm=atm psi=psi mmHg=mmHg min=min h=h bar=bar mbar=mbar 英里=mile
  l=L kn=kt Nm=N*m fps=Hz
`);

/** Units told by a multiple of others, and pure numbers. */
const MULTIPLES = new Map<string, [base: string, factor: number]>([
  ['%', ['', 0.01]],
  ['wt%', ['', 0.01]],
  ['vol%', ['', 0.01]],
  ['mol%', ['', 0.01]],
  ['at%', ['', 0.01]],
  ['‰', ['', 0.001]],
  ['倍', ['', 1]],
  ['ppm', ['', 1e-6]],
  ['ppb', ['', 1e-9]],
  ['ppt', ['', 1e-12]],
  ['万元', ['元', 10_000]],
  ['kgf', ['N', 9.80665]],
  ['gf', ['N', 0.00980665]],
  ['年', ['d', 365.25]],
  ['月', ['d', 365.25 / 12]],
  ['周', ['d', 7]],
  ['亩', ['m²', 2000 / 3]],
  ['斤', ['kg', 0.5]],
  ['丝', ['mm', 0.01]],
  ['kgce', ['tce', 0.001]],
  ['gce', ['tce', 1e-6]],
  ['lx', ['lm/m²', 1]],
  ['kt', ['t', 1000]],
  ['Mt', ['t', 1e6]],
  ['帧', ['', 1]],
]);
/** Would be read as tenths of a byte and as newton metres cubed. */
const OPAQUE = new Set(['dB', 'Nm³']);
const KNOWN =
  /^(?:da|[PTGMkhdcmμunpf])?(?:m|g|s|A|N|J|W|V|F|S|T|H|L|mol|Hz|Pa|bit|B|eV|lm|cd|Sv|Gy|Bq|Wb|cal|rad|degK|ohm)$/;
const POWERS: Record<string, number> = { '²': 2, '³': 3, '⁴': 4 };

interface Parts {
  /** Expression for js-quantities: factors above and below the line. */
  over: string[];
  under: string[];
  /** What only counts itself, with its power: 件, dB, CFU. */
  own: Map<string, number>;
  factor: number;
}

function addAtom(parts: Parts, written: string, sign: 1 | -1): void {
  if (written === '' || written === '1') return;
  const count = /^(百万|万|千|\d+)(?=\D)/.exec(written)?.[1];
  if (count !== undefined) {
    const size = { 百万: 1e6, 万: 1e4, 千: 1e3 }[count] ?? Number(count);
    // 万元 is a unit of its own.
    if (!MULTIPLES.has(written)) {
      parts.factor *= size ** sign;
      addAtom(parts, written.slice(count.length), sign);
      return;
    }
  }
  const power = OPAQUE.has(written) ? 1 : (POWERS[written.slice(-1)] ?? 1);
  const symbol = power === 1 ? written : written.slice(0, -1);
  const multiple = MULTIPLES.get(symbol);
  if (multiple && multiple[0] !== symbol) {
    parts.factor *= multiple[1] ** (sign * power);
    for (const [index, piece] of multiple[0].split('/').entries())
      for (let times = 0; times < power; times += 1)
        addAtom(parts, piece, index === 0 ? sign : sign === 1 ? -1 : 1);
    return;
  }
  const name = NAMES.get(symbol) ?? symbol.replace('μ', 'u');
  if (OPAQUE.has(symbol) || (!NAMES.has(symbol) && !KNOWN.test(name))) {
    parts.own.set(symbol, (parts.own.get(symbol) ?? 0) + sign * power);
    return;
  }
  const [above = '', below] = name.split('/');
  const sides = sign === 1 ? [parts.over, parts.under] : [parts.under, parts.over];
  for (let times = 0; times < power; times += 1) {
    sides[0]!.push(...above.split('*'));
    if (below !== undefined) sides[1]!.push(below);
  }
}

function takeApart(unit: string): Parts {
  const parts: Parts = { over: [], under: [], own: new Map(), factor: 1 };
  const [above = '', ...below] = unit.split('/');
  for (const atom of above.split(/[·*]/)) addAtom(parts, atom, 1);
  for (const group of below)
    for (const atom of group.replace(/[()]/g, '').split(/[·*]/)) addAtom(parts, atom, -1);
  return parts;
}

function measure(unit: string): Measure {
  if (unit === 'dB(A)' || unit === 'dB(C)') return { dimension: unit, factor: 1, offset: 0 };
  const { over, under, own, factor } = takeApart(unit);
  const expression = `${over.join('*') || '1'}${under.length > 0 ? `/${under.join('*')}` : ''}`;
  const quantity = over.length + under.length > 0 ? Qty.parse(expression) : undefined;
  if (quantity === null) return { dimension: unit, factor: 1, offset: 0 };
  const counts = [...own]
    .filter(([, power]) => power !== 0)
    .map(([symbol, power]) => `${symbol}^${power}`)
    .sort();
  return {
    dimension: [quantity?.signature ?? 0, ...counts].join(' '),
    factor: factor * (quantity?.baseScalar ?? 1),
    offset: unit === '℃' ? 273.15 : 0,
  };
}

/** The wire form of a unit as somebody typed it into a form: `小时`, `mm/a`, `Mpa`. Pure. */
function wireUnit(typed: string): string {
  const written = fold(typed.slice(0, 60)).trim();
  const found = unitAt(written, 0);
  return found?.end === written.length ? found.wire : written;
}

const measures = new Map<string, Measure>();

/** How values in a wire unit are compared; an unknown unit is a dimension of its own. Pure. */
export function measureOf(unit: string): Measure {
  const known = measures.get(unit);
  if (known) return known;
  const made = measure(wireUnit(unit));
  if (measures.size < 5_000) measures.set(unit, made);
  return made;
}

/** True where values in both units can be compared. Pure. */
export function comparable(left: string, right: string): boolean {
  return measureOf(left).dimension === measureOf(right).dimension;
}

/** `value` in base units of its dimension; `difference` for spans of temperature, which have no zero point. Pure. */
export function toBase(value: number, unit: string, difference: boolean): number {
  const { factor, offset } = measureOf(unit);
  return value * factor + (difference ? 0 : offset);
}

/** Two figures that are the same but for rounding of conversions. Pure. */
export function sameValue(left: number, right: number): boolean {
  if (left === right) return true;
  if (!Number.isFinite(left) || !Number.isFinite(right)) return false;
  return Math.abs(left - right) <= 1e-9 * Math.max(Math.abs(left), Math.abs(right));
}
