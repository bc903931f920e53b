import { z } from 'zod';
import type { Entry } from '../catalog/entry.ts';
import { entryTexts } from '../catalog/entry-texts.ts';
import { sha256 } from '../kernel/ids.ts';
import { type RejectReason, rejectReason } from '../matching/learning/reasons.ts';
import { featureVector } from '../matching/learning/vector.ts';
import type { Band } from '../matching/model.ts';
import type { DecisionKind, MatchState } from './life-cycle.ts';

/** What made the score of a match, so that it can be computed again from the record alone. */
export const madeOf = z.object({
  features: featureVector,
  /** Median and 99.9th percentile of the centred cosines at that time, which the semantic half is measured by. */
  statistics: z.object({ demands: z.int(), achievements: z.int(), floor: z.number(), ceiling: z.number() }),
  model: z.string(),
  dtype: z.string(),
  /** The weights' name: `default-1`, or a learned model's. */
  weights: z.string(),
  /** True until the weights were learned from decisions. */
  estimated: z.boolean(),
  /** SHA-256 of the texts that were read. */
  texts: z.object({ demand: z.string(), achievement: z.string() }),
});
export type MadeOf = z.infer<typeof madeOf>;

/** 匹配建议. Instants are milliseconds since the epoch; `score` is 0–100. */
export interface Match {
  id: string;
  demandId: string;
  achievementId: string;
  /** The demand's industry chain. */
  chain: string | null;
  state: MatchState;
  version: number;
  /** Both entries are published; others stay out of the queue. */
  open: boolean;
  flagged: boolean;
  score: number;
  band: Band;
  /** Where it stands in the queue: its score, or for an exploratory one that of its neighbour. */
  placed: number;
  rank: number;
  exploratory: boolean;
  propensity: number;
  madeOf: MadeOf;
  twins: string[];
  suggestedAt: number;
  shownAt: number | null;
  updatedAt: number;
}

/** The reasons of a decision or a step as they are kept. */
export const storedReasons = z.array(rejectReason);

/** 审核意见. `shown` is what the operator saw then. */
export interface Decision {
  id: string;
  matchId: string;
  verdict: DecisionKind;
  reasons: RejectReason[];
  note: string;
  before: MatchState;
  accountId: string | null;
  at: number;
  shown: Shown;
}

/** What stood before the operator when they decided. */
export const shown = z.object({
  score: z.number(),
  rank: z.int(),
  propensity: z.number(),
  madeOf,
});
export type Shown = z.infer<typeof shown>;

/** The fingerprint of what an entry says of its substance. Pure. */
export function textHash(entry: Entry): string {
  return sha256(JSON.stringify([entryTexts(entry), entry.content.indicators, entry.content.trl]));
}
