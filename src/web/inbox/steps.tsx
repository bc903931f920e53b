import type { Introduction, IntroductionStep } from '../api/introductions.ts';
import { formatInstant } from '../shared/format.ts';
import { useTexts } from '../texts/language.tsx';
import { reasonWords, stepWords } from './words.ts';

/** Every step with its age, oldest first. */
export function Steps({ introduction }: { introduction: Introduction }) {
  const words = useTexts().introductions;
  return (
    <section className="entry-section" aria-labelledby="steps">
      <h2 id="steps">{words.stepsTitle}</h2>
      <ol className="steps">
        {introduction.steps.map((step) => (
          <Step key={step.id} step={step} />
        ))}
      </ol>
    </section>
  );
}

function Step({ step }: { step: IntroductionStep }) {
  const texts = useTexts();
  const words = texts.introductions;
  const { at, days, by, delegated, reasons, note, noteTo } = step;
  return (
    <li>
      <p>
        <span className="strong">{stepWords(step, texts)}</span>{' '}
        {delegated ? <span className="sample">{words.delegated}</span> : null}
      </p>
      <p className="secondary small">
        <time dateTime={at}>{formatInstant(at)}</time> · {words.ageOf(days)}
        {by ? ` · ${words.by(by)}` : ''}
      </p>
      {reasons.length > 0 ? <p>{words.reasonsOf(reasonWords(reasons, texts))}</p> : null}
      {note ? <p className="prose step-note">{note}</p> : null}
      {note && noteTo === 'bureau' ? <p className="secondary small">{words.noteToBureau}</p> : null}
    </li>
  );
}
