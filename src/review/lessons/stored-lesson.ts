import { z } from 'zod';
import { refusals } from '../../matching/learning/refusals.ts';

/** Which sentence model made the vectors that decisions were made by; with another one features mean something else. */
const madeWith = z.object({ model: z.string(), dtype: z.string() });
export type MadeWith = z.infer<typeof madeWith>;

/** Statistic over all groups, 5th and 95th percentile of its bootstrap, share of the resamples above 0. */
const interval = z.object({
  mean: z.number(),
  low: z.number(),
  high: z.number(),
  deviation: z.number(),
  confidence: z.number(),
});

/** See `matching/learning/measures.ts`. */
const measures = z.object({
  labels: z.int(),
  demands: z.int(),
  logLoss: z.number(),
  brier: z.number(),
  ece: z.number(),
  ndcg10: z.number(),
});

const bin = z.object({
  from: z.number(),
  to: z.number(),
  labels: z.int(),
  said: z.number().nullable(),
  accepted: z.number().nullable(),
});
const withBins = measures.extend({ reliability: z.array(bin) });

/** What one night's learning has to say of itself, as it is kept and shown; nothing in it names an entry. */
export const storedLesson = z.object({
  madeWith,
  /** SHA-256 over the labels: the same decisions are not learned from twice. */
  fingerprint: z.string(),
  labels: z.object({ all: z.int(), accepted: z.int(), demands: z.int() }),
  /** Why it may not be activated; empty where it may. */
  refusals: z.array(z.enum(refusals)),
  /** Of demands that were held out; null where there were too few decisions. */
  heldOut: z
    .object({
      recipe: z.object({ kind: z.enum(['scaled', 'weighted']), curve: z.boolean() }),
      folds: z.int(),
      gain: interval,
      skill: interval,
      ndcgGain: interval,
      agreement: interval,
      default: withBins,
      candidate: withBins,
      chains: z.array(
        z.object({
          chain: z.string().nullable(),
          labels: z.int(),
          accepted: z.int(),
          default: measures,
          candidate: measures,
        }),
      ),
    })
    .nullable(),
  /** Of the labelled set shipped with the product. */
  frozen: z
    .object({
      default: measures,
      candidate: measures,
      reachable: z.object({ default: z.number(), candidate: z.number() }),
    })
    .nullable(),
});
export type StoredLesson = z.infer<typeof storedLesson>;
