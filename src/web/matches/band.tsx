import type { Match } from '../api/entry-types.ts';
import { useTexts } from '../texts/language.tsx';

const bars: Record<Match['band'], number> = { strong: 3, fair: 2, weak: 1, none: 0 };

/** The band first, as a word and a shape; the number only beside it. */
export function Band({ match }: { match: Pick<Match, 'band' | 'score'> }) {
  const texts = useTexts();
  return (
    <span className={`band band-${match.band}`} title={texts.matches.scoreHint(Math.round(match.score))}>
      <svg viewBox="0 0 14 12" width="14" height="12" aria-hidden="true">
        {[0, 1, 2].map((bar) => (
          <rect
            key={bar}
            x={bar * 5}
            y={8 - bar * 4 + 0.5}
            width="3.5"
            height={3.5 + bar * 4 - 0.5}
            className={bar < bars[match.band] ? 'bar-on' : 'bar-off'}
          />
        ))}
      </svg>
      {texts.matches.bands[match.band]}
    </span>
  );
}

/** The chance behind the band, small; `估计` while no decision of an operator has taught it. */
export function Score({ match }: { match: Pick<Match, 'score' | 'estimated'> }) {
  const texts = useTexts();
  return (
    <span className="score">
      {texts.matches.score(Math.round(match.score))}
      {match.estimated ? <span title={texts.matches.estimatedHint}> · {texts.matches.estimated}</span> : null}
    </span>
  );
}
