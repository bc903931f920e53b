import { useQuery } from '@tanstack/react-query';
import { Alert, Button } from 'antd';
import type { ReactNode } from 'react';
import { Link, useLocation } from 'react-router';
import { ApiError } from '../api/client.ts';
import { sessionQuery } from '../api/service.ts';
import { useTexts } from '../texts/language.tsx';
import type { Texts } from '../texts/zh-cn.ts';

/** What happened, in the reader's language: the server's words, or ours where it gave none. */
export function errorWords(error: unknown, texts: Texts): string {
  if (!(error instanceof ApiError)) return texts.errors.unexpected;
  if (error.code === 'unreachable') return texts.errors.unreachable;
  return error.message || texts.errors.unavailable;
}

interface ErrorProps {
  error: unknown;
  onRetry?: () => void;
  /** For the sign-in form itself: no way to where one already is. */
  plain?: boolean;
}

/** A failed request where its content would have been, with the way out of it: try again, or sign in again. */
export function ErrorNotice({ error, onRetry, plain }: ErrorProps) {
  const texts = useTexts();
  const location = useLocation();
  const visitor = useQuery(sessionQuery).data === null;
  // To a visitor what is not public does not exist, so `not found` may mean that a session has ended.
  const status = error instanceof ApiError ? error.status : 0;
  const signedOut = !plain && (status === 401 || (visitor && (status === 403 || status === 404)));
  const here = encodeURIComponent(location.pathname + location.search);
  const requestId = error instanceof ApiError ? error.requestId : '';
  return (
    <Alert
      type="error"
      role="alert"
      className="notice"
      title={errorWords(error, texts)}
      description={requestId ? texts.errors.requestId(requestId) : undefined}
      action={
        signedOut ? (
          <Link to={`/sign-in?next=${here}`}>{texts.session.signIn}</Link>
        ) : onRetry ? (
          <Button onClick={onRetry}>{texts.errors.retry}</Button>
        ) : undefined
      }
    />
  );
}

/** An empty place: why it is empty and what to do next. */
export function EmptyNotice({ title, children }: { title: string; children?: ReactNode }) {
  return (
    <div className="empty">
      <p className="empty-title">{title}</p>
      {children}
    </div>
  );
}

/** Lines of the final height while something loads, so that nothing jumps. */
export function Waiting({ rows, className = 'waiting-row' }: { rows: number; className?: string }) {
  const texts = useTexts();
  return (
    <div role="status" aria-label={texts.loading} className="waiting">
      {Array.from({ length: rows }, (_, row) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the rows are all alike
        <div key={row} className={className}>
          <span className="bone bone-title" />
          <span className="bone" />
          <span className="bone bone-short" />
        </div>
      ))}
    </div>
  );
}
