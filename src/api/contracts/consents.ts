import { z } from 'zod';
import { day, formText } from '../../catalog/entry-model.ts';
import { consentForms } from '../../identity/model.ts';
import { pageOf, pageQuery } from './common.ts';

/** 帮办代办: what an operator writes down of a party's consent. Without `accountId` it is for the operator who records. */
export const consentBody = z.strictObject({
  accountId: z.string().min(1).max(64).optional(),
  givenBy: formText(80, 1),
  form: z.enum(consentForms),
  note: formText(1000).default(''),
  /** The last day, at most a year away. */
  expiresOn: day,
});
export type ConsentBody = z.input<typeof consentBody>;

export const consentAnswer = z.object({
  id: z.string(),
  operator: z.object({ id: z.string(), displayName: z.string() }),
  givenBy: z.string(),
  form: z.enum(consentForms),
  note: z.string(),
  state: z.enum(['running', 'ended', 'expired']),
  recordedAt: z.iso.datetime(),
  expiresOn: z.string(),
  endedAt: z.iso.datetime().nullable(),
  /** `end` */
  can: z.array(z.string()),
});
export type ConsentAnswer = z.infer<typeof consentAnswer>;

export const consentsQuery = z.strictObject(pageQuery);
export const consentPage = pageOf(consentAnswer);
export type ConsentPage = z.infer<typeof consentPage>;

export const consentParams = z.strictObject({
  id: z.string().min(1).max(64),
  consentId: z.string().min(1).max(64),
});
