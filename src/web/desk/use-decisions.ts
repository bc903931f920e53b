import { useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
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
export type Decidable = Pick<MatchSummary, 'id' | 'version' | 'flagged' | 'can'> & {
  demand: { title: string };
  achievement: { title: string };
};

/** What went wrong with a decision, and the match as somebody else left it where that was the cause. */
export interface Trouble {
  /** None where not even one's own decisions could be read. */
  match: Decidable | null;
  judgement: Judgement | null;
  error: unknown;
  theirs: DeskMatch | null;
}

export interface Decided {
  match: Decidable;
  verdict: Verdict;
}

/**
 * Decisions go out one after the other while the screen is already on the next match. What the server refused comes
 * back: the match to the queue, the words to a notice.
 */
export function useDecisions(onUndone: (id: string) => void) {
  const queryClient = useQueryClient();
  const line = useRef<Promise<void>>(Promise.resolve());
  const [gone, setGone] = useState<ReadonlySet<string>>(new Set());
  const [last, setLast] = useState<Decided | null>(null);
  const [trouble, setTrouble] = useState<Trouble | null>(null);

  function comeBack(id: string): void {
    setGone((before) => new Set([...before].filter((one) => one !== id)));
  }

  async function explain(match: Decidable, judgement: Judgement | null, error: unknown): Promise<void> {
    comeBack(match.id);
    setLast(null);
    const wasFirst = error instanceof ApiError && (error.status === 412 || error.code === 'conflict');
    const theirs = wasFirst
      ? await queryClient.fetchQuery({ ...deskMatchQuery(match.id), staleTime: 0 }).catch(() => null)
      : null;
    setTrouble({ match, judgement, error, theirs });
  }

  function send(match: Decidable, judgement: Judgement | null, work: () => Promise<unknown>): void {
    line.current = line.current.then(async () => {
      try {
        await work();
      } catch (error) {
        await explain(match, judgement, error);
      }
      await queryClient.invalidateQueries({ queryKey: DESK, refetchType: 'active' });
    });
  }

  return {
    /** Decided here, and so out of the queue before the server has said so. */
    gone,
    last,
    trouble,
    forget: () => setLast(null),
    settle: () => setTrouble(null),

    decide(match: Decidable, judgement: Judgement): void {
      setGone((before) => new Set(before).add(match.id));
      setTrouble(null);
      setLast({ match, verdict: judgement.verdict });
      send(match, judgement, () => sendDecision(match.id, { ...judgement, version: match.version }));
    },

    flag(match: Decidable): void {
      send(match, null, () => sendFlag(match.id, !match.flagged, match.version));
    },

    /** Takes back the decision about this match, or the newest of one's own that still can be. */
    undo(id?: string): void {
      setLast(null);
      line.current = line.current.then(async () => {
        let match: Decidable | undefined;
        try {
          const { items } = await queryClient.fetchQuery({ ...ownDecisionsQuery, staleTime: 0 });
          const decided = items.map((decision) => decision.match);
          match = decided.find((one) => (id === undefined || one.id === id) && one.can.includes('undo'));
          if (match === undefined) return;
          await sendDecision(match.id, { verdict: 'undone', version: match.version });
          comeBack(match.id);
          onUndone(match.id);
        } catch (error) {
          if (match === undefined) setTrouble({ match: null, judgement: null, error, theirs: null });
          else await explain(match, null, error);
        }
        await queryClient.invalidateQueries({ queryKey: DESK });
      });
    },
  };
}
