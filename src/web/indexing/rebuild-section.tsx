import { Button, Progress } from 'antd';
import { useState } from 'react';
import type { IndexStatus, Rebuild } from '../../api/contracts/index-status.ts';
import { cancelRebuild } from '../api/service.ts';
import { durationWords } from '../shared/duration.ts';
import { formatInstant } from '../shared/format.ts';
import { ErrorNotice } from '../shared/notices.tsx';
import { SectionHead } from '../shared/section-head.tsx';
import type { Shape } from '../shared/shapes.ts';
import { ShapedWord } from '../shared/state-badge.tsx';
import { useLanguage, useTexts } from '../texts/language.tsx';
import { percentOf, secondsBetween } from './index-state.ts';
import { RebuildDialog } from './rebuild-dialog.tsx';
import { useIndexWork } from './use-index-work.ts';

interface Props {
  last: Rebuild | null;
  counts: IndexStatus['counts'];
  can: IndexStatus['can'];
}

/** Filling new indexes while the old ones answer: how far it is, or how the last one ended. */
export function RebuildSection({ last, counts, can }: Props) {
  const words = useTexts().index.rebuild;
  const [asking, setAsking] = useState(false);
  return (
    <section className="entry-section" aria-labelledby="rebuild">
      <SectionHead
        id="rebuild"
        title={words.title}
        hint={words.hint}
        action={
          can.includes('rebuild') ? <Button onClick={() => setAsking(true)}>{words.start}</Button> : null
        }
      />
      {last === null ? (
        <p>{words.never}</p>
      ) : last.state === 'running' ? (
        <Running rebuild={last} mayCancel={can.includes('cancel')} />
      ) : (
        <Ended rebuild={last} />
      )}
      {asking ? <RebuildDialog counts={counts} onClose={() => setAsking(false)} /> : null}
    </section>
  );
}

function Running({ rebuild, mayCancel }: { rebuild: Rebuild; mayCancel: boolean }) {
  const { language, texts } = useLanguage();
  const words = texts.index.rebuild;
  const cancelling = useIndexWork(cancelRebuild);
  const { perSecond, remainingSeconds } = rebuild;
  const facts = [
    words.doneOf(rebuild.done, rebuild.total),
    perSecond === null
      ? ''
      : words.perSecond(
          perSecond.toLocaleString(language, { maximumFractionDigits: perSecond < 10 ? 1 : 0 }),
        ),
    remainingSeconds === null ? '' : words.remaining(durationWords(remainingSeconds, texts.index.durations)),
    `${words.startedAt} ${formatInstant(rebuild.startedAt)}`,
  ];
  return (
    <>
      <p className="index-result">
        <ShapedWord shape="half">{words.states.running}</ShapedWord>
      </p>
      <Progress percent={percentOf(rebuild)} strokeColor="var(--accent)" aria-label={words.progress} />
      <p className="index-progress-facts">{facts.filter(Boolean).join(' · ')}</p>
      {mayCancel ? (
        <Button loading={cancelling.isPending} onClick={() => cancelling.mutate()}>
          {words.cancel}
        </Button>
      ) : null}
      {cancelling.error ? <ErrorNotice error={cancelling.error} /> : null}
    </>
  );
}

const endShapes: Record<Rebuild['state'], Shape> = {
  running: 'half',
  done: 'full',
  cancelled: 'bar',
  failed: 'cross',
};

function Ended({ rebuild }: { rebuild: Rebuild }) {
  const texts = useTexts();
  const words = texts.index.rebuild;
  const { state, done, total, startedAt, finishedAt, message } = rebuild;
  const ended = finishedAt ?? startedAt;
  return (
    <>
      <p className="index-result">
        <ShapedWord shape={endShapes[state]}>{words.states[state]}</ShapedWord>
        <time dateTime={ended}>{formatInstant(ended)}</time>
        <span>
          {state === 'done'
            ? words.tookTotal(total, durationWords(secondsBetween(startedAt, ended), texts.index.durations))
            : words.stoppedAt(done, total)}
        </span>
      </p>
      {message ? <p className="prose">{message}</p> : null}
    </>
  );
}
