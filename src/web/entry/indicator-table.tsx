import type { Demand } from '../../api/contracts/entries.ts';
import { MaskedText } from '../disclosure/masked-text.tsx';
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
              <th scope="row">
                <MaskedText>{indicator.metric}</MaskedText>
              </th>
              <td className="numeric">
                <MaskedText>{indicatorValue(indicator)}</MaskedText>
              </td>
              <td>
                <MaskedText>{indicator.condition}</MaskedText>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
