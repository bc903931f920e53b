import { App, Button } from 'antd';
import type { IndexStatus, Reconciliation } from '../../api/contracts/index-status.ts';
import { reconcileIndex } from '../api/service.ts';
import { durationWords } from '../shared/duration.ts';
import { Fact } from '../shared/fact.tsx';
import { formatInstant } from '../shared/format.ts';
import { ErrorNotice } from '../shared/notices.tsx';
import { SectionHead } from '../shared/section-head.tsx';
import { ShapedWord } from '../shared/state-badge.tsx';
import { useTexts } from '../texts/language.tsx';
import { differences } from './index-state.ts';
import { useIndexWork } from './use-index-work.ts';

interface Props {
  last: Reconciliation | null;
  can: IndexStatus['can'];
}

/** The last comparison of the search server with the database, and a button for another. */
export function ReconciliationSection({ last, can }: Props) {
  const words = useTexts().index.reconciliation;
  const { message } = App.useApp();
  const reconciling = useIndexWork(reconcileIndex, (found) => {
    const count = differences(found);
    message.success(count > 0 ? words.doneRepaired(count) : words.doneEven(found.checked));
  });
  return (
    <section className="entry-section" aria-labelledby="reconciliation">
      <SectionHead
        id="reconciliation"
        title={words.title}
        hint={words.hint}
        action={
          can.includes('reconcile') ? (
            <Button loading={reconciling.isPending} onClick={() => reconciling.mutate()}>
              {words.start}
            </Button>
          ) : null
        }
      />
      {reconciling.error ? <ErrorNotice error={reconciling.error} /> : null}
      {last ? <Result last={last} /> : <p>{words.never}</p>}
    </section>
  );
}

function Result({ last }: { last: Reconciliation }) {
  const texts = useTexts();
  const words = texts.index.reconciliation;
  const count = differences(last);
  const found = (entries: number, wordsOf: (count: number) => string) =>
    entries > 0 ? wordsOf(entries) : texts.index.nothing;
  return (
    <>
      <p className="index-result">
        <ShapedWord shape={count > 0 ? 'half' : 'full'}>
          {count > 0 ? words.repaired(count) : words.even}
        </ShapedWord>
      </p>
      <dl className="facts">
        <Fact name={words.at}>
          <time dateTime={last.at}>{formatInstant(last.at)}</time>
        </Fact>
        <Fact name={words.duration}>{durationWords(last.durationMs / 1000, texts.index.durations)}</Fact>
        <Fact name={words.checked}>{texts.index.entries(last.checked)}</Fact>
        <Fact name={words.missing}>{found(last.missing, words.missingOf)}</Fact>
        <Fact name={words.stale}>{found(last.stale, words.staleOf)}</Fact>
        <Fact name={words.extra}>{found(last.extra, words.extraOf)}</Fact>
      </dl>
    </>
  );
}
