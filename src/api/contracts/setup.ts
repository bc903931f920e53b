import { z } from 'zod';
import { formText } from '../../catalog/entry-model.ts';
import { typedPassword } from './session.ts';

/** The one-time link of a new production service: its token makes the first administrator. */
export const setupBody = z.strictObject({
  token: z.string().min(20).max(200),
  account: formText(200, 3),
  displayName: formText(80, 1),
  password: typedPassword,
  organisation: formText(120, 1),
});
export type SetupBody = z.infer<typeof setupBody>;
