import { useQueries, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { Link, useSearchParams } from 'react-router';
import type { EntrySummary } from '../../api/contracts/entries.ts';
import { entryQuery, pageQuery } from '../api/entries.ts';
import { lists } from '../api/entry-types.ts';
import { reviewRights } from '../api/service.ts';
import { DelegatedBadge, LevelBadge } from '../disclosure/badges.tsx';
import { organisationWord } from '../disclosure/words.ts';
import { RequireSession } from '../session/require-session.tsx';
import { formatInstant } from '../shared/format.ts';
import { EmptyNotice, ErrorNotice, Waiting } from '../shared/notices.tsx';
import { SampleBadge } from '../shared/state-badge.tsx';
import { PageTitle } from '../shell/page-title.tsx';
import { useTexts } from '../texts/language.tsx';
import { IndexLine } from './index-line.tsx';
import { IntakeItem } from './intake-item.tsx';
import { itemKey, nextAfter, oldestFirst } from './queue.ts';

const waiting = new URLSearchParams({ state: 'submitted', limit: '100' });

/** 受理: what was submitted to either list, the longest waiting first, decided one after the other. */
export function IntakePage() {
  return (
    <RequireSession rights={reviewRights}>
      {(session) => <Intake showIndex={session.can.includes('index')} />}
    </RequireSession>
  );
}

function Intake({ showIndex }: { showIndex: boolean }) {
  const texts = useTexts();
  const queryClient = useQueryClient();
  const [params, setParams] = useSearchParams();
  const answers = useQueries({
    queries: lists.map((list) => ({ ...pageQuery(list, waiting), refetchInterval: 60_000 })),
  });
  const error = answers.find((answer) => answer.error)?.error;
  const loading = answers.some((answer) => answer.isPending);
  const queue = oldestFirst(answers.flatMap((answer) => answer.data?.items ?? []));
  const total = answers.reduce((sum, answer) => sum + (answer.data?.total ?? 0), 0);
  const openKey = params.get('item');
  const open = queue.find((entry) => itemKey(entry) === openKey);
  const next = open && nextAfter(queue, open);
  const detail = useRef<HTMLDivElement>(null);

  // The next item is there before the decision is made.
  useEffect(() => {
    if (next) void queryClient.prefetchQuery(entryQuery(next.list, next.id));
  }, [next, queryClient]);

  useEffect(() => {
    if (!openKey) return;
    detail.current?.focus({ preventScroll: true });
    window.scrollTo({ top: 0 });
  }, [openKey]);

  return (
    <div className="page wide office">
      <div className="page-head">
        <PageTitle>{texts.intake.name}</PageTitle>
        <p className="secondary" aria-live="polite">
          {loading ? ' ' : texts.intake.remaining(total)}
        </p>
      </div>
      {error ? (
        <ErrorNotice error={error} onRetry={() => answers.forEach((answer) => void answer.refetch())} />
      ) : null}
      {loading ? <Waiting rows={4} className="match waiting-row" /> : null}
      {!loading && !error && queue.length === 0 && !openKey ? (
        <EmptyNotice title={texts.intake.empty}>
          <p>{texts.intake.emptyHint}</p>
        </EmptyNotice>
      ) : null}
      <div className={openKey ? 'intake one-open' : 'intake'}>
        {queue.length > 0 ? <Queue queue={queue} openKey={openKey} /> : null}
        <div className="intake-detail" ref={detail} tabIndex={-1}>
          {openKey ? (
            <IntakeItem
              key={openKey}
              itemKey={openKey}
              onDecided={() => setParams(next ? { item: itemKey(next) } : {}, { replace: true })}
            />
          ) : queue.length > 0 ? (
            <p className="secondary">{texts.intake.choose}</p>
          ) : null}
        </div>
      </div>
      {showIndex ? <IndexLine /> : null}
    </div>
  );
}

function Queue({ queue, openKey }: { queue: EntrySummary[]; openKey: string | null }) {
  const texts = useTexts();
  return (
    <nav className="intake-queue" aria-label={texts.intake.queue}>
      <ol className="match-list">
        {queue.map((entry) => {
          const key = itemKey(entry);
          return (
            <li key={key} className={key === openKey ? 'match open' : 'match'}>
              <p className="match-title">
                <Link
                  to={`/intake?item=${encodeURIComponent(key)}`}
                  aria-current={key === openKey ? 'true' : undefined}
                >
                  {entry.title}
                </Link>
              </p>
              <p className="match-facts">
                <LevelBadge level={entry.disclosure} />
                {entry.sample ? <SampleBadge /> : null}
                {entry.delegated ? <DelegatedBadge /> : null}
                {texts.lists[entry.list].noun} · {organisationWord(entry, texts)} ·{' '}
                <span className="nowrap">{formatInstant(entry.updatedAt)}</span>
              </p>
            </li>
          );
        })}
      </ol>
    </nav>
  );
}
