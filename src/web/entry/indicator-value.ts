import type { Demand } from '../../api/contracts/entries.ts';

export type Indicator = Demand['indicators'][number];

/** The sign people write for each operator. */
export const operatorSigns: Record<Indicator['operator'], string> = {
  '<': '<',
  '<=': '≤',
  '=': '=',
  '>=': '≥',
  '>': '>',
  between: '～',
  plusminus: '±',
};

/** `≤ 0.1 mm`, `10～20 ℃`, `± 5 %`. Pure. */
export function indicatorValue({ operator, values, unit }: Indicator): string {
  const number = operator === 'between' ? values.join(operatorSigns.between) : values.join(' ');
  const sign = operator === 'between' ? '' : `${operatorSigns[operator]} `;
  return `${sign}${number}${unit ? ` ${unit}` : ''}`;
}
