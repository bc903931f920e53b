import { z } from 'zod';

/** The confidentiality pledge in force, in both languages. */
export const pledge = z.object({ wording: z.int(), 'zh-CN': z.string(), en: z.string() });
export type Pledge = z.infer<typeof pledge>;

/** The wording that was read and agreed to; an account of several targets says for which one it promises. */
export const pledgeBody = z.strictObject({
  wording: z.int().min(1),
  organisationId: z.string().max(64).optional(),
});
export type PledgeBody = z.infer<typeof pledgeBody>;

/** How a stranger will read an entry once it is published; null: nobody outside will know of it. */
export function previewOf<Entry extends z.ZodType>(entry: Entry) {
  return z.object({ entry: entry.nullable() });
}
