import { useEffect, useState } from 'react';
import { useLocation, useNavigate } from 'react-router';

function tokenIn(hash: string): string {
  return new URLSearchParams(hash.slice(1)).get('token') ?? '';
}

/**
 * The token of a one-time link. It stands after the #, which browsers keep to themselves, so that no log on the way
 * has it; and it is taken out of the address bar and the history at once. Empty where there is none.
 */
export function useLinkToken(): string {
  const { hash, pathname, search } = useLocation();
  const navigate = useNavigate();
  const [token, setToken] = useState(() => tokenIn(hash));

  useEffect(() => {
    const given = tokenIn(hash);
    if (given === '') return;
    setToken(given);
    void navigate(pathname + search, { replace: true });
  }, [hash, pathname, search, navigate]);

  return token;
}
