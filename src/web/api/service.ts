import { queryOptions } from '@tanstack/react-query';
import type { IndexStatus } from '../../api/contracts/index-status.ts';
import type { Session, SignInBody } from '../../api/contracts/session.ts';
import type { SetupBody } from '../../api/contracts/setup.ts';
import type { Taxonomy } from '../../api/contracts/taxonomies.ts';
import type { Language } from '../texts/language.tsx';
import { ApiError, call } from './client.ts';

export type { Session, SetupBody, SignInBody };

/** Who is signed in; null for a visitor. */
export const sessionQuery = queryOptions({
  queryKey: ['session'],
  staleTime: 5 * 60_000,
  queryFn: async ({ signal }): Promise<Session | null> => {
    try {
      return await call<Session>('GET', '/session', { signal });
    } catch (error) {
      if (error instanceof ApiError && error.status === 401) return null;
      throw error;
    }
  },
});

export function taxonomyQuery(name: 'chains' | 'regions' | 'cooperation' | 'trl') {
  return queryOptions({
    queryKey: ['taxonomy', name],
    staleTime: Number.POSITIVE_INFINITY,
    queryFn: ({ signal }) => call<Taxonomy>('GET', `/taxonomies/${name}`, { signal }),
  });
}

export function indexStatusQuery(language: Language) {
  return queryOptions({
    queryKey: ['index-status', language],
    refetchInterval: 30_000,
    queryFn: ({ signal }) => call<IndexStatus>('GET', '/index/status', { signal }),
  });
}

export function signIn(body: SignInBody): Promise<Session> {
  return call<Session>('POST', '/session', { body });
}

export function signOut(): Promise<void> {
  return call<void>('DELETE', '/session');
}

export function setUp(body: SetupBody): Promise<Session> {
  return call<Session>('POST', '/setup', { body });
}
