import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useRef, useState } from 'react';
import { ApiError } from '../api/client.ts';
import {
  DESK,
  type DeskMatch,
  deskMatchQuery,
  type MatchSummary,
  ownDecisionsQuery,
  type Reason,
  sendDecision,
  sendFlag,
  type Verdict,
} from '../api/desk.ts';

export interface Judgement {
  verdict: Verdict;
  reasons: Reason[];
  note: string;
}

/** What is decided about: a row of the queue, or the match that is open. */
export type Decidable = Pick<MatchSummary, 'id' | 'version' | 'flagged' | 'can' | 'state' | 'open'> & {
  demand: { title: string };
  achievement: { title: string };
};

export type Deed = { kind: 'decide'; judgement: Judgement } | { kind: 'flag' } | { kind: 'undo' };

/** A deed that was not kept, and the match as somebody else left it where that was the cause. */
export interface Trouble {
  /** None where not even one's own decisions could be read. */
  match: Decidable | null;
  deed: Deed;
  error: unknown;
  theirs: DeskMatch | null;
}

/** What was just done, to be said once. */
export type News =
  | { kind: 'decided'; match: Decidable; verdict: Verdict }
  | { kind: 'undone' | 'flagged' | 'unflagged' | 'failed'; match: Decidable }
  | { kind: 'nothingToUndo' };

/**
 * Decisions go out one after the other while the screen is already on the next match. What was not kept comes back: the
 * match to the queue, the words to a notice that stays until it is closed, sent again or decided anew.
 */
export function useDecisions(onUndone: (id: string) => void) {
  const queryClient = useQueryClient();
  const line = useRef<Promise<void>>(Promise.resolve());
  const [gone, setGone] = useState<ReadonlySet<string>>(new Set());
  const [news, setNews] = useState<News | null>(null);
  const [troubles, setTroubles] = useState<readonly Trouble[]>([]);
  const forget = useCallback(() => setNews(null), []);

  function comeBack(id: string): void {
    setGone((before) => new Set([...before].filter((one) => one !== id)));
  }

  function settle(id: string | undefined): void {
    setTroubles((before) => before.filter(({ match }) => match?.id !== id));
  }

  async function explain(match: Decidable | null, deed: Deed, error: unknown): Promise<void> {
    if (match) comeBack(match.id);
    const wasFirst = error instanceof ApiError && (error.status === 412 || error.code === 'conflict');
    const theirs =
      match && wasFirst
        ? await queryClient.fetchQuery({ ...deskMatchQuery(match.id), staleTime: 0 }).catch(() => null)
        : null;
    settle(match?.id);
    setTroubles((before) => [...before, { match, deed, error, theirs }]);
    setNews(match && { kind: 'failed', match });
  }

  function send(match: Decidable, deed: Deed, work: () => Promise<unknown>): void {
    line.current = line.current.then(async () => {
      try {
        await work();
      } catch (error) {
        await explain(match, deed, error);
      }
      await queryClient.invalidateQueries({ queryKey: DESK, refetchType: 'active' });
    });
  }

  function decide(match: Decidable, judgement: Judgement): void {
    setGone((before) => new Set(before).add(match.id));
    settle(match.id);
    setNews({ kind: 'decided', match, verdict: judgement.verdict });
    send(match, { kind: 'decide', judgement }, () =>
      sendDecision(match.id, { ...judgement, version: match.version }),
    );
  }

  function flag(match: Decidable): void {
    settle(match.id);
    send(match, { kind: 'flag' }, async () => {
      await sendFlag(match.id, !match.flagged, match.version);
      setNews({ kind: match.flagged ? 'unflagged' : 'flagged', match });
    });
  }

  /** Takes back the decision about this match, or the newest of one's own that still can be. */
  function undo(id?: string): void {
    setNews(null);
    settle(id);
    line.current = line.current.then(async () => {
      let match: Decidable | undefined;
      try {
        const { items } = await queryClient.fetchQuery({ ...ownDecisionsQuery, staleTime: 0 });
        const decided = items.map((decision) => decision.match);
        match = decided.find((one) => (id === undefined || one.id === id) && one.can.includes('undo'));
        if (match === undefined) return setNews({ kind: 'nothingToUndo' });
        await sendDecision(match.id, { verdict: 'undone', version: match.version });
        comeBack(match.id);
        setNews({ kind: 'undone', match });
        onUndone(match.id);
      } catch (error) {
        await explain(match ?? null, { kind: 'undo' }, error);
      }
      await queryClient.invalidateQueries({ queryKey: DESK });
    });
  }

  return {
    /** Decided here, and so out of the queue before the server has said so. */
    gone,
    news,
    troubles,
    forget,
    settle: ({ match }: Trouble) => settle(match?.id),
    decide,
    flag,
    undo,

    /** The same once more, where it failed for a reason that passes. */
    again({ match, deed }: Trouble): void {
      settle(match?.id);
      if (match && deed.kind === 'decide') decide(match, deed.judgement);
      else if (match && deed.kind === 'flag') flag(match);
      else undo(match?.id);
    },
  };
}
