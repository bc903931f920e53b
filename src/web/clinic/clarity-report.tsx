import type { Demand } from '../../api/contracts/entries.ts';
import type { Clinic } from '../api/clinic.ts';
import { quote, textAt } from '../matches/evidence.ts';
import { fieldWord } from '../shared/words.ts';
import { useTexts } from '../texts/language.tsx';
import { SplitButton } from './split-button.tsx';

const questions = ['need', 'substance', 'advantage', 'partner'] as const;
/** Around a vague word so much of its text is shown. */
const CONTEXT = 12;

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
        <caption className="strong">{words.sum(sum, words.advices[advice])}</caption>
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
              const text = textAt(demand, field);
              return (
                <li key={`${field}-${start}`}>
                  {fieldWord(texts, field)}
                  {texts.colon}…{text.slice(Math.max(0, start - CONTEXT), start)}
                  <mark className="in-term">{word}</mark>
                  {text.slice(end, end + CONTEXT)}…
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
