import { z } from 'zod';
import { lists } from '../../catalog/entry-model.ts';

export type { ErrorResponse } from '../../http/error-body.ts';

export const listName = z.enum(lists);

export const idParams = z.strictObject({ id: z.string().min(1).max(64) });

/** Paging as every list route takes it: `limit` items after `cursor`. */
export const pageQuery = {
  limit: z.coerce.number().int().min(1).max(100).default(20),
  cursor: z.string().max(400).optional(),
};

export function pageOf<Item extends z.ZodType>(item: Item) {
  return z.object({ items: z.array(item), nextCursor: z.string().nullable(), total: z.int() });
}

/** A UTF-16 range of one field of an entry, e.g. `{ field: "problem", start: 3, end: 7 }` or `keywords.1`. */
export const span = z.object({ field: z.string(), start: z.int(), end: z.int() });
export type Span = z.infer<typeof span>;
