import { z } from 'zod';

export const signInBody = z.strictObject({
  account: z.string().min(1).max(200),
  password: z.string().min(1).max(200),
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
  /** Reader-level rights that no single object carries: `create:demands`, `create:achievements`, `review`, `index`. */
  can: z.array(z.string()),
});
export type Session = z.infer<typeof session>;
