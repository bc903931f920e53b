import { Link } from 'react-router';
import type { EntrySummary } from '../../api/contracts/entries.ts';
import type { SearchItem } from '../../api/contracts/search.ts';
import { DelegatedBadge, LevelBadge } from '../disclosure/badges.tsx';
import { MaskedValue } from '../disclosure/masked-text.tsx';
import { isAmountMasked, organisationWord } from '../disclosure/words.ts';
import { formatAmount } from '../shared/format.ts';
import { useLabels } from '../shared/labels.ts';
import { SampleBadge, StateBadge } from '../shared/state-badge.tsx';
import { titleFieldOf } from '../shared/words.ts';
import { useLanguage } from '../texts/language.tsx';
import { ClosingDay } from './closing-day.tsx';
import { FoundText } from './found-text.tsx';

interface Props {
  /** An entry from a search carries the places that were found. */
  entry: EntrySummary & Partial<Pick<SearchItem, 'highlights'>>;
  /** Posted by the reader's own organisation, where that is not what the list is of. */
  own?: boolean;
}

/** One line of a list: what it is, whose it is, what it pays and until when. */
export function EntryRow({ entry, own = false }: Props) {
  const { language, texts } = useLanguage();
  const labels = useLabels();
  const words = texts.lists[entry.list];
  const titleField = titleFieldOf(entry, language);
  const place = [
    organisationWord(entry, texts),
    labels.chain(entry.chain),
    entry.region && labels.region(entry.region),
  ];
  return (
    <li className="row">
      <div className="row-main">
        <h2>
          <Link to={`/${entry.list}/${entry.id}`}>
            <FoundText text={entry[titleField]} field={titleField} highlights={entry.highlights} />
          </Link>
        </h2>
        <p className="row-place">
          <LevelBadge level={entry.disclosure} />
          {entry.sample ? <SampleBadge /> : null}
          {entry.delegated ? <DelegatedBadge /> : null}
          {own ? <span className="sample">{texts.disclosure.targeted.own}</span> : null}
          {entry.state === 'published' ? null : <StateBadge state={entry.state} list={entry.list} />}
          {place.filter(Boolean).join(' · ')}
        </p>
        {entry.excerpt ? (
          <p className="row-excerpt">
            <FoundText text={entry.excerpt} field="excerpt" highlights={entry.highlights} />
          </p>
        ) : null}
      </div>
      <p className="row-fact">
        <span className="row-label">{texts.fields.trl}</span>
        {entry.trl === null ? texts.entry.notGiven : labels.trl(entry.trl)}
      </p>
      <p className="row-fact numeric">
        <span className="row-label">{words.amount}</span>
        {isAmountMasked(entry) ? <MaskedValue /> : formatAmount(entry.amount, language, texts.amounts)}
      </p>
      <p className="row-fact numeric">
        <span className="row-label">{words.closing}</span>
        <ClosingDay day={entry.closesOn} />
      </p>
    </li>
  );
}
