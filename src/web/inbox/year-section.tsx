import { useQuery } from '@tanstack/react-query';
import { useId, useState } from 'react';
import { yearQuery } from '../api/introductions.ts';
import { Fact } from '../shared/fact.tsx';
import { NativeSelect } from '../shared/native-select.tsx';
import { ErrorNotice, Waiting } from '../shared/notices.tsx';
import { SectionHead } from '../shared/section-head.tsx';
import { useTexts } from '../texts/language.tsx';
import { lastYears } from './last-years.ts';

const counts = ['weighed', 'introduced', 'interested', 'agreed', 'ended', 'withdrawn'] as const;

interface Props {
  organisationId: string;
  /** When it was registered: there is nothing to tell of earlier years. */
  since: string;
}

/** 年度小结: what became of an organisation's entries in a year, by counts. */
export function YearSection({ organisationId, since }: Props) {
  const texts = useTexts();
  const words = texts.introductions.year;
  const id = useId();
  const [chosen, setChosen] = useState('');
  const summary = useQuery(yearQuery(organisationId, chosen));
  const { data } = summary;
  const years = lastYears(since, Date.now());
  return (
    <section className="entry-section" aria-labelledby="year">
      <SectionHead
        id="year"
        title={words.title}
        hint={words.hint}
        action={
          <label className="inline-label" htmlFor={id}>
            {words.year}
            <NativeSelect id={id} value={chosen} onChange={(event) => setChosen(event.target.value)}>
              {years.map((year, at) => (
                <option key={year} value={at === 0 ? '' : year}>
                  {year}
                </option>
              ))}
            </NativeSelect>
          </label>
        }
      />
      {summary.error ? (
        <ErrorNotice error={summary.error} onRetry={() => void summary.refetch()} />
      ) : !data ? (
        <Waiting rows={2} />
      ) : (
        <>
          <dl className="facts">
            <Fact name={words.demands}>{data.published.demands}</Fact>
            <Fact name={words.achievements}>{data.published.achievements}</Fact>
            {counts.map((name) => (
              <Fact key={name} name={words[name]}>
                {data[name]}
              </Fact>
            ))}
          </dl>
          <h3>{words.reasons}</h3>
          {data.reasons.length === 0 ? <p className="secondary">{words.noReasons}</p> : null}
          <ul>
            {data.reasons.map(({ reason, count }) => (
              <li key={reason}>
                {texts.introductions.reasonWords[reason]} · {words.times(count)}
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  );
}
