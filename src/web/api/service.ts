import { queryOptions } from '@tanstack/react-query';
import type { IndexStatus, Reconciliation, RetryAnswer } from '../../api/contracts/index-status.ts';
import type { Session, SignInBody } from '../../api/contracts/session.ts';
import type { SetupBody } from '../../api/contracts/setup.ts';
import type { Taxonomy } from '../../api/contracts/taxonomies.ts';
import type { Language } from '../texts/language.tsx';
import { ApiError, call } from './client.ts';
import { pollInterval } from './poll-interval.ts';

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

/** This right of a session opens what operators work at. */
export const reviewRights = ['review'];

/** Either of these rights of a session opens the page of the indexes. */
export const indexRights = ['review', 'index'];

/** The language is part of the key because the status says in words what is wrong. */
export function indexStatusQuery(language: Language) {
  return queryOptions({
    queryKey: [...INDEX_STATUS, language],
    queryFn: ({ signal }) => call<IndexStatus>('GET', '/index/status', { signal }),
    refetchInterval: ({ state }) => pollInterval(state.error ? undefined : state.data),
  });
}

/** All languages' answers, to mark them as outdated together. */
export const INDEX_STATUS = ['index-status'] as const;

export type JobName = Pick<IndexStatus['parked'][number], 'topic' | 'key'>;

/** Gives one parked job a fresh start, or all of them. */
export function retryJobs(job: JobName | null): Promise<RetryAnswer> {
  return call('POST', '/index/retries', { body: job ? { job: { topic: job.topic, key: job.key } } : {} });
}

/** Every entry is compared, so this may take minutes on long lists. */
export function reconcileIndex(): Promise<Reconciliation> {
  return call('POST', '/index/reconciliations', { patienceMs: 10 * 60_000 });
}

export function startRebuild(): Promise<unknown> {
  return call('POST', '/index/rebuild');
}

export function cancelRebuild(): Promise<unknown> {
  return call('DELETE', '/index/rebuild');
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
