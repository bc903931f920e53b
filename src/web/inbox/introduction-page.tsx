import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd';
import { useEffect, useState } from 'react';
import { Link, useParams } from 'react-router';
import { ApiError } from '../api/client.ts';
import { type Introduction, introductionQuery, type Move, unreadQuery } from '../api/introductions.ts';
import { RequireSession } from '../session/require-session.tsx';
import { useLabels } from '../shared/labels.ts';
import { ErrorNotice, Waiting } from '../shared/notices.tsx';
import { ShapedWord } from '../shared/state-badge.tsx';
import { NotFoundPage } from '../shell/not-found-page.tsx';
import { PageTitle } from '../shell/page-title.tsx';
import { useLanguage, useTexts } from '../texts/language.tsx';
import { AnswerDialog } from './answer-dialog.tsx';
import { BothEntries } from './both-entries.tsx';
import { Contacts } from './contacts.tsx';
import { Steps } from './steps.tsx';
import { nextStep, sides, sideTitle, stateShapes } from './words.ts';

const moves: readonly Move[] = ['interested', 'declined', 'agreed', 'ended'];
const main: readonly Move[] = ['interested', 'agreed'];

/** One introduction: both entries with what they share, the answers, the contacts once exchanged, every step. */
export function IntroductionPage() {
  return <RequireSession>{() => <Found />}</RequireSession>;
}

function Found() {
  const { id = '' } = useParams();
  const queryClient = useQueryClient();
  const found = useQuery(introductionQuery(id));
  const readAt = found.data ? found.dataUpdatedAt : 0;

  // Opening it counts as reading it, so the number in the header goes down.
  useEffect(() => {
    if (readAt > 0) void queryClient.invalidateQueries({ queryKey: unreadQuery.queryKey });
  }, [readAt, queryClient]);

  if (found.error instanceof ApiError && found.error.status === 404) return <NotFoundPage />;
  if (!found.data) {
    return (
      <div className="page">
        {found.error ? (
          <ErrorNotice error={found.error} onRetry={() => void found.refetch()} />
        ) : (
          <Waiting rows={5} />
        )}
      </div>
    );
  }
  return <Whole key={id} introduction={found.data} />;
}

function Whole({ introduction }: { introduction: Introduction }) {
  const { language, texts } = useLanguage();
  const labels = useLabels();
  const words = texts.introductions;
  const [move, setMove] = useState<Move | null>(null);
  const title = words.pair(
    sideTitle(introduction, 'demand', language, texts),
    sideTitle(introduction, 'achievement', language, texts),
  );
  const open = moves.filter((name) => introduction.can.includes(name));
  const { state } = introduction;
  return (
    <div className="page wide office">
      <Link to="/inbox" className="back">
        {words.name}
      </Link>
      <PageTitle>{title}</PageTitle>
      <p className="entry-standing">
        <ShapedWord shape={stateShapes[state]}>{words.states[state]}</ShapedWord>
        <span>{labels.chain(introduction.chain)}</span>
      </p>
      <p role="status">{nextStep(introduction, texts) ?? ''}</p>
      {open.length > 0 ? (
        <div className="actions">
          {open.map((name) => (
            <Button
              key={name}
              type={main.includes(name) ? 'primary' : 'default'}
              onClick={() => setMove(name)}
            >
              {words.actions[name]}
            </Button>
          ))}
        </div>
      ) : null}
      <Answers introduction={introduction} />
      <Contacts introduction={introduction} />
      <Steps introduction={introduction} />
      <BothEntries introduction={introduction} />
      {move ? <AnswerDialog introduction={introduction} move={move} onClose={() => setMove(null)} /> : null}
    </div>
  );
}

function Answers({ introduction: { answers, own } }: { introduction: Introduction }) {
  const words = useTexts().introductions;
  return (
    <section className="entry-section" aria-labelledby="answers">
      <h2 id="answers">{words.answersTitle}</h2>
      <dl className="facts">
        {sides.map((side) => (
          <div key={side}>
            <dt>
              {words.sides[side]}
              {own.includes(side) ? words.yourSide : ''}
            </dt>
            <dd>{words.answers[answers[side] ?? 'none']}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
