import type { UseQueryResult } from '@tanstack/react-query';
import { Alert } from 'antd';
import { Link } from 'react-router';
import type { DeskMatch, Reason } from '../api/desk.ts';
import { Band, Score } from '../matches/band.tsx';
import { Comparison } from '../matches/comparison.tsx';
import { formatInstant } from '../shared/format.ts';
import { ErrorNotice, Waiting } from '../shared/notices.tsx';
import { useTexts } from '../texts/language.tsx';
import { ActionBar } from './action-bar.tsx';
import { reasonsInWords } from './decision-words.ts';
import { Introduce } from './introduce.tsx';
import type { DeskAction } from './keys.ts';
import { NearMissNote } from './near-miss.tsx';
import { Objections } from './objections.tsx';
import { type RejectDraft, RejectPanel } from './reject-panel.tsx';

interface Props {
  query: UseQueryResult<DeskMatch>;
  /** The address of the queue. */
  back: string;
  /** What the address of the desk says, to come back to. */
  from: string;
  rejecting: boolean;
  keysOn: boolean;
  onAct: (action: DeskAction) => void;
  draft: RejectDraft;
  onDraft: (draft: RejectDraft) => void;
  onReject: (reasons: Reason[], note: string) => void;
  /** Not to reject after all. */
  onKeep: () => void;
}

/** One match with all that is needed to decide: what fits, what speaks against it, both texts, what was decided before. */
export function DeskRecord({
  query,
  back,
  from,
  rejecting,
  keysOn,
  draft,
  onDraft,
  onAct,
  onReject,
  onKeep,
}: Props) {
  const texts = useTexts();
  const words = texts.desk;
  if (query.error && !query.data) {
    return (
      <>
        <BackLink to={back} />
        <ErrorNotice error={query.error} onRetry={() => void query.refetch()} />
      </>
    );
  }
  if (!query.data) return <Waiting rows={6} />;
  const match = query.data;
  return (
    <article aria-labelledby="record-title">
      <div className={rejecting ? 'desk-bar rejecting' : 'desk-bar'}>
        <BackLink to={back} />
        <ActionBar match={match} keysOn={keysOn} onAct={onAct} />
        {rejecting ? <RejectPanel {...{ draft, keysOn, onDraft, onReject, onKeep }} /> : null}
      </div>
      <div className="record-head">
        <h2 id="record-title" className="hidden">
          {match.demand.title} × {match.achievement.title}
        </h2>
        <Band match={match} />
        <Score match={match} />
        <span className="secondary">{words.rank(match.rank)}</span>
        {match.state === 'suggested' ? null : <span className="strong">{words.states[match.state]}</span>}
        {match.flagged ? <span className="flagged">⚑ {words.flagged}</span> : null}
        {match.exploratory ? (
          <span className="secondary" title={words.exploratoryHint}>
            {words.exploratory}
          </span>
        ) : null}
      </div>
      {match.open ? null : <Alert className="notice" type="info" role="status" title={words.closed} />}
      <Introduce match={match} />
      <Objections against={match.against} />
      <Comparison demand={match.demand} achievement={match.achievement} evidence={match.evidence} />
      <NearMissNote demand={match.demand} nearMiss={match.nearMiss} />
      <Past match={match} />
      <p className="links">
        <Link to={`/desk/why?${new URLSearchParams({ demand: match.demand.id, from })}`}>
          {words.why.link}
        </Link>
      </p>
      <p className="secondary small">
        {texts.matches.computedBy(
          `${match.computedBy.model} (${match.computedBy.dtype})`,
          match.computedBy.weights,
        )}
      </p>
    </article>
  );
}

function BackLink({ to }: { to: string }) {
  return (
    <Link to={to} className="back intake-back">
      {useTexts().desk.queue}
    </Link>
  );
}

/** What was decided about it before, and the entries that say nearly the same. */
function Past({ match }: { match: DeskMatch }) {
  const texts = useTexts();
  const words = texts.desk;
  return (
    <>
      {match.decisions.length > 0 ? (
        <section>
          <h3>{words.past}</h3>
          <ol className="past">
            {match.decisions.map(({ id, verdict, reasons, note, by, at }) => (
              <li key={id}>
                <span className="strong">{words.verdicts[verdict]}</span> {by ?? words.service} ·{' '}
                {formatInstant(at)}
                {reasons.length > 0 ? ` · ${reasonsInWords(reasons, texts)}` : ''}
                {note ? <p className="prose">{note}</p> : null}
              </li>
            ))}
          </ol>
        </section>
      ) : null}
      {match.twins.length > 0 ? (
        <section>
          <h3>{words.twins}</h3>
          <ul className="past">
            {match.twins.map(({ id, title, list }) => (
              <li key={id}>
                <Link to={`/${list}/${id}`}>{title}</Link>
              </li>
            ))}
          </ul>
        </section>
      ) : null}
    </>
  );
}
