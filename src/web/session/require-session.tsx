import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { Navigate, useLocation } from 'react-router';
import { type Session, sessionQuery } from '../api/service.ts';
import { EmptyNotice, ErrorNotice, Waiting } from '../shared/notices.tsx';
import { useTexts } from '../texts/language.tsx';

interface Props {
  /** Reader-level rights one of which the page needs; none where signing in is enough. */
  rights?: readonly string[];
  children: (session: Session) => ReactNode;
}

/**
 * Shows its page to who may see it and sends a visitor to sign in. Once shown, the page stays even if the session
 * ends: what was typed must not vanish under somebody's hands.
 */
export function RequireSession({ rights, children }: Props) {
  const texts = useTexts();
  const location = useLocation();
  const session = useQuery(sessionQuery);
  const [admitted, setAdmitted] = useState<Session | null>(null);
  const reader = session.data ?? admitted;
  if (session.data && session.data !== admitted) setAdmitted(session.data);

  if (reader) {
    if (!rights || rights.some((right) => reader.can.includes(right))) return children(reader);
    // The right may only be waiting for a second factor or a new password, and that page says so.
    if (reader.mustEnrol || reader.mustChangePassword) return <Navigate to="/account" replace />;
    return (
      <div className="page narrow">
        <EmptyNotice title={texts.errors.forbidden} />
      </div>
    );
  }
  if (session.data === null) {
    const here = encodeURIComponent(location.pathname + location.search);
    return <Navigate to={`/sign-in?next=${here}`} replace />;
  }
  return (
    <div className="page">
      {session.error ? (
        <ErrorNotice error={session.error} onRetry={() => void session.refetch()} />
      ) : (
        <Waiting rows={3} />
      )}
    </div>
  );
}
