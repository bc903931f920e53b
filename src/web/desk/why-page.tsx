import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { Link, useSearchParams } from 'react-router';
import { pairQuery } from '../api/desk.ts';
import { entryQuery } from '../api/entries.ts';
import type { List } from '../api/entry-types.ts';
import { reviewRights } from '../api/service.ts';
import { Band, Score } from '../matches/band.tsx';
import { Comparison } from '../matches/comparison.tsx';
import { RequireSession } from '../session/require-session.tsx';
import { ErrorNotice, Waiting } from '../shared/notices.tsx';
import { PageTitle } from '../shell/page-title.tsx';
import { useTexts } from '../texts/language.tsx';
import { deskAddress } from './desk-view.ts';
import { EntryPicker } from './entry-picker.tsx';
import { NearMissNote } from './near-miss.tsx';
import { Objections } from './objections.tsx';

/** 为什么没有 X: any pair explained on request, also one that was never suggested. */
export function WhyPage() {
  return <RequireSession rights={reviewRights}>{() => <Why />}</RequireSession>;
}

function Why() {
  const words = useTexts().desk;
  const [params, setParams] = useSearchParams();
  const demand = params.get('demand') ?? '';
  const achievement = params.get('achievement') ?? '';

  function choose(name: 'demand' | 'achievement', id: string): void {
    const next = new URLSearchParams(params);
    if (id === '') next.delete(name);
    else next.set(name, id);
    setParams(next);
  }

  return (
    <div className="page wide office">
      <Link to={deskAddress(params)} className="back">
        {words.name}
      </Link>
      <PageTitle>{words.why.title}</PageTitle>
      <p className="secondary">{words.why.hint}</p>
      <div className="sides why-sides">
        <Side list="demands" id={demand} onChoose={(id) => choose('demand', id)} />
        <Side list="achievements" id={achievement} onChoose={(id) => choose('achievement', id)} />
      </div>
      {demand && achievement ? <Answer demand={demand} achievement={achievement} /> : null}
    </div>
  );
}

interface SideProps {
  list: List;
  id: string;
  onChoose: (id: string) => void;
}

/** One side of the pair: what was chosen, or the way to choose it. */
function Side({ list, id, onChoose }: SideProps) {
  const texts = useTexts();
  const words = texts.desk.why;
  const entry = useQuery({ ...entryQuery(list, id), enabled: id !== '' });
  const { noun, searchLabel, searchPlaceholder } = texts.lists[list];
  const box = useRef<HTMLDivElement>(null);
  const shown = useRef(id);
  // Choosing takes the field away, and choosing anew the button: the keyboard goes to what comes instead.
  useEffect(() => {
    if (shown.current === id) return;
    shown.current = id;
    box.current?.querySelector<HTMLElement>('input, button')?.focus();
  }, [id]);
  return (
    <div ref={box} className={`side ${list === 'demands' ? 'demand' : 'achievement'}`}>
      <p className="side-label">{noun}</p>
      {id === '' ? (
        <EntryPicker
          label={searchLabel}
          placeholder={searchPlaceholder}
          among={[list]}
          onPick={(found) => onChoose(found.id)}
        />
      ) : (
        <>
          <p className="side-title">{entry.data?.title ?? ' '}</p>
          {entry.error ? <ErrorNotice error={entry.error} /> : null}
          <button type="button" className="text-button" onClick={() => onChoose('')}>
            {words.another}
          </button>
        </>
      )}
    </div>
  );
}

function Answer({ demand, achievement }: { demand: string; achievement: string }) {
  const texts = useTexts();
  const words = texts.desk.why;
  const pair = useQuery(pairQuery(demand, achievement));
  if (pair.error) return <ErrorNotice error={pair.error} onRetry={() => void pair.refetch()} />;
  if (!pair.data) return <Waiting rows={6} />;
  const { score, band, estimated, rank, standing, matchId, against, evidence } = pair.data;
  return (
    <section aria-live="polite">
      <div className="record-head">
        {score === null || band === null ? null : (
          <>
            <Band match={{ band, score }} />
            <Score match={{ score, estimated }} />
          </>
        )}
        {rank === null ? null : <span className="secondary">{texts.desk.rank(rank)}</span>}
      </div>
      <p className="why-answer">{words.standings[standing]}</p>
      {matchId ? (
        <p className="links">
          <Link to={`/desk?${new URLSearchParams({ state: 'all', open: matchId })}`}>{words.openMatch}</Link>
        </p>
      ) : null}
      <Objections against={against} />
      <Comparison demand={pair.data.demand} achievement={pair.data.achievement} evidence={evidence} />
      <NearMissNote demand={pair.data.demand} nearMiss={pair.data.nearMiss} />
    </section>
  );
}
