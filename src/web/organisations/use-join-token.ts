import { useEffect, useState } from 'react';
import { useLocation, useNavigate } from 'react-router';

const KEPT = 'join-token';

function tokenIn(hash: string): string {
  return new URLSearchParams(hash.slice(1)).get('token') ?? '';
}

/** Forgets the token once it is used or of no use. */
export function dropJoinToken(): void {
  window.sessionStorage.removeItem(KEPT);
}

/**
 * The token behind the # of an invitation's link, which is taken out of the address bar at once. It is kept for this
 * tab only, so that neither a reload nor the way over the sign-in page loses it. Empty where there is none.
 */
export function useJoinToken(): string {
  const { hash, pathname, search } = useLocation();
  const navigate = useNavigate();
  const [token, setToken] = useState(() => tokenIn(hash) || (window.sessionStorage.getItem(KEPT) ?? ''));

  useEffect(() => {
    const given = tokenIn(hash);
    if (given === '') return;
    window.sessionStorage.setItem(KEPT, given);
    setToken(given);
    void navigate(pathname + search, { replace: true });
  }, [hash, pathname, search, navigate]);

  return token;
}
