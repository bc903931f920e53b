import { z } from 'zod';

/** The one-time link of a new production service: its token makes the first administrator. */
export const setupBody = z.strictObject({
  token: z.string().min(20).max(200),
  account: z.string().min(3).max(200),
  displayName: z.string().min(1).max(80),
  password: z.string().min(8).max(200),
  organisation: z.string().min(1).max(120),
});
export type SetupBody = z.infer<typeof setupBody>;
