import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import { indexStatusQuery } from '../api/service.ts';
import { engineWords } from '../indexing/index-state.ts';
import { Fact } from '../shared/fact.tsx';
import { errorWords } from '../shared/notices.tsx';
import { useLanguage } from '../texts/language.tsx';

/** How far the indexes are behind, in one quiet line, and the way to the page that says more. */
export function IndexLine() {
  const { texts } = useLanguage();
  return (
    <div className="index-footer">
      <Figures />
      <Link to="/index">{texts.index.seeAll}</Link>
    </div>
  );
}

function Figures() {
  const { language, texts } = useLanguage();
  const status = useQuery(indexStatusQuery(language));
  const { data } = status;
  if (status.error) return <p className="index-line">{errorWords(status.error, texts)}</p>;
  if (!data) return <p className="index-line"> </p>;
  const words = texts.index;
  return (
    <dl className="index-line" aria-label={words.title}>
      <Fact name={words.pending}>{data.pending}</Fact>
      <Fact name={words.failed}>{data.failed}</Fact>
      <Fact name={words.counts}>{words.countsOf(data.counts.demands, data.counts.achievements)}</Fact>
      <Fact name={words.engine}>{engineWords(data, words)}</Fact>
      <Fact name={words.model}>
        {`${data.model.id} (${data.model.dtype}) · ${data.model.ready ? words.ready : words.notReady}`}
        {data.model.message ? ` · ${data.model.message}` : ''}
      </Fact>
    </dl>
  );
}
