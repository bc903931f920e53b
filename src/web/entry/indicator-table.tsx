import type { Demand } from '../../api/contracts/entries.ts';
import { useTexts } from '../texts/language.tsx';
import { indicatorValue } from './indicator-value.ts';

export function IndicatorTable({ indicators }: { indicators: Demand['indicators'] }) {
  const texts = useTexts();
  return (
    <div className="table-frame">
      <table className="table">
        <thead>
          <tr>
            <th scope="col">{texts.indicator.metric}</th>
            <th scope="col" className="numeric">
              {texts.indicator.value}
            </th>
            <th scope="col">{texts.indicator.condition}</th>
          </tr>
        </thead>
        <tbody>
          {indicators.map((indicator) => (
            <tr key={JSON.stringify(indicator)}>
              <th scope="row">{indicator.metric}</th>
              <td className="numeric">{indicatorValue(indicator)}</td>
              <td>{indicator.condition}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
