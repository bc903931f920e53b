import { useState } from 'react';
import { Link } from 'react-router';
import type { QueuePage } from '../../api/contracts/review.ts';
import type { MatchSummary, Verdict } from '../api/desk.ts';
import { LevelBadge } from '../disclosure/badges.tsx';
import { Pager, usePageNumber } from '../lists/pager.tsx';
import { Band, Score } from '../matches/band.tsx';
import { formatInstant } from '../shared/format.ts';
import { SampleBadge } from '../shared/state-badge.tsx';
import { toggled } from '../shared/toggled.ts';
import { useTexts } from '../texts/language.tsx';
import { BulkBar } from './bulk-bar.tsx';
import { BulkDialog } from './bulk-dialog.tsx';
import { type DeskView, deskParams } from './desk-view.ts';

interface Props {
  view: DeskView;
  items: readonly MatchSummary[];
  page: QueuePage | undefined;
}

/** Many that are decided about at once, as they were ticked. */
interface Deciding {
  verdict: Verdict;
  chosen: readonly MatchSummary[];
}

/** The queue; rows can be ticked to decide about many at once. */
export function QueueList({ view, items, page }: Props) {
  const words = useTexts().desk;
  const pageNumber = usePageNumber(view.cursor);
  const [ticked, setTicked] = useState<readonly string[] | null>(null);
  const [deciding, setDeciding] = useState<Deciding | null>(null);
  const chosen = items.filter(({ id }) => ticked?.includes(id));
  const isShown = page !== undefined && items.length > 0;
  return (
    <>
      {isShown ? (
        <nav className="desk-queue" aria-label={words.queue}>
          <div className="queue-head">
            <p className="secondary small">{words.total(page.total)}</p>
            <button
              type="button"
              className="text-button"
              aria-pressed={ticked !== null}
              onClick={() => setTicked(ticked === null ? [] : null)}
            >
              {ticked === null ? words.bulk.start : words.bulk.stop}
            </button>
          </div>
          {ticked === null ? null : (
            <BulkBar
              shown={items}
              chosen={chosen}
              onTick={setTicked}
              onDecide={(verdict) => setDeciding({ verdict, chosen })}
            />
          )}
          <Rows view={view} items={items} ticked={ticked} onTick={setTicked} />
          <Pager
            at={view.cursor}
            nextCursor={page.nextCursor}
            page={pageNumber}
            address={(cursor) => deskParams({ ...view, cursor, open: '' })}
          />
        </nav>
      ) : (
        <div className="desk-queue" />
      )}
      {/* Beside the list: what came of it is still told when it left the list empty. */}
      {deciding ? (
        <BulkDialog
          {...deciding}
          onClose={(changed) => {
            setDeciding(null);
            if (changed) setTicked([]);
          }}
        />
      ) : null}
    </>
  );
}

interface RowsProps {
  view: DeskView;
  items: readonly MatchSummary[];
  ticked: readonly string[] | null;
  onTick: (ids: readonly string[]) => void;
}

function Rows({ view, items, ticked, onTick }: RowsProps) {
  return (
    <ol className="match-list">
      {items.map((match) => (
        <Row
          key={match.id}
          match={match}
          view={view}
          ticked={ticked === null ? null : ticked.includes(match.id)}
          onTick={() => onTick(toggled(ticked ?? [], match.id))}
        />
      ))}
    </ol>
  );
}

interface RowProps {
  match: MatchSummary;
  view: DeskView;
  /** Null where nothing can be ticked. */
  ticked: boolean | null;
  onTick: () => void;
}

function Row({ match, view, ticked, onTick }: RowProps) {
  const texts = useTexts();
  const { demand, achievement } = match;
  const isOpen = match.id === view.open;
  return (
    <li className={isOpen ? 'match open' : 'match'}>
      <p className="match-band">
        {ticked === null ? null : (
          <label className="check">
            <input
              type="checkbox"
              checked={ticked}
              aria-label={texts.desk.bulk.tick(achievement.title)}
              onChange={onTick}
            />
          </label>
        )}
        <Band match={match} />
        <Score match={match} />
        {match.flagged ? (
          <span className="flagged" title={texts.desk.flagged}>
            ⚑
          </span>
        ) : null}
      </p>
      <p className="match-title">
        <Link
          to={{ search: deskParams({ ...view, open: match.id }).toString() }}
          aria-current={isOpen ? 'true' : undefined}
          preventScrollReset
        >
          {demand.title}
          <span className="secondary"> × </span>
          {achievement.title}
        </Link>
      </p>
      <p className="match-facts">
        <LevelBadge level={demand.disclosure} />
        {demand.sample || achievement.sample ? <SampleBadge /> : null}
        {view.state === 'all' ? <span>{texts.desk.states[match.state]}</span> : null}
        {view.sort === 'age' ? <span className="nowrap">{formatInstant(match.suggestedAt)}</span> : null}
      </p>
    </li>
  );
}
