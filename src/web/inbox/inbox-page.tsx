import { useQuery } from '@tanstack/react-query';
import { Link, useSearchParams } from 'react-router';
import { inboxQuery } from '../api/introductions.ts';
import type { Session } from '../api/service.ts';
import { PAGE_SIZE } from '../lists/list-view.ts';
import { Pager, usePageNumber } from '../lists/pager.tsx';
import { RequireSession } from '../session/require-session.tsx';
import { EmptyNotice, ErrorNotice, Waiting } from '../shared/notices.tsx';
import { PageTitle } from '../shell/page-title.tsx';
import { useTexts } from '../texts/language.tsx';
import { InboxRow } from './inbox-row.tsx';

const filters = ['all', 'open', 'closed'] as const;

/** 对接消息: whom the bureau introduced my organisations to, and how it goes on. */
export function InboxPage() {
  return <RequireSession>{(session) => <Inbox session={session} />}</RequireSession>;
}

function Inbox({ session }: { session: Session }) {
  const words = useTexts().introductions;
  const [params] = useSearchParams();
  const filter = filters.find((name) => name === params.get('filter')) ?? 'all';
  const cursor = params.get('cursor') ?? '';
  const query = new URLSearchParams({ filter, limit: String(PAGE_SIZE) });
  if (cursor) query.set('cursor', cursor);
  const page = useQuery(inboxQuery(query));
  const pageNumber = usePageNumber(cursor);
  const items = page.data?.items ?? [];
  return (
    <div className="page office">
      <div className="page-head">
        <PageTitle>{words.name}</PageTitle>
        {session.can.includes('review') ? <Link to="/funnel">{words.toFunnel}</Link> : null}
      </div>
      <nav className="tabs" aria-label={words.filter}>
        {filters.map((name) => (
          <Link
            key={name}
            to={name === 'all' ? '/inbox' : `/inbox?filter=${name}`}
            className={name === filter ? 'active' : undefined}
            aria-current={name === filter ? 'page' : undefined}
          >
            {words.filters[name]}
          </Link>
        ))}
      </nav>
      <p className="secondary inbox-count" aria-live="polite">
        {page.data ? words.total(page.data.total) : ' '}
        {page.data && page.data.unread > 0 ? ` · ${words.unread(page.data.unread)}` : ''}
      </p>
      {page.error ? <ErrorNotice error={page.error} onRetry={() => void page.refetch()} /> : null}
      {page.isPending ? <Waiting rows={4} className="match waiting-row" /> : null}
      {page.data && items.length === 0 ? (
        <EmptyNotice title={filter === 'all' ? words.empty : words.nothing}>
          <p>{words.emptyHint}</p>
        </EmptyNotice>
      ) : null}
      {items.length > 0 ? (
        <ol className="match-list" aria-label={words.list}>
          {items.map((item) => (
            <InboxRow key={item.id} item={item} />
          ))}
        </ol>
      ) : null}
      {page.data ? (
        <Pager
          at={cursor}
          nextCursor={page.data.nextCursor}
          page={pageNumber}
          address={(next) => new URLSearchParams({ filter, ...(next ? { cursor: next } : {}) })}
        />
      ) : null}
    </div>
  );
}
