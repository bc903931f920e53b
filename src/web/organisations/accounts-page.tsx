import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { useSearchParams } from 'react-router';
import { accountPageQuery } from '../api/members.ts';
import type { Session } from '../api/service.ts';
import { Pager, usePageNumber } from '../lists/pager.tsx';
import { RequireSession } from '../session/require-session.tsx';
import { EmptyNotice, ErrorNotice, Waiting } from '../shared/notices.tsx';
import { PageTitle } from '../shell/page-title.tsx';
import { useTexts } from '../texts/language.tsx';
import { AccountsTable } from './accounts-table.tsx';
import { InviteAnywhere } from './invite-anywhere.tsx';
import { TextSearch } from './text-search.tsx';

const rights = ['accounts'];
const PAGE_SIZE = '20';

/** 账号管理: who has an account, what they are where, and the ways to change it; for administrators. */
export function AccountsPage() {
  return <RequireSession rights={rights}>{(session) => <Accounts session={session} />}</RequireSession>;
}

function addressOf(q: string, cursor = ''): URLSearchParams {
  const params = new URLSearchParams();
  if (q) params.set('q', q);
  if (cursor) params.set('cursor', cursor);
  return params;
}

function Accounts({ session }: { session: Session }) {
  const texts = useTexts();
  const words = texts.members.accounts;
  const [params, setParams] = useSearchParams();
  const [inviting, setInviting] = useState(false);
  const q = params.get('q') ?? '';
  const cursor = params.get('cursor') ?? '';
  const query = addressOf(q, cursor);
  query.set('limit', PAGE_SIZE);
  const page = useQuery(accountPageQuery(query));
  const pageNumber = usePageNumber(cursor);
  return (
    <div className="page office">
      <div className="page-head">
        <div>
          <PageTitle>{words.name}</PageTitle>
          <p className="secondary small">{words.hint}</p>
        </div>
        <Button type="primary" onClick={() => setInviting(true)}>
          {texts.members.invitations.action}
        </Button>
      </div>
      <TextSearch
        key={q}
        label={words.search}
        placeholder={words.searchPlaceholder}
        q={q}
        onSearch={(next) => setParams(addressOf(next))}
      />
      {page.error ? (
        <ErrorNotice error={page.error} onRetry={() => void page.refetch()} />
      ) : page.isPending ? (
        <Waiting rows={4} />
      ) : page.data.items.length === 0 ? (
        <EmptyNotice title={words.empty} />
      ) : (
        <>
          <p className="secondary" aria-live="polite">
            {words.total(page.data.total)}
          </p>
          <AccountsTable items={page.data.items} self={session.account.id} />
          <Pager
            at={cursor}
            nextCursor={page.data.nextCursor}
            page={pageNumber}
            address={(next) => addressOf(q, next)}
          />
        </>
      )}
      {inviting ? <InviteAnywhere onClose={() => setInviting(false)} /> : null}
    </div>
  );
}
