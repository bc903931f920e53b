import { z } from 'zod';
import { formText } from '../../catalog/entry-model.ts';
import { typedCode, typedPassword } from './session.ts';

/** One’s own account. */
export const account = z.object({
  id: z.string(),
  name: z.string(),
  displayName: z.string(),
  email: z.string(),
  version: z.int(),
  secondFactor: z.object({
    on: z.boolean(),
    since: z.iso.datetime().nullable(),
    recoveryCodesLeft: z.int(),
  }),
  mustEnrol: z.boolean(),
  mustChangePassword: z.boolean(),
  passwordChangedAt: z.iso.datetime(),
  /** null where passwords do not age. */
  passwordExpiresAt: z.iso.datetime().nullable(),
  consent: z.object({ version: z.int(), at: z.iso.datetime() }).nullable(),
  /** `edit`, `change-password`, `enrol`, `remove-second-factor`, `create-token`. */
  can: z.array(z.string()),
});
export type Account = z.infer<typeof account>;

/** A new e-mail address needs the password; an empty one takes the address away. */
export const accountPatch = z.strictObject({
  displayName: formText(80, 1).optional(),
  email: z.union([z.literal(''), z.email().max(254)]).optional(),
  password: typedPassword.optional(),
  version: z.int().min(1).optional(),
});
export type AccountPatch = z.infer<typeof accountPatch>;

export const passwordBody = z.strictObject({ current: typedPassword, next: typedPassword });
export type PasswordBody = z.infer<typeof passwordBody>;

export const sessionList = z.object({
  items: z.array(
    z.object({
      id: z.string(),
      createdAt: z.iso.datetime(),
      /** To the minute. */
      lastSeenAt: z.iso.datetime(),
      expiresAt: z.iso.datetime(),
      address: z.string().nullable(),
      agent: z.string(),
      secondFactor: z.boolean(),
      current: z.boolean(),
    }),
  ),
});
export type SessionList = z.infer<typeof sessionList>;

export const enrolBody = z.strictObject({ password: typedPassword });
/** `uri` is what a picture for authenticator apps holds, `secret` the same to type. */
export const enrolment = z.object({ secret: z.string(), uri: z.string() });
export type Enrolment = z.infer<typeof enrolment>;

export const codeBody = z.strictObject({ code: typedCode });
/** Shown this once. */
export const recoveryCodes = z.object({ recoveryCodes: z.array(z.string()) });
export type RecoveryCodes = z.infer<typeof recoveryCodes>;

export const removalBody = z.strictObject({ password: typedPassword, code: typedCode });

/** An account is asked for by its name; what the answer says does not depend on whether there is one. */
export const resetRequest = z.strictObject({ account: z.string().min(1).max(200) });
export const resetOffer = z.object({ validMinutes: z.int() });
export const resetBody = z.strictObject({ token: z.string().min(20).max(200), password: typedPassword });
