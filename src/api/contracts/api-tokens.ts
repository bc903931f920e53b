import { z } from 'zod';
import { formText } from '../../catalog/entry-model.ts';
import { tokenScopes } from '../../identity/sign-in-model.ts';

const scopes = z.array(z.enum(tokenScopes));

export const tokenBody = z.strictObject({
  name: formText(80, 1),
  scopes: scopes.min(1).max(tokenScopes.length),
  expiresInDays: z.int().min(1).max(365),
});
export type TokenBody = z.infer<typeof tokenBody>;

const apiToken = z.object({
  id: z.string(),
  name: z.string(),
  scopes,
  createdAt: z.iso.datetime(),
  expiresAt: z.iso.datetime(),
  /** To the minute; null before its first use. */
  lastUsedAt: z.iso.datetime().nullable(),
});
export type ApiToken = z.infer<typeof apiToken>;

/** The token itself is shown this once. */
export const newApiToken = apiToken.extend({ token: z.string() });
export const apiTokenList = z.object({ items: z.array(apiToken) });
