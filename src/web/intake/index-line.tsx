import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { indexStatusQuery } from '../api/service.ts';
import { errorWords } from '../shared/notices.tsx';
import { useLanguage } from '../texts/language.tsx';

/** How far the indexes are behind, in one quiet line. */
export function IndexLine() {
  const { language, texts } = useLanguage();
  const status = useQuery(indexStatusQuery(language));
  const { data } = status;
  if (status.error) return <p className="index-line">{errorWords(status.error, texts)}</p>;
  if (!data) return <p className="index-line"> </p>;
  const words = texts.intake.index;
  return (
    <dl className="index-line" aria-label={words.title}>
      <Item name={words.pending}>{data.pending}</Item>
      <Item name={words.failed}>{data.failed}</Item>
      <Item name={words.counts}>{words.countsOf(data.counts.demands, data.counts.achievements)}</Item>
      <Item name={words.engine}>{data.engine}</Item>
      <Item name={words.model}>
        {`${data.model.id} (${data.model.dtype}) · ${data.model.ready ? words.ready : words.notReady}`}
        {data.model.message ? ` · ${data.model.message}` : ''}
      </Item>
    </dl>
  );
}

function Item({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}
