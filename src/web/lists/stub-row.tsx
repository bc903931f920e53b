import { Link } from 'react-router';
import type { EntrySummary } from '../../api/contracts/entries.ts';
import { LevelBadge } from '../disclosure/badges.tsx';
import { organisationWord, shownTitle } from '../disclosure/words.ts';
import { useLabels } from '../shared/labels.ts';
import { SampleBadge } from '../shared/state-badge.tsx';
import { useLanguage } from '../texts/language.tsx';
import { ClosingDay } from './closing-day.tsx';

/** A line for an entry that its reader may open after a pledge: no title, only what it is and until when. */
export function StubRow({ entry }: { entry: EntrySummary }) {
  const { language, texts } = useLanguage();
  const labels = useLabels();
  const place = [labels.chain(entry.chain), organisationWord(entry, texts)];
  return (
    <li className="row">
      <div className="row-main">
        <h2>
          <Link to={`/${entry.list}/${entry.id}`}>{shownTitle(entry, language, texts)}</Link>
        </h2>
        <p className="row-place">
          <LevelBadge level={entry.disclosure} />
          {entry.sample ? <SampleBadge /> : null}
          {place.filter(Boolean).join(' · ')}
        </p>
      </div>
      <p className="row-fact secondary">
        <span className="row-label">{texts.fields.trl}</span>
        {texts.disclosure.stubFact}
      </p>
      <p className="row-fact numeric secondary">
        <span className="row-label">{texts.lists[entry.list].amount}</span>
        {texts.disclosure.stubFact}
      </p>
      <p className="row-fact numeric">
        <span className="row-label">{texts.lists[entry.list].closing}</span>
        <ClosingDay day={entry.closesOn} />
      </p>
    </li>
  );
}
