import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { Link } from 'react-router';
import { entryQuery } from '../api/entries.ts';
import { type Entry, isDemand, type Match, otherList, proposed } from '../api/entry-types.ts';
import { ErrorNotice, Waiting } from '../shared/notices.tsx';
import { useTexts } from '../texts/language.tsx';
import { Band, Score } from './band.tsx';
import { Comparison } from './comparison.tsx';

interface Props {
  entry: Entry;
  match: Match;
  matches: Match[];
}

/** One match opened: the demand left, the achievement right, whoever asks. */
export function OpenMatch({ entry, match, matches }: Props) {
  const texts = useTexts();
  const otherId = proposed(match).id;
  const other = useQuery(entryQuery(otherList(entry.list), otherId));
  const heading = useRef<HTMLHeadingElement>(null);
  const rank = matches.indexOf(match);

  // Keyboard and screen reader follow to what was opened.
  useEffect(() => {
    if (otherId) heading.current?.focus({ preventScroll: true });
  }, [otherId]);

  const demand = [entry, other.data].find((side) => side && isDemand(side));
  const achievement = [entry, other.data].find((side) => side && !isDemand(side));
  return (
    <div className="open-match">
      <div className="open-match-bar">
        <h2 ref={heading} tabIndex={-1}>
          {texts.matches.position(rank + 1, matches.length)}
        </h2>
        <Band match={match} />
        <Score match={match} />
        <nav className="open-match-steps" aria-label={texts.matches.steps}>
          <Step to={matches[rank - 1]}>{texts.matches.previous}</Step>
          <Step to={matches[rank + 1]}>{texts.matches.next}</Step>
          <Link to={{ search: '' }}>{texts.matches.close}</Link>
        </nav>
      </div>
      {other.error ? (
        <ErrorNotice error={other.error} onRetry={() => void other.refetch()} />
      ) : demand && isDemand(demand) && achievement && !isDemand(achievement) ? (
        <Comparison demand={demand} achievement={achievement} evidence={match.evidence} />
      ) : (
        <Waiting rows={4} />
      )}
      <p className="secondary small">
        {texts.matches.computedBy(
          `${match.computedBy.model} (${match.computedBy.dtype})`,
          match.computedBy.weights,
        )}
      </p>
    </div>
  );
}

function Step({ to, children }: { to: Match | undefined; children: string }) {
  if (!to) return <span className="secondary">{children}</span>;
  return (
    <Link to={{ search: `?match=${encodeURIComponent(proposed(to).id)}` }} preventScrollReset>
      {children}
    </Link>
  );
}
