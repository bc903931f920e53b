import { z } from 'zod';
import { operators, verdicts } from '../../indicators/model.ts';
import { bands } from '../../matching/model.ts';
import { span } from './common.ts';
import { entrySummary } from './entries.ts';

export const matchesQuery = z.strictObject({
  limit: z.coerce.number().int().min(1).max(100).default(10),
});

/** An indicator of one side; `source` is a field such as `indicators.0`, or a range of prose. */
const sourcedIndicator = z.object({
  metric: z.string(),
  operator: z.enum(operators),
  values: z.array(z.number()),
  unit: z.string(),
  condition: z.string(),
  /** The unit cannot be what the author meant. */
  suspect: z.boolean(),
  source: z.object({ field: z.string(), start: z.int().optional(), end: z.int().optional() }),
});

export const evidence = z.object({
  /** What the demand asks, one by one: 达到, 未达到, 未说明, 单位存疑. Not stated is never met. */
  indicators: z.array(
    z.object({
      verdict: z.enum(verdicts),
      asked: sourcedIndicator,
      stated: sourcedIndicator.nullable(),
    }),
  ),
  /** Shared runs of text, the same words on both sides. */
  terms: z.array(z.object({ demand: span, achievement: span })),
  /** Keywords and names of indicators that say the like in other words; where a single pair is explained. */
  nearTerms: z.array(z.object({ demand: span, achievement: span, score: z.number() })),
  /** A sentence of the demand and the sentence of the achievement that answers it best; score 0–1. */
  sentences: z.array(z.object({ demand: span, achievement: span, score: z.number() })),
});

/** The sentence model and the weights that made a score. */
export const computedBy = z.object({ model: z.string(), dtype: z.string(), weights: z.string() });

/** One proposed match. `score` 0–100 is the chance that an operator would accept; `estimated` until it is learned. */
const match = {
  score: z.number(),
  band: z.enum(bands),
  estimated: z.boolean(),
  evidence,
  computedBy,
  can: z.array(z.string()),
};

function ranking<Item extends z.ZodType>(item: Item) {
  return z.object({
    items: z.array(item),
    engine: z.string(),
    /** True when keywords alone ranked these: `message` says why in the reader's language. */
    degraded: z.boolean(),
    message: z.string().optional(),
  });
}

/** Matches of a demand: achievements. */
export const achievementMatches = ranking(z.object({ achievement: entrySummary, ...match }));
/** Matches of an achievement: demands. */
export const demandMatches = ranking(z.object({ demand: entrySummary, ...match }));
export type AchievementMatches = z.infer<typeof achievementMatches>;
export type DemandMatches = z.infer<typeof demandMatches>;
export type Evidence = z.infer<typeof evidence>;
