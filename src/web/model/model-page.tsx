import { useQuery } from '@tanstack/react-query';
import { App, Button } from 'antd';
import { useState } from 'react';
import { Link, useSearchParams } from 'react-router';
import {
  learnNow,
  modelRights,
  type ScoreModelsPage,
  scoreModelQuery,
  scoreModelsQuery,
} from '../api/score-models.ts';
import { RequireSession } from '../session/require-session.tsx';
import { formatInstant } from '../shared/format.ts';
import { EmptyNotice, ErrorNotice, Waiting } from '../shared/notices.tsx';
import { ShapedWord } from '../shared/state-badge.tsx';
import { PageTitle } from '../shell/page-title.tsx';
import { useTexts } from '../texts/language.tsx';
import { ActivateDialog } from './activate-dialog.tsx';
import { LessonDetail } from './lesson-detail.tsx';
import { LessonsTable } from './lessons-table.tsx';
import { activeSentence } from './model-words.ts';
import { useModelWork } from './use-model-work.ts';
import { Weights } from './weights.tsx';

/** 模型: what scores are made of now, what was learned from decisions, and the one click back. */
export function ModelPage() {
  return (
    <RequireSession rights={modelRights}>
      {({ can }) => <Models reviews={can.includes('review')} />}
    </RequireSession>
  );
}

function Models({ reviews }: { reviews: boolean }) {
  const words = useTexts().model;
  const models = useQuery(scoreModelsQuery);
  return (
    <div className="page office model">
      <PageTitle>{words.title}</PageTitle>
      <p className="secondary prose">{words.hint}</p>
      {models.error ? <ErrorNotice error={models.error} onRetry={() => void models.refetch()} /> : null}
      {models.data ? (
        <Loaded page={models.data} reviews={reviews} />
      ) : models.error ? null : (
        <Waiting rows={5} />
      )}
    </div>
  );
}

function Loaded({ page, reviews }: { page: ScoreModelsPage; reviews: boolean }) {
  const texts = useTexts();
  const words = texts.model;
  const [params] = useSearchParams();
  const { active, items, decisions } = page;
  const chosen = params.get('version') ?? (active.kind === 'default' ? items[0]?.name : active.name);
  const sentence = activeSentence(active, active.since === null ? '' : formatInstant(active.since), words);
  return (
    <>
      <p className="index-state">
        <ShapedWord shape={active.kind === 'default' ? 'hollow' : 'full'}>
          <span>{sentence}</span>
        </ShapedWord>
      </p>
      {active.held ? <p className="model-note">{words.held}</p> : null}
      {active.resting ? <p className="model-note">{words.resting(active.resting)}</p> : null}
      <Actions page={page} />
      <ActiveWeights name={active.name} />
      {items.length === 0 ? (
        <EmptyNotice title={words.empty(decisions.all, decisions.needed)}>
          <p>{decisions.all < decisions.needed ? words.emptyHint : words.emptyReady}</p>
          {reviews ? (
            <p className="links">
              <Link to="/desk">{texts.desk.name}</Link>
            </p>
          ) : null}
        </EmptyNotice>
      ) : null}
      {chosen && chosen !== 'default-1' ? <LessonDetail name={chosen} version={active.version} /> : null}
      {items.length > 0 ? <LessonsTable page={page} chosen={chosen ?? ''} /> : null}
    </>
  );
}

function Actions({ page: { can, learning, decisions, active } }: { page: ScoreModelsPage }) {
  const words = useTexts().model;
  const { message } = App.useApp();
  const [restoring, setRestoring] = useState(false);
  const learn = useModelWork(learnNow, () => message.success(words.asked));
  return (
    <>
      <p>
        {words.decisions(decisions.all, decisions.accepted)}
        {learning ? ` ${words.learning}` : ''}
      </p>
      <div className="actions">
        {can.includes('learn') ? (
          <Button loading={learn.isPending || learning} onClick={() => learn.mutate()}>
            {words.learn}
          </Button>
        ) : null}
        {can.includes('restore') ? (
          <Button danger onClick={() => setRestoring(true)}>
            {words.restore}
          </Button>
        ) : null}
      </div>
      {learn.error ? <ErrorNotice error={learn.error} /> : null}
      {restoring ? (
        <ActivateDialog name={null} version={active.version} onClose={() => setRestoring(false)} />
      ) : null}
    </>
  );
}

/** What the scores of this moment are made of. */
function ActiveWeights({ name }: { name: string }) {
  const words = useTexts().model;
  const { data, error, refetch } = useQuery(scoreModelQuery(name));
  return (
    <section className="entry-section" aria-labelledby="weights">
      <h2 id="weights">{words.weights.title}</h2>
      {error ? <ErrorNotice error={error} onRetry={() => void refetch()} /> : null}
      {data?.model ? (
        <Weights model={data.model} labelledBy="weights" />
      ) : error ? null : (
        <Waiting rows={3} />
      )}
    </section>
  );
}
