import { z } from 'zod';
import { organisationKinds } from '../../identity/model.ts';
import { pageOf, pageQuery } from './common.ts';
import { consent, newAccount, roleName } from './organisations.ts';

export const invitationBody = z.strictObject({
  role: roleName,
  /** Where the link is sent to, too. */
  email: z.email().max(200).optional(),
});

const invitation = z.object({
  id: z.string(),
  role: roleName,
  email: z.string(),
  inviter: z.string(),
  state: z.enum(['open', 'accepted', 'revoked', 'expired']),
  createdAt: z.iso.datetime(),
  expiresAt: z.iso.datetime(),
  /** `revoke` */
  can: z.array(z.string()),
});

/** The link is in this answer only: `/join#token=…`, to be put behind the address of the service. */
export const newInvitation = invitation.extend({ link: z.string() });
export type NewInvitation = z.infer<typeof newInvitation>;

export const invitationsQuery = z.strictObject(pageQuery);
export const invitationPage = pageOf(invitation);
export type InvitationPage = z.infer<typeof invitationPage>;

export const invitationParams = z.strictObject({
  id: z.string().min(1).max(64),
  invitationId: z.string().min(1).max(64),
});

const token = z.string().min(1).max(200);

export const previewBody = z.strictObject({ token });
/** What an invited person sees before joining. */
export const invitationPreview = z.object({
  organisation: z.object({ name: z.string(), kind: z.enum(organisationKinds) }),
  role: roleName,
  inviter: z.string(),
  expiresAt: z.iso.datetime(),
});
export type InvitationPreview = z.infer<typeof invitationPreview>;

/** Signed in: joins with that account. A visitor gives the `account` to be made. */
export const acceptanceBody = z.strictObject({ token, account: newAccount.optional(), consent });
export type AcceptanceBody = z.input<typeof acceptanceBody>;

export const acceptanceAnswer = z.object({
  organisation: z.object({ id: z.string(), name: z.string() }),
  role: roleName,
  /** Whether an account was made; it is not signed in by that. */
  isNew: z.boolean(),
  message: z.string(),
});
export type AcceptanceAnswer = z.infer<typeof acceptanceAnswer>;
