import { z } from 'zod';
import { formText } from '../../catalog/entry-model.ts';
import { rejectReason, rejectReasons } from '../../matching/learning/reasons.ts';
import { bands } from '../../matching/model.ts';
import { objectionCodes, standings } from '../../review/codes.ts';
import { decisionKinds, matchStates, verdicts } from '../../review/life-cycle.ts';
import { listName, pageOf, pageQuery, span } from './common.ts';
import { achievement, demand, entrySummary } from './entries.ts';
import { computedBy, evidence } from './matches.ts';

const reasons = z.array(rejectReason).max(rejectReasons.length).default([]);

/** `GET /matches`: the operators' queue. `handledToday` and `waiting` count the whole queue whatever the filter. */
export const queueQuery = z.strictObject({
  ...pageQuery,
  state: z.enum([...matchStates, 'all']).default('suggested'),
  chain: z.string().max(60).optional(),
  band: z.enum(bands).optional(),
  flagged: z.enum(['true', 'false']).optional(),
  /** All matches of this entry, of either list. */
  entry: z.string().max(64).optional(),
  /** Best score first, or the longest waiting first. */
  sort: z.enum(['score', 'age']).default('score'),
});

const standing = {
  id: z.string(),
  state: z.enum(matchStates),
  version: z.int(),
  score: z.number(),
  band: z.enum(bands),
  /** True until the score was learned from decisions. */
  estimated: z.boolean(),
  rank: z.int(),
  /** Shown by chance, deeper than its score would: the ranking learns from it. */
  exploratory: z.boolean(),
  flagged: z.boolean(),
  /** Both entries are on their lists. */
  open: z.boolean(),
  suggestedAt: z.iso.datetime(),
  can: z.array(z.string()),
};

export const matchSummary = z.object({ ...standing, demand: entrySummary, achievement: entrySummary });
export type MatchSummary = z.infer<typeof matchSummary>;

export const queuePage = pageOf(matchSummary).extend({ handledToday: z.int(), waiting: z.int() });
export type QueuePage = z.infer<typeof queuePage>;

const decision = z.object({
  id: z.string(),
  matchId: z.string(),
  verdict: z.enum(decisionKinds),
  reasons: z.array(rejectReason),
  note: z.string(),
  /** Who decided; null for the service itself and for deleted accounts. */
  by: z.string().nullable(),
  at: z.iso.datetime(),
});

/** What speaks against a pair, by code; `params` are numbers and names for the sentence. */
const objection = z.object({
  code: z.enum(objectionCodes),
  params: z.record(z.string(), z.union([z.string(), z.number()])),
});

const features = z.object({
  keyword: z.number(),
  semantic: z.number().nullable(),
  titleCoverage: z.number().nullable(),
  sameChain: z.number().nullable(),
  indicators: z.number().nullable(),
});

const explained = {
  demand,
  achievement,
  evidence,
  against: z.array(objection),
  /** The fewest sentences of the demand that the achievement would have to speak of to reach the next band. */
  nearMiss: z.object({ band: z.enum(bands), score: z.number(), requirements: z.array(span) }).nullable(),
  features: features.nullable(),
  computedBy,
};

/** `GET /matches/{id}`: all that is needed to decide. Newest decision first. */
export const match = z.object({
  ...standing,
  ...explained,
  decisions: z.array(decision),
  /** Entries so alike that they were not suggested beside it. */
  twins: z.array(z.object({ list: listName, id: z.string(), title: z.string() })),
});
export type Match = z.infer<typeof match>;

/** `POST /matches/{id}/decisions`; `undone` takes the newest one back. Rejecting needs a reason. */
export const decisionBody = z.strictObject({
  verdict: z.enum([...verdicts, 'undone']),
  reasons,
  note: formText(1000).default(''),
  version: z.int().min(1).optional(),
});
export type DecisionBody = z.input<typeof decisionBody>;

export const flagBody = z.strictObject({ flagged: z.boolean(), version: z.int().min(1).optional() });

/** `GET /decisions`: the reader's own newest decisions; `can` holds `undo` where it is possible still. */
export const ownDecisions = z.object({
  items: z.array(decision.extend({ match: matchSummary })),
});
export type OwnDecisions = z.infer<typeof ownDecisions>;

/** `POST /matches/decisions`: one verdict for many; `dryRun` says what would happen and changes nothing. */
export const bulkBody = z.strictObject({
  /** Each with the version that was on the screen: what somebody changed since is told, not covered. */
  matches: z
    .array(z.strictObject({ id: z.string().min(1).max(64), version: z.int().min(1) }))
    .min(1)
    .max(200),
  verdict: z.enum(verdicts),
  reasons,
  note: formText(1000).default(''),
  dryRun: z.boolean(),
});
export type BulkBody = z.input<typeof bulkBody>;

export const bulkAnswer = z.object({
  dryRun: z.boolean(),
  done: z.array(z.string()),
  failed: z.array(z.object({ id: z.string(), code: z.string(), message: z.string() })),
});
export type BulkAnswer = z.infer<typeof bulkAnswer>;

/** `GET /pairs`: why this pair is, or is not, suggested. */
export const pairQuery = z.strictObject({
  demandId: z.string().min(1).max(64),
  achievementId: z.string().min(1).max(64),
});

export const pair = z.object({
  ...explained,
  /** null where one of the two is not published. */
  score: z.number().nullable(),
  band: z.enum(bands).nullable(),
  estimated: z.boolean(),
  /** Its place among the achievements for this demand; null where one of the two is not published. */
  rank: z.int().nullable(),
  /** Whether and why it is not in the queue. */
  standing: z.enum(standings),
  matchId: z.string().nullable(),
});
export type Pair = z.infer<typeof pair>;
