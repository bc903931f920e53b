import type { Demand } from '../../api/contracts/entries.ts';

export type Indicator = Demand['indicators'][number];

/** A row of the indicator table while it is being filled in. `key` only tells rows apart on the screen. */
export interface IndicatorRow {
  key: string;
  metric: string;
  operator: Indicator['operator'];
  low: string;
  /** The second value, for `between` only. */
  high: string;
  unit: string;
  condition: string;
}

export function emptyRow(): IndicatorRow {
  return { key: rowKey(), metric: '', operator: '>=', low: '', high: '', unit: '', condition: '' };
}

export function indicatorRow({ values, ...rest }: Indicator): IndicatorRow {
  const [low, high] = values;
  return { key: rowKey(), ...rest, low: low?.toString() ?? '', high: high?.toString() ?? '' };
}

function rowKey(): string {
  return Math.random().toString(36).slice(2);
}

/** A number as people type it, full-width digits included; null where it is none. Pure. */
function numberOf(text: string): number | null {
  const plain = text.normalize('NFKC').replace(/[\s,]/g, '');
  return plain !== '' && Number.isFinite(Number(plain)) ? Number(plain) : null;
}

/** The values of a row, or null while they are incomplete. Pure. */
export function rowValues(row: IndicatorRow): number[] | null {
  const values = (row.operator === 'between' ? [row.low, row.high] : [row.low]).map(numberOf);
  return values.every((value) => value !== null) ? values : null;
}

/** A row nobody has touched is no mistake; it is left out. Pure. */
export function isBlank(row: IndicatorRow): boolean {
  return [row.metric, row.low, row.high, row.unit, row.condition].every((text) => text.trim() === '');
}

/** The complete rows as the server takes them. Pure. */
export function indicatorBodies(rows: readonly IndicatorRow[]): Indicator[] {
  return rows.flatMap((row) => {
    const values = rowValues(row);
    if (row.metric.trim() === '' || values === null) return [];
    const { metric, operator, unit, condition } = row;
    return [{ metric, operator, values, unit, condition }];
  });
}
