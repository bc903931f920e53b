import { z } from 'zod';
import { bands } from '../../matching/model.ts';
import { span } from './common.ts';
import { entrySummary } from './entries.ts';

export const matchesQuery = z.strictObject({
  limit: z.coerce.number().int().min(1).max(100).default(10),
});

export const evidence = z.object({
  /** Shared runs of text, the same words on both sides. */
  terms: z.array(z.object({ demand: span, achievement: span })),
  /** Keywords and names of indicators that say the like in other words; where a single pair is explained. */
  nearTerms: z.array(z.object({ demand: span, achievement: span, score: z.number() })),
  /** A sentence of the demand and the sentence of the achievement that answers it best; score 0–1. */
  sentences: z.array(z.object({ demand: span, achievement: span, score: z.number() })),
});

/** One proposed match. `score` 0–100 is the chance that an operator would accept; `estimated` until it is learned. */
const match = {
  score: z.number(),
  band: z.enum(bands),
  estimated: z.boolean(),
  evidence,
  computedBy: z.object({ model: z.string(), dtype: z.string(), weights: z.string() }),
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
