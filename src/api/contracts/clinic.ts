import { z } from 'zod';
import { clarityHints } from '../../catalog/clarity/model.ts';
import { demandContent } from '../../catalog/demand-model.ts';
import { span } from './common.ts';

const score = z.int().min(0).max(5);

/** `GET /demands/{id}/clinic`: how clear a demand is, and what keeps achievements away from it. */
export const clinic = z.object({
  version: z.int(),
  clarity: z.object({
    scores: z.object({ need: score, substance: score, advantage: score, partner: score }),
    sum: z.int(),
    /** Advice to the operator: ≥ 10 publish, 5–9 hold, ≤ 4 reject; one 0 holds it. */
    advice: z.enum(['publish', 'hold', 'reject']),
    hints: z.array(z.enum(clarityHints)),
    /** Names of empty fields. */
    missing: z.array(z.string()),
    vague: z.array(span.extend({ word: z.string() })),
    /** Listed tasks that might each be a demand of its own. */
    parts: z.array(span),
  }),
  /** Null before publication. `alone` of the `candidates` are excluded by this requirement and by no other. */
  obstacles: z
    .object({
      candidates: z.int(),
      items: z.array(
        z.object({
          requirement: z.enum(['trl', 'chain', 'region', 'money', 'cooperation', 'indicator']),
          metric: z.string(),
          excluded: z.int(),
          alone: z.int(),
          /** What to change in the form, ready for `PATCH /demands/{id}`. */
          relax: z
            .object(demandContent.shape)
            .pick({
              trl: true,
              region: true,
              budget: true,
              reward: true,
              cooperation: true,
              indicators: true,
            })
            .partial()
            .nullable(),
        }),
      ),
    })
    .nullable(),
  can: z.array(z.string()),
});
export type Clinic = z.infer<typeof clinic>;
