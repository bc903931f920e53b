import { z } from 'zod';
import { accountStates, organisationStates } from '../../identity/model.ts';
import { pageOf, pageQuery } from './common.ts';
import { roleName } from './organisations.ts';

export const membersQuery = z.strictObject(pageQuery);

/** One item for each person and role; `can`: `remove`. */
export const memberPage = pageOf(
  z.object({
    accountId: z.string(),
    displayName: z.string(),
    state: z.enum(accountStates),
    role: roleName,
    can: z.array(z.string()),
  }),
);
export type MemberPage = z.infer<typeof memberPage>;

export const memberParams = z.strictObject({
  id: z.string().min(1).max(64),
  accountId: z.string().min(1).max(64),
  role: roleName,
});

export const handOverBody = z.strictObject({
  from: z.string().min(1).max(64),
  to: z.string().min(1).max(64),
});
/** How many entries are the colleague's now. */
export const handOverAnswer = z.object({ moved: z.int() });
export type HandOverAnswer = z.infer<typeof handOverAnswer>;

/** An account as administrators see it; `can`: `to:deactivated`, `to:active`. */
export const knownAccount = z.object({
  id: z.string(),
  name: z.string(),
  displayName: z.string(),
  email: z.string(),
  state: z.enum(accountStates),
  secondFactor: z.boolean(),
  createdAt: z.iso.datetime(),
  version: z.int(),
  memberships: z.array(
    z.object({
      organisationId: z.string(),
      organisationName: z.string(),
      organisationState: z.enum(organisationStates),
      role: roleName,
    }),
  ),
  can: z.array(z.string()),
});
export type KnownAccountAnswer = z.infer<typeof knownAccount>;

export const accountsQuery = z.strictObject({ ...pageQuery, q: z.string().max(120).default('') });
export const accountPage = pageOf(knownAccount);
export type AccountPage = z.infer<typeof accountPage>;

export const accountTransitionBody = z.strictObject({
  to: z.enum(['active', 'deactivated']),
  version: z.int().min(1).optional(),
});
