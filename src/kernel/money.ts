import { z } from 'zod';

/** Money is counted in 万元 (ten thousand yuan). 面议 and 待定 are values of their own, never 0. */
export const amount = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('amount'), wan: z.number().positive().max(10_000_000) }),
  z.strictObject({ kind: z.literal('negotiable') }),
  z.strictObject({ kind: z.literal('undetermined') }),
]);

export type Amount = z.infer<typeof amount>;

export const undetermined: Amount = { kind: 'undetermined' };
