import { queryOptions } from '@tanstack/react-query';
import type { Introduction, IntroductionBody } from '../../api/contracts/introductions.ts';
import type {
  BulkAnswer,
  BulkBody,
  DecisionBody,
  Match as DeskMatch,
  MatchSummary,
  OwnDecisions,
  Pair,
  QueuePage,
} from '../../api/contracts/review.ts';
import { call } from './client.ts';

export type { DeskMatch, MatchSummary };

type Decision = DeskMatch['decisions'][number];
export type Verdict = 'accepted' | 'rejected' | 'deferred';
export type Reason = Decision['reasons'][number];

/** Everything read of the desk, to mark it as outdated together. */
export const DESK = ['desk'] as const;

export function queueQuery(query: URLSearchParams) {
  return queryOptions({
    queryKey: [...DESK, 'queue', query.toString()],
    queryFn: ({ signal }) => call<QueuePage>('GET', '/matches', { query, signal }),
  });
}

export function deskMatchQuery(id: string) {
  return queryOptions({
    queryKey: [...DESK, 'match', id],
    queryFn: ({ signal }) => call<DeskMatch>('GET', addressOf(id), { signal }),
  });
}

export const ownDecisionsQuery = queryOptions({
  queryKey: [...DESK, 'own'],
  queryFn: ({ signal }) => call<OwnDecisions>('GET', '/decisions', { signal }),
});

export function pairQuery(demandId: string, achievementId: string) {
  return queryOptions({
    queryKey: [...DESK, 'pair', demandId, achievementId],
    queryFn: ({ signal }) =>
      call<Pair>('GET', '/pairs', { query: new URLSearchParams({ demandId, achievementId }), signal }),
  });
}

/** Tells both parties of an accepted match; from here on it cannot be taken back. */
export function sendIntroduction(id: string, body: IntroductionBody): Promise<Introduction> {
  return call('POST', `${addressOf(id)}/introduction`, { body });
}

/** A verdict, or `undone`, on the version that was on the screen. */
export function sendDecision(id: string, body: DecisionBody): Promise<MatchSummary> {
  return call('POST', `${addressOf(id)}/decisions`, { body });
}

export function sendFlag(id: string, flagged: boolean, version: number): Promise<MatchSummary> {
  return call('PATCH', addressOf(id), { body: { flagged, version } });
}

export function sendMany(body: BulkBody): Promise<BulkAnswer> {
  return call('POST', '/matches/decisions', { body });
}

function addressOf(id: string): string {
  return `/matches/${encodeURIComponent(id)}`;
}
