import { z } from 'zod';
import { listName, pageOf, pageQuery, span } from './common.ts';
import { entrySummary } from './entries.ts';

/** The search box and its facets. Several values of one facet are separated by commas and widen it. */
export const searchQuery = z.strictObject({
  list: listName,
  q: z.string().max(500).default(''),
  chain: z.string().max(500).optional(),
  region: z.string().max(500).optional(),
  trl: z.string().max(40).optional(),
  state: z.string().max(200).optional(),
  sort: z.enum(['relevance', 'published', 'deadline', 'amount']).optional(),
  ...pageQuery,
});

const facet = z.array(z.object({ value: z.string(), count: z.int() }));

/**
 * A row that was found. `excerpt` shows the place where the typed words stand, with … where it is cut;
 * `highlights` are ranges of `title`, `titleEn` and `excerpt` as they are in this very answer.
 */
const searchItem = entrySummary.extend({ highlights: z.array(span) });
export type SearchItem = z.infer<typeof searchItem>;

export const searchAnswer = pageOf(searchItem).extend({
  /** Counts over the whole answer; each facet ignores its own filter, so its other values stay countable. */
  facets: z.object({ chain: facet, region: facet, trl: facet, state: facet }),
  /** Which engine answered. */
  engine: z.string(),
  /** True when the search server that is set up could not answer, so the embedded index did. */
  degraded: z.boolean(),
});
export type SearchAnswer = z.infer<typeof searchAnswer>;
