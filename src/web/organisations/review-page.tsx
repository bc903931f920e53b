import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { Link, useSearchParams } from 'react-router';
import { organisationPageQuery, ownOrganisationsQuery } from '../api/organisations.ts';
import type { Session } from '../api/service.ts';
import { Pager, usePageNumber } from '../lists/pager.tsx';
import { RequireSession } from '../session/require-session.tsx';
import { EmptyNotice, ErrorNotice, Waiting } from '../shared/notices.tsx';
import { PageTitle } from '../shell/page-title.tsx';
import { useTexts } from '../texts/language.tsx';
import { ReviewItem } from './review-item.tsx';
import { ReviewQueue } from './review-queue.tsx';
import {
  nextOpen,
  type ReviewView,
  readReviewView,
  reviewParams,
  reviewRequest,
  states,
} from './review-view.ts';
import { TextSearch } from './text-search.tsx';

const rights = ['organisations'];

/** 单位审核: the register of organisations, those that wait for confirmation first, and one of them open. */
export function ReviewPage() {
  return <RequireSession rights={rights}>{(session) => <Review session={session} />}</RequireSession>;
}

function Review({ session }: { session: Session }) {
  const words = useTexts().organisations;
  const [params, setParams] = useSearchParams();
  const view = readReviewView(params);
  const page = useQuery({ ...organisationPageQuery(reviewRequest(view)), refetchInterval: 60_000 });
  const pageNumber = usePageNumber(view.cursor);
  const detail = useRef<HTMLDivElement>(null);
  const items = page.data?.items ?? [];

  useEffect(() => {
    if (!view.open) return;
    detail.current?.focus({ preventScroll: true });
    window.scrollTo({ top: 0 });
  }, [view.open]);

  /** What was decided leaves the list of those that wait, so the next one opens; elsewhere it stays in sight. */
  function decided(): void {
    if (view.state !== 'pending') return;
    setParams(reviewParams({ ...view, open: nextOpen(items, view.open) }), { replace: true });
  }

  return (
    <div className="page wide office">
      <div className="page-head">
        <PageTitle>{words.review.name}</PageTitle>
        <OwnLink />
      </div>
      <StateTabs view={view} />
      <TextSearch
        key={view.q}
        label={words.review.search}
        placeholder={words.review.searchPlaceholder}
        q={view.q}
        onSearch={(q) => setParams(reviewParams({ ...view, q, cursor: '', open: '' }))}
      />
      {page.error ? <ErrorNotice error={page.error} onRetry={() => void page.refetch()} /> : null}
      {page.isPending ? <Waiting rows={4} className="match waiting-row" /> : null}
      {page.data && items.length === 0 && !view.open ? (
        <EmptyNotice title={view.q ? words.review.noneFound : words.review.empty[view.state]} />
      ) : null}
      <div className={view.open ? 'intake one-open' : 'intake'}>
        {page.data && items.length > 0 ? (
          <div className="intake-queue">
            <p className="secondary small" aria-live="polite">
              {words.review.total(page.data.total)}
            </p>
            <ReviewQueue view={view} items={items} />
            <Pager
              at={view.cursor}
              nextCursor={page.data.nextCursor}
              page={pageNumber}
              address={(cursor) => reviewParams({ ...view, cursor, open: '' })}
            />
          </div>
        ) : null}
        <div className="intake-detail" ref={detail} tabIndex={-1}>
          {view.open ? (
            <ReviewItem
              key={view.open}
              id={view.open}
              session={session}
              back={`/organisations?${reviewParams({ ...view, open: '' })}`}
              onDecided={decided}
            />
          ) : items.length > 0 ? (
            <p className="secondary">{words.review.choose}</p>
          ) : null}
        </div>
      </div>
    </div>
  );
}

/** Who looks after organisations may belong to some as well. */
function OwnLink() {
  const words = useTexts().organisations;
  const own = useQuery(ownOrganisationsQuery);
  return own.data && own.data.items.length > 0 ? <Link to="/organisations/mine">{words.ownName}</Link> : null;
}

function StateTabs({ view }: { view: ReviewView }) {
  const words = useTexts().organisations;
  return (
    <nav className="tabs wrapping" aria-label={words.review.states}>
      {[...states, 'all' as const].map((state) => (
        <Link
          key={state}
          to={`/organisations?${reviewParams({ ...view, state, cursor: '', open: '' })}`}
          className={state === view.state ? 'active' : undefined}
          aria-current={state === view.state ? 'page' : undefined}
        >
          {state === 'all' ? words.review.all : words.states[state]}
        </Link>
      ))}
    </nav>
  );
}
