import type { Demand } from '../../api/contracts/entries.ts';
import type { Clinic } from '../api/clinic.ts';
import { quote, textAt } from '../matches/evidence.ts';
import { fieldWord } from '../shared/words.ts';
import { useTexts } from '../texts/language.tsx';
import { around } from './around.ts';
import { SplitButton } from './split-button.tsx';

const questions = ['need', 'substance', 'advantage', 'partner'] as const;
/** States in which the advice can still be about publishing. */
const beforeTheGate: readonly string[] = ['draft', 'submitted', 'returned'];

interface Props {
  demand: Demand;
  clinic: Clinic;
}

/** The four questions of the gate with their scores, and what would raise them. */
export function ClarityReport({ demand, clinic }: Props) {
  const texts = useTexts();
  const words = texts.clinic;
  const { scores, sum, advice, hints, missing, vague, parts } = clinic.clarity;
  return (
    <>
      <table className="table clarity">
        <caption className="strong">
          {words.sum(
            sum,
            beforeTheGate.includes(demand.state) ? words.advices[advice] : words.advicesAfter[advice],
          )}
        </caption>
        <tbody>
          {questions.map((question) => (
            <tr key={question}>
              <th scope="row">{words.questions[question]}</th>
              <td className="numeric">{scores[question]} / 5</td>
              <td>
                <meter min={0} max={5} low={2} high={4} optimum={5} value={scores[question]}>
                  {scores[question]}
                </meter>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {hints.length > 0 ? (
        <>
          <h3>{words.hintsTitle}</h3>
          <ul className="bullets">
            {hints.map((hint) => (
              <li key={hint}>{words.hints[hint]}</li>
            ))}
          </ul>
        </>
      ) : null}
      {missing.length > 0 ? (
        <p>{words.missing(missing.map((field) => fieldWord(texts, field)).join(texts.listMark))}</p>
      ) : null}
      {vague.length > 0 ? (
        <>
          <h3>{words.vagueTitle}</h3>
          <ul className="bullets">
            {vague.map(({ field, start, end, word }) => {
              const { before, after } = around(textAt(demand, field), start, end);
              return (
                <li key={`${field}-${start}`}>
                  {fieldWord(texts, field)}
                  {texts.colon}
                  {before}
                  <mark className="in-term">{word}</mark>
                  {after}
                </li>
              );
            })}
          </ul>
        </>
      ) : null}
      {parts.length > 0 ? (
        <>
          <h3>{words.splitTitle(parts.length)}</h3>
          <ol className="bullets">
            {parts.map((part) => (
              <li key={part.start}>{quote(demand, part)}</li>
            ))}
          </ol>
          {clinic.can.includes('edit') ? <SplitButton demand={demand} parts={parts} /> : null}
        </>
      ) : null}
    </>
  );
}
