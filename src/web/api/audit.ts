import { infiniteQueryOptions } from '@tanstack/react-query';
import type { AuditLine, AuditPage, AuditReport } from '../../api/contracts/audit.ts';
import { call } from './client.ts';

export type { AuditLine, AuditReport };

const PAGE_SIZE = 50;

/** Newest first, page after page. Every look is a line of the log itself, so nothing is read again by itself. */
export function auditQuery(filter: string) {
  return infiniteQueryOptions({
    queryKey: ['audit', filter],
    staleTime: Number.POSITIVE_INFINITY,
    initialPageParam: '',
    queryFn: ({ signal, pageParam }) => {
      const query = new URLSearchParams(filter);
      query.set('limit', String(PAGE_SIZE));
      if (pageParam) query.set('cursor', pageParam);
      return call<AuditPage>('GET', '/audit', { query, signal });
    },
    getNextPageParam: ({ nextCursor }) => nextCursor,
  });
}

/** Where the browser gets the lines of this filter as a file. */
export function exportAddress(filter: string): string {
  return `/api/v1/audit/export${filter === '' ? '' : `?${filter}`}`;
}

/** Every line is checked, which takes a while on a long log. */
export function verifyLog(): Promise<AuditReport> {
  return call('POST', '/audit/verifications', { patienceMs: 10 * 60_000 });
}
