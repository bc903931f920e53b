import type { RejectReason } from '../../matching/learning/reasons.ts';
import type { Side, StepKind } from './life-cycle.ts';

/** For whom a note is written: for the operators alone, or for the other party, too. */
export const noteReaders = ['bureau', 'both'] as const;
export type NoteTo = (typeof noteReaders)[number];

/** One line of an introduction; never changed. `at` is milliseconds since the epoch. */
export interface Step {
  /** Rises with time over all introductions. */
  number: number;
  id: string;
  matchId: string;
  kind: StepKind;
  side: Side | null;
  reasons: RejectReason[];
  note: string;
  noteTo: NoteTo;
  /** 代办: an operator made it for the party. */
  delegated: boolean;
  accountId: string | null;
  at: number;
}

/** Whose introductions somebody finds: all, or those of entries that these organisations have on either list. */
export type InboxScope = 'all' | Record<Side, string[]>;
