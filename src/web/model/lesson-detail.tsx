import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { type ScoreModelDetail, scoreModelQuery } from '../api/score-models.ts';
import { Fact } from '../shared/fact.tsx';
import { formatInstant } from '../shared/format.ts';
import { ErrorNotice, Waiting } from '../shared/notices.tsx';
import { SectionHead } from '../shared/section-head.tsx';
import { ShapedWord } from '../shared/state-badge.tsx';
import { useTexts } from '../texts/language.tsx';
import { ActivateDialog } from './activate-dialog.tsx';
import { ChainsTable } from './chains-table.tsx';
import { type HeldOut, outcomeOf, percent, refusalSentences } from './model-words.ts';
import { Reliability } from './reliability.tsx';
import { Weights } from './weights.tsx';

interface Props {
  name: string;
  version: number;
}

/** One lesson: how it did on demands it had not seen, by chain, and why it is, or is not, in use. */
export function LessonDetail({ name, version }: Props) {
  const words = useTexts().model;
  const { data, error, refetch } = useQuery(scoreModelQuery(name));
  const [asking, setAsking] = useState(false);
  const lesson = data?.lesson;
  return (
    <section className="entry-section" aria-labelledby="lesson">
      <SectionHead
        id="lesson"
        title={words.lesson(name)}
        hint={lesson ? words.learnedAt(formatInstant(lesson.at)) : ''}
        action={
          lesson?.can.includes('activate') ? (
            <Button type="primary" onClick={() => setAsking(true)}>
              {words.activate}
            </Button>
          ) : null
        }
      />
      {error ? <ErrorNotice error={error} onRetry={() => void refetch()} /> : null}
      {data && lesson ? <Found detail={data} lesson={lesson} /> : error ? null : <Waiting rows={4} />}
      {asking ? <ActivateDialog name={name} version={version} onClose={() => setAsking(false)} /> : null}
    </section>
  );
}

interface FoundProps {
  detail: ScoreModelDetail;
  lesson: NonNullable<ScoreModelDetail['lesson']>;
}

function Found({ detail, lesson }: FoundProps) {
  const words = useTexts().model;
  const { outcome, shape } = outcomeOf(lesson);
  const { heldOut, frozen, labels } = lesson;
  return (
    <>
      <p className="index-result">
        <ShapedWord shape={shape}>{words.outcomes[outcome]}</ShapedWord>
      </p>
      {lesson.refusals.length > 0 ? (
        <ul className="bullets model-refusals">
          {refusalSentences(lesson, words).map((sentence) => (
            <li key={sentence}>{sentence}</li>
          ))}
        </ul>
      ) : null}
      <dl className="facts">
        <Fact name={words.facts.labels}>
          {words.facts.labelsOf(labels.all, labels.accepted, labels.demands)}
        </Fact>
        {heldOut ? <HeldOutFacts heldOut={heldOut} /> : null}
        {frozen ? (
          <Fact name={words.facts.frozen}>
            {words.facts.change(frozen.default.ndcg10.toFixed(3), frozen.candidate.ndcg10.toFixed(3))}
          </Fact>
        ) : null}
      </dl>
      {heldOut ? (
        <Reliability before={heldOut.default.reliability} after={heldOut.candidate.reliability} />
      ) : null}
      {heldOut ? <ChainsTable chains={heldOut.chains} /> : null}
      {detail.model && !detail.active ? (
        <>
          <h3 id="lesson-weights">{words.weights.ofLesson}</h3>
          <Weights model={detail.model} labelledBy="lesson-weights" />
        </>
      ) : null}
    </>
  );
}

function HeldOutFacts({ heldOut }: { heldOut: HeldOut }) {
  const words = useTexts().model;
  const { facts, weights } = words;
  const { default: before, candidate: after, gain, recipe } = heldOut;
  const change = (of: 'logLoss' | 'ndcg10') => facts.change(before[of].toFixed(3), after[of].toFixed(3));
  return (
    <>
      <Fact name={facts.recipe}>{weights.recipes[recipe.kind]}</Fact>
      <Fact name={facts.ndcg}>{change('ndcg10')}</Fact>
      <Fact name={facts.logLoss}>{change('logLoss')}</Fact>
      <Fact name={facts.gain}>
        {facts.gainOf(gain.low.toFixed(3), gain.high.toFixed(3), percent(gain.confidence, ''))}
      </Fact>
      <Fact name={facts.ece}>{facts.change(percent(before.ece, ''), percent(after.ece, ''))}</Fact>
    </>
  );
}
