import { readFileSync } from 'node:fs';
import { z } from 'zod';
import type { Label } from './recipes.ts';
import { FEATURES_VERSION, featureVector } from './vector.ts';

/** Graded 2 or 3 means an operator would accept. */
const ACCEPT_FROM = 2;

const heading = z.object({ features: z.literal(FEATURES_VERSION), model: z.string(), dtype: z.string() });

const frozenPair = z.object({
  /** With its whole text, or with the achievement's title alone, as imported lists have it. */
  view: z.enum(['whole', 'title']),
  demand: z.string(),
  achievement: z.string(),
  grade: z.int().min(0).max(3),
  values: featureVector.shape.values,
});

/** The labelled set shipped with the product, made by `npm run frozen-set`; no decision ever changes it. */
export type FrozenSet = z.infer<typeof heading> & { pairs: z.infer<typeof frozenPair>[] };

/**
 * Reads `data/learning/frozen.jsonl`: a heading, then a pair a line. Throws where it is missing, damaged or empty,
 * because without it nothing may be activated.
 */
export function readFrozenSet(file: string): FrozenSet {
  const [first, ...lines] = readFileSync(file, 'utf8').trim().split('\n');
  const pairs = z
    .array(frozenPair)
    .min(1)
    .parse(lines.map((line) => JSON.parse(line)));
  return { ...heading.parse(JSON.parse(first ?? '')), pairs };
}

/** The set as labels: each view of a demand ranks by itself. Pure. */
export function frozenLabels({ pairs }: FrozenSet): Label[] {
  return pairs.map(({ view, demand, achievement, grade, values }) => ({
    demandId: `${view}:${demand}`,
    achievementId: achievement,
    features: { version: FEATURES_VERSION, values },
    accepted: grade >= ACCEPT_FROM,
    grade,
  }));
}

/** Whether the set was made with the model that ranks: with another one its features mean something else. Pure. */
export function isMadeWith(set: FrozenSet, model: string, dtype: string): boolean {
  return set.model === model && set.dtype === dtype;
}
