import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import { weighedQuery } from '../api/introductions.ts';
import { formatInstant } from '../shared/format.ts';
import { ErrorNotice, Waiting } from '../shared/notices.tsx';
import { SectionHead } from '../shared/section-head.tsx';
import { titleOf } from '../shared/words.ts';
import { useLanguage } from '../texts/language.tsx';
import { reasonWords } from './words.ts';

/** 参与过的匹配: to its holder, the demands an achievement was weighed for and what became of it. */
export function WeighedSection({ achievementId }: { achievementId: string }) {
  const { language, texts } = useLanguage();
  const words = texts.introductions.weighed;
  const weighed = useQuery(weighedQuery(achievementId));
  const items = weighed.data?.items ?? [];
  return (
    <section className="entry-section" aria-labelledby="weighed">
      <SectionHead id="weighed" title={words.title} hint={words.hint} action={null} />
      {weighed.error ? (
        <ErrorNotice error={weighed.error} onRetry={() => void weighed.refetch()} />
      ) : weighed.isPending ? (
        <Waiting rows={1} />
      ) : items.length === 0 ? (
        <p className="secondary">{words.empty}</p>
      ) : (
        <table className="table stacking" aria-labelledby="weighed">
          <thead>
            <tr>
              <th scope="col">{words.demand}</th>
              <th scope="col">{words.band}</th>
              <th scope="col">{words.at}</th>
              <th scope="col">{words.outcome}</th>
            </tr>
          </thead>
          <tbody>
            {items.map(({ demand, band, weighedAt, outcome, reasons, introductionId }) => (
              <tr key={demand.id}>
                <th scope="row">
                  <Link to={`/demands/${demand.id}`}>{titleOf(demand, language)}</Link>
                </th>
                <td>
                  <span className="row-label">{words.band}</span>
                  {band ? texts.matches.bands[band] : words.noBand}
                </td>
                <td>
                  <span className="row-label">{words.at}</span>
                  <time className="nowrap" dateTime={weighedAt}>
                    {formatInstant(weighedAt)}
                  </time>
                </td>
                <td>
                  <span className="row-label">{words.outcome}</span>
                  {introductionId ? (
                    <Link to={`/inbox/${introductionId}`}>{words.outcomes[outcome]}</Link>
                  ) : (
                    words.outcomes[outcome]
                  )}
                  {reasons.length > 0 ? (
                    <p className="secondary small">
                      {texts.introductions.reasonsOf(reasonWords(reasons, texts))}
                    </p>
                  ) : null}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
}
