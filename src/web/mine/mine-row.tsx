import { Link } from 'react-router';
import type { EntrySummary } from '../../api/contracts/entries.ts';
import { DelegatedBadge, LevelBadge } from '../disclosure/badges.tsx';
import { organisationWord } from '../disclosure/words.ts';
import { ClosingDay } from '../lists/closing-day.tsx';
import { formatInstant } from '../shared/format.ts';
import { SampleBadge, StateBadge } from '../shared/state-badge.tsx';
import { titleOf } from '../shared/words.ts';
import { useLanguage } from '../texts/language.tsx';

interface Props {
  entry: EntrySummary;
  reviewNote: string;
}

/** Where one of my entries stands, what the reviewer asked for, and the next step. */
export function MineRow({ entry, reviewNote }: Props) {
  const { language, texts } = useLanguage();
  const address = `/${entry.list}/${entry.id}`;
  return (
    <li className="mine-row">
      <div className="mine-state">
        <StateBadge state={entry.state} list={entry.list} />
      </div>
      <div className="row-main">
        <h2>
          <Link to={address}>{titleOf(entry, language)}</Link>
        </h2>
        <p className="row-place">
          <LevelBadge level={entry.disclosure} />
          {entry.sample ? <SampleBadge /> : null}
          {entry.delegated ? <DelegatedBadge full /> : null}
          {organisationWord(entry, texts)} · {texts.entry.updatedAt}{' '}
          <span className="nowrap">{formatInstant(entry.updatedAt)}</span>
          {entry.closesOn ? (
            <>
              {' '}
              · {texts.lists[entry.list].closing} <ClosingDay day={entry.closesOn} />
            </>
          ) : null}
        </p>
        {reviewNote ? (
          <p className="review-note">
            <span className="strong">{texts.mine.reviewNote}</span>
            {reviewNote}
          </p>
        ) : null}
      </div>
      <p className="row-actions">
        {entry.can.includes('edit') ? <Link to={`${address}/edit`}>{texts.entry.edit}</Link> : null}
        {entry.can.includes('matches') ? <Link to={address}>{texts.mine.seeMatches}</Link> : null}
      </p>
    </li>
  );
}
