import { z } from 'zod';
import { consentForms, organisationStates } from '../../identity/model.ts';
import { roleName } from './organisations.ts';
import { typedCode, typedPassword } from './session.ts';

const instant = z.iso.datetime();

/** Everything kept about the person who asks (PIPL art. 45), in a form other programs can read. */
export const personalData = z.object({
  exportedAt: instant,
  account: z.object({
    id: z.string(),
    name: z.string(),
    displayName: z.string(),
    email: z.string(),
    createdAt: instant,
    consent: z.object({ version: z.int(), at: instant }).nullable(),
    secondFactorSince: instant.nullable(),
  }),
  memberships: z.array(
    z.object({
      organisationId: z.string(),
      organisationName: z.string(),
      organisationState: z.enum(organisationStates),
      role: roleName,
    }),
  ),
  sessions: z.array(
    z.object({ createdAt: instant, lastSeenAt: instant, address: z.string().nullable(), agent: z.string() }),
  ),
  tokens: z.array(z.object({ name: z.string(), createdAt: instant, lastUsedAt: instant.nullable() })),
  invitations: z.array(
    z.object({
      organisationId: z.string(),
      role: roleName,
      /** Made by this person, or accepted by them. */
      part: z.enum(['made', 'accepted']),
      createdAt: instant,
    }),
  ),
  /** 代办: consents by which this person acts or acted for others. */
  consents: z.array(
    z.object({
      organisationId: z.string(),
      form: z.enum(consentForms),
      recordedAt: instant,
      expiresAt: instant,
      endedAt: instant.nullable(),
    }),
  ),
  entries: z.array(
    z.object({
      list: z.string(),
      id: z.string(),
      createdAt: instant,
      /** As this person may read it today; null where they may not any more. */
      title: z.string().nullable(),
    }),
  ),
  /** The newest 10,000 lines of the log that this person signed or that are about their account. */
  log: z.array(
    z.object({
      number: z.int(),
      at: instant,
      action: z.string(),
      subjectId: z.string().nullable(),
      address: z.string().nullable(),
      outcome: z.string(),
    }),
  ),
});
export type PersonalDataAnswer = z.infer<typeof personalData>;

export const deletionBody = z.strictObject({
  password: typedPassword,
  /** Needed where the account has a second factor: six digits, or a recovery code. */
  code: typedCode.optional(),
});

export const deletionAnswer = z.object({
  accountId: z.string(),
  /** What was deleted and what must stay named by its number. */
  message: z.string(),
});
