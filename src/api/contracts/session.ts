import { z } from 'zod';

/** Whatever is typed as a password, in UTF-16 units; the rules count characters and say what is too short or too long. */
export const typedPassword = z.string().min(1).max(400);
/** Six digits, or a recovery code. */
export const typedCode = z.string().min(1).max(64);

export const signInBody = z.strictObject({
  account: z.string().min(1).max(200),
  password: typedPassword,
  /** Of the second factor, or a recovery code; asked for (401 with `facts.secondFactor`) once the password was right. */
  code: typedCode.optional(),
});
export type SignInBody = z.infer<typeof signInBody>;

/** Who is signed in. `roles` are of all memberships together; the list of memberships says where. */
export const session = z.object({
  account: z.object({ id: z.string(), name: z.string(), displayName: z.string() }),
  roles: z.array(z.string()),
  memberships: z.array(
    z.object({
      organisationId: z.string(),
      organisationName: z.string(),
      kind: z.string(),
      role: z.string(),
    }),
  ),
  expiresAt: z.iso.datetime(),
  /** Whether a second factor was shown for this session. */
  secondFactor: z.boolean(),
  /** Roles of operators and administrators are withheld until a second factor is set up. */
  mustEnrol: z.boolean(),
  /** Every role is withheld until the password, which is too old, is changed. */
  mustChangePassword: z.boolean(),
  /** Reader-level rights that no single object carries: `create:demands`, `create:achievements`, `review`, `index`, `scores`, `audit`, `organisations`, `accounts`. */
  can: z.array(z.string()),
});
export type Session = z.infer<typeof session>;
