import { useState } from 'react';
import { Link } from 'react-router';
import { type Match, proposed } from '../api/entry-types.ts';
import { DelegatedBadge, LevelBadge } from '../disclosure/badges.tsx';
import { isAmountMasked, organisationWord } from '../disclosure/words.ts';
import { formatAmount } from '../shared/format.ts';
import { useLabels } from '../shared/labels.ts';
import { SampleBadge } from '../shared/state-badge.tsx';
import { titleOf } from '../shared/words.ts';
import { useLanguage } from '../texts/language.tsx';
import { Band, Score } from './band.tsx';

/** So many are shown even where nothing is related; the other unrelated ones wait behind a button. */
const ALWAYS = 5;

/** The ranked proposals; each opens beside the entry, and the address remembers which. */
export function MatchList({ matches, openId }: { matches: Match[]; openId: string | null }) {
  const { language, texts } = useLanguage();
  const labels = useLabels();
  const [all, setAll] = useState(false);
  const related = matches.filter((match, rank) => match.band !== 'none' || rank < ALWAYS);
  const shown =
    all || matches.slice(related.length).some((match) => proposed(match).id === openId) ? matches : related;
  return (
    <>
      <ol className="match-list" aria-label={texts.matches.ranking}>
        {shown.map((match) => {
          const other = proposed(match);
          const facts = [organisationWord(other, texts), labels.chain(other.chain)];
          if (isAmountMasked(other)) facts.push(`${texts.matches.money} ${texts.disclosure.maskedValue}`);
          else if (other.amount.kind !== 'undetermined')
            facts.push(formatAmount(other.amount, language, texts.amounts));
          return (
            <li key={other.id} className={other.id === openId ? 'match open' : 'match'}>
              <p className="match-band">
                <Band match={match} />
                <Score match={match} />
              </p>
              <p className="match-title">
                <Link
                  to={{ search: `?match=${encodeURIComponent(other.id)}` }}
                  aria-current={other.id === openId ? 'true' : undefined}
                  preventScrollReset={openId !== null}
                >
                  {titleOf(other, language)}
                </Link>
              </p>
              <p className="match-facts">
                <LevelBadge level={other.disclosure} />
                {other.sample ? <SampleBadge /> : null}
                {other.delegated ? <DelegatedBadge /> : null}
                {facts.filter(Boolean).join(' · ')}
              </p>
            </li>
          );
        })}
      </ol>
      {shown.length < matches.length ? (
        <button type="button" className="text-button" onClick={() => setAll(true)}>
          {texts.matches.rest(matches.length - shown.length)}
        </button>
      ) : null}
    </>
  );
}
