import { z } from 'zod';

/** How far the indexes are behind the database, for operators. */
export const indexStatus = z.object({
  /** Entries waiting to be indexed or embedded. */
  pending: z.int(),
  /** Jobs given up after their last retry. */
  failed: z.int(),
  engine: z.string(),
  model: z.object({ id: z.string(), dtype: z.string(), ready: z.boolean(), message: z.string() }),
  counts: z.object({ demands: z.int(), achievements: z.int() }),
});
export type IndexStatus = z.infer<typeof indexStatus>;
