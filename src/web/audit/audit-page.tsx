import { useInfiniteQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useSearchParams } from 'react-router';
import { auditQuery, exportAddress } from '../api/audit.ts';
import { RequireSession } from '../session/require-session.tsx';
import { EmptyNotice, ErrorNotice, Waiting } from '../shared/notices.tsx';
import { PageTitle } from '../shell/page-title.tsx';
import { useTexts } from '../texts/language.tsx';
import { FilterForm } from './filter-form.tsx';
import { readFilters, toServerFilter } from './filters.ts';
import { LinesTable } from './lines-table.tsx';
import { Verification } from './verification.tsx';

/** The auditor's screen: filter, verify, export. */
export function AuditPage() {
  return <RequireSession rights={['audit']}>{() => <Log />}</RequireSession>;
}

function Log() {
  const words = useTexts().audit;
  const [params] = useSearchParams();
  const filters = readFilters(params);
  const filter = toServerFilter(filters);
  const log = useInfiniteQuery(auditQuery(filter));
  const pages = log.data?.pages ?? [];
  const lines = pages.flatMap(({ items }) => items);
  return (
    <div className="page">
      <PageTitle>{words.title}</PageTitle>
      <p className="secondary audit-hint">{words.hint}</p>
      <Verification />
      <FilterForm key={params.toString()} filters={filters} />
      {log.error ? <ErrorNotice error={log.error} onRetry={() => void log.refetch()} /> : null}
      {log.isPending ? <Waiting rows={8} /> : null}
      {pages[0] ? (
        <p className="secondary actions audit-bar">
          <span>{words.total(pages[0].total)}</span>
          <a className="button-link plain" href={exportAddress(filter)} download>
            {words.export}
          </a>
        </p>
      ) : null}
      {lines.length > 0 ? <LinesTable lines={lines} /> : null}
      {pages[0]?.total === 0 ? <EmptyNotice title={words.none} /> : null}
      {log.hasNextPage ? (
        <Button loading={log.isFetchingNextPage} onClick={() => void log.fetchNextPage()}>
          {words.earlier}
        </Button>
      ) : null}
    </div>
  );
}
