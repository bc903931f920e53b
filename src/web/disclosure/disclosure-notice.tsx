import { useQuery } from '@tanstack/react-query';
import { Alert } from 'antd';
import type { Entry } from '../api/entry-types.ts';
import { sessionQuery } from '../api/service.ts';
import { fieldWord } from '../shared/words.ts';
import { useTexts } from '../texts/language.tsx';

/** What a reader must know before reading: that something was left out, or that it is not to be passed on. */
export function DisclosureNotice({ entry }: { entry: Entry }) {
  const texts = useTexts();
  const session = useQuery(sessionQuery).data;
  const words = texts.disclosure;
  if (entry.view === 'masked') {
    const fields = entry.masked.filter((field) => field !== 'organisation' && field !== 'text');
    if (entry.disclosure !== 'masked' && fields.length === 0) return null;
    const title =
      entry.disclosure === 'masked'
        ? words.maskedNotice
        : words.narrowedNotice(fields.map((field) => fieldWord(texts, field)).join(texts.listMark));
    return <Alert className="notice" type="info" role="note" title={title} />;
  }
  const own =
    entry.can.includes('matches') ||
    session?.memberships.some((place) => place.organisationId === entry.organisation.id);
  if (entry.disclosure !== 'targeted' || entry.view !== 'full' || !session || own) return null;
  return <Alert className="notice" type="warning" role="note" title={words.keptNotice} />;
}
