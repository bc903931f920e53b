import { Link } from 'react-router';
import type { ScoreModelsPage } from '../api/score-models.ts';
import { formatInstant } from '../shared/format.ts';
import { ShapedWord } from '../shared/state-badge.tsx';
import { useTexts } from '../texts/language.tsx';
import { outcomeOf, refusalSentences } from './model-words.ts';
import { WideTable } from './wide-table.tsx';

interface Props {
  page: ScoreModelsPage;
  /** The one that is shown above. */
  chosen: string;
}

/** All that was learned, newest first, with why it was or was not put in use. */
export function LessonsTable({ page: { items, total }, chosen }: Props) {
  const words = useTexts().model;
  const { list, facts } = words;
  return (
    <section className="entry-section" aria-labelledby="lessons">
      <h2 id="lessons">{list.title}</h2>
      {total > items.length ? <p>{list.newest(items.length, total)}</p> : null}
      <WideTable labelledBy="lessons">
        <thead>
          <tr>
            <th scope="col">{list.version}</th>
            <th scope="col">{list.at}</th>
            <th scope="col" className="numeric">
              {list.labels}
            </th>
            <th scope="col">{list.logLoss}</th>
            <th scope="col">{list.outcome}</th>
          </tr>
        </thead>
        <tbody>
          {items.map((lesson) => {
            const { outcome, shape } = outcomeOf(lesson);
            const { name, at, labels, logLoss } = lesson;
            return (
              <tr key={name}>
                <th scope="row" className="nowrap">
                  <Link
                    to={`/model?version=${encodeURIComponent(name)}`}
                    aria-current={name === chosen ? 'true' : undefined}
                  >
                    {name}
                  </Link>
                </th>
                <td className="nowrap">
                  <time dateTime={at}>{formatInstant(at)}</time>
                </td>
                <td className="numeric">{labels.all}</td>
                <td className="nowrap">
                  {logLoss ? facts.change(logLoss.before.toFixed(3), logLoss.after.toFixed(3)) : '–'}
                </td>
                <td>
                  <ShapedWord shape={shape}>{words.outcomes[outcome]}</ShapedWord>
                  {refusalSentences(lesson, words).map((sentence) => (
                    <p key={sentence} className="small">
                      {sentence}
                    </p>
                  ))}
                </td>
              </tr>
            );
          })}
        </tbody>
      </WideTable>
    </section>
  );
}
