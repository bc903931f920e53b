import { useQuery } from '@tanstack/react-query';
import type { IndexStatus } from '../../api/contracts/index-status.ts';
import { indexRights, indexStatusQuery } from '../api/service.ts';
import { RequireSession } from '../session/require-session.tsx';
import { ErrorNotice, Waiting } from '../shared/notices.tsx';
import { ShapedWord } from '../shared/state-badge.tsx';
import { PageTitle } from '../shell/page-title.tsx';
import { useLanguage, useTexts } from '../texts/language.tsx';
import { IndexFacts } from './index-facts.tsx';
import { stateSentence, stateShape } from './index-state.ts';
import { ParkedJobs } from './parked-jobs.tsx';
import { RebuildSection } from './rebuild-section.tsx';
import { ReconciliationSection } from './reconciliation-section.tsx';

/** 索引: whether searches are answered, by what, how far it is behind the database, and the levers to mend it. */
export function IndexPage() {
  return <RequireSession rights={indexRights}>{() => <Indexes />}</RequireSession>;
}

function Indexes() {
  const { language, texts } = useLanguage();
  const status = useQuery(indexStatusQuery(language));
  return (
    <div className="page office indexing">
      <PageTitle>{texts.index.name}</PageTitle>
      {status.error ? <ErrorNotice error={status.error} onRetry={() => void status.refetch()} /> : null}
      {status.data ? <Loaded status={status.data} /> : status.error ? null : <Waiting rows={5} />}
    </div>
  );
}

function Loaded({ status }: { status: IndexStatus }) {
  const words = useTexts().index;
  return (
    <>
      <p className="index-state">
        <ShapedWord shape={stateShape(status)}>
          <span>{stateSentence(status, words)}</span>
        </ShapedWord>
      </p>
      <IndexFacts status={status} />
      {status.server ? (
        <>
          <ReconciliationSection last={status.server.reconciliation} can={status.can} />
          <RebuildSection last={status.server.rebuild} counts={status.counts} can={status.can} />
        </>
      ) : (
        <p className="index-no-server secondary">{words.noServer}</p>
      )}
      <ParkedJobs status={status} />
    </>
  );
}
