import { queryOptions } from '@tanstack/react-query';
import type {
  AnswerBody,
  Funnel,
  InboxPage,
  Introduction,
  ProgressBody,
  UnreadAnswer,
  WeighedAnswer,
  YearSummary,
} from '../../api/contracts/introductions.ts';
import { call } from './client.ts';
import { addressOf } from './organisations.ts';

export type { Funnel, Introduction, YearSummary };
export type IntroductionSummary = InboxPage['items'][number];
export type IntroductionStep = Introduction['steps'][number];
export type Side = Introduction['own'][number];
/** What a party can do to an introduction. */
export type Move = AnswerBody['answer'] | ProgressBody['to'];
/** What is said with a move. */
export type Said = Omit<AnswerBody, 'answer'>;

/** Everything read of introductions, to mark it as outdated together. */
export const INTRODUCTIONS = ['introductions'] as const;

const UNREAD_MS = 60_000;

/** One page of the inbox. */
export function inboxQuery(query: URLSearchParams) {
  return queryOptions({
    queryKey: [...INTRODUCTIONS, 'inbox', query.toString()],
    queryFn: ({ signal }) => call<InboxPage>('GET', '/inbox', { query, signal }),
  });
}

/** How many introductions hold something new; asked again every minute. */
export const unreadQuery = queryOptions({
  queryKey: [...INTRODUCTIONS, 'unread'],
  refetchInterval: UNREAD_MS,
  queryFn: async ({ signal }) => (await call<UnreadAnswer>('GET', '/inbox/unread', { signal })).unread,
});

/** One introduction; reading it marks it as read. */
export function introductionQuery(id: string) {
  return queryOptions({
    queryKey: [...INTRODUCTIONS, 'one', id],
    queryFn: ({ signal }) =>
      call<Introduction>('GET', `/introductions/${encodeURIComponent(id)}`, { signal }),
  });
}

export const funnelQuery = queryOptions({
  queryKey: [...INTRODUCTIONS, 'funnel'],
  queryFn: ({ signal }) => call<Funnel>('GET', '/funnel', { signal }),
});

/** The demands that an achievement was weighed for. */
export function weighedQuery(achievementId: string) {
  return queryOptions({
    queryKey: [...INTRODUCTIONS, 'weighed', achievementId],
    queryFn: ({ signal }) =>
      call<WeighedAnswer>('GET', `/achievements/${encodeURIComponent(achievementId)}/weighed`, { signal }),
  });
}

/** The summary of a year; this one where none is chosen. */
export function yearQuery(organisationId: string, year: string) {
  return queryOptions({
    queryKey: [...INTRODUCTIONS, 'year', organisationId, year],
    queryFn: ({ signal }) =>
      call<YearSummary>('GET', `${addressOf(organisationId)}/summary`, {
        query: new URLSearchParams(year === '' ? {} : { year }),
        signal,
      }),
  });
}

/** Answers an introduction or records how it goes on. */
export function moveIntroduction(id: string, move: Move, said: Said): Promise<Introduction> {
  const at = `/introductions/${encodeURIComponent(id)}`;
  return move === 'interested' || move === 'declined'
    ? call('POST', `${at}/answers`, { body: { answer: move, ...said } })
    : call('POST', `${at}/progress`, { body: { to: move, ...said } });
}
