import { z } from 'zod';

/** Every error of every route. `details` name the fields; `requestId` is the short number for the help desk. */
export const errorResponse = z.object({
  code: z.string(),
  message: z.string(),
  details: z.array(z.object({ field: z.string(), code: z.string(), message: z.string() })).optional(),
  facts: z.record(z.string(), z.union([z.string(), z.number()])).optional(),
  requestId: z.string(),
});
export type ErrorResponse = z.infer<typeof errorResponse>;
