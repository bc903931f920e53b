import type { ScoreModelDetail } from '../api/score-models.ts';
import { useTexts } from '../texts/language.tsx';
import { weightsInWords } from './model-words.ts';
import { WideTable } from './wide-table.tsx';

interface Props {
  model: NonNullable<ScoreModelDetail['model']>;
  labelledBy: string;
}

/** What a score is made of: each feature in words, how much it counts, and the number behind that. */
export function Weights({ model, labelledBy }: Props) {
  const words = useTexts().model.weights;
  const features: Record<string, { name: string; says: string }> = words.features;
  return (
    <>
      <p className="prose">{words.kinds[model.kind]}</p>
      {model.curve ? <p className="prose">{words.curve}</p> : null}
      <WideTable labelledBy={labelledBy}>
        <thead>
          <tr>
            <th scope="col">{words.feature}</th>
            <th scope="col">{words.strength}</th>
            <th scope="col" className="numeric">
              {words.weight}
            </th>
          </tr>
        </thead>
        <tbody>
          {weightsInWords(model).map(({ feature, weight, strength }) => (
            <tr key={feature}>
              <th scope="row">
                {features[feature]?.name ?? feature}
                <span className="model-says">{features[feature]?.says}</span>
              </th>
              <td className={strength === 'none' ? 'secondary' : undefined}>{words.strengths[strength]}</td>
              <td className="numeric">{weight.toFixed(2)}</td>
            </tr>
          ))}
        </tbody>
      </WideTable>
      <p className="secondary small">{words.unit}</p>
    </>
  );
}
