import { z } from 'zod';
import { formText } from '../../catalog/entry-model.ts';
import { organisationKinds, organisationStates, roles } from '../../identity/model.ts';
import { registeringKinds } from '../../identity/organisation-rules.ts';
import { pageOf, pageQuery } from './common.ts';
import { typedPassword } from './session.ts';

/** What a reader may do now: `edit`, `invite`, `invitations`, `members`, `hand-over`, `consents`, `record-consent`, `to:<state>`. */
const can = z.array(z.string());

export const roleName = z.enum(roles);

/** As whoever reads or keeps it gets an organisation; others know its name and kind only (`choices`). */
export const organisation = z.object({
  id: z.string(),
  name: z.string(),
  kind: z.enum(organisationKinds),
  creditCode: z.string().nullable(),
  contact: z.string(),
  state: z.enum(organisationStates),
  /** What was said when refusing or closing it. */
  reviewNote: z.string(),
  version: z.int(),
  sample: z.boolean(),
  createdAt: z.iso.datetime(),
  can,
});
export type OrganisationAnswer = z.infer<typeof organisation>;

export const organisationPage = pageOf(organisation);
export type OrganisationPage = z.infer<typeof organisationPage>;

/** `GET /organisations/mine`: also those that are not confirmed yet, with one's roles there. */
export const ownOrganisations = z.object({
  items: z.array(z.object({ organisation, roles: z.array(roleName) })),
});
export type OwnOrganisations = z.infer<typeof ownOrganisations>;

export const organisationsQuery = z.strictObject({
  ...pageQuery,
  state: z.enum(organisationStates).optional(),
  /** Part of the name, or a whole credit code. */
  q: z.string().max(120).optional(),
});

export const choicesQuery = z.strictObject({ q: z.string().max(120).default('') });
export const organisationChoices = z.object({
  items: z.array(z.object({ id: z.string(), name: z.string(), kind: z.enum(organisationKinds) })),
});
export type OrganisationChoices = z.infer<typeof organisationChoices>;

const form = {
  name: formText(120, 1),
  kind: z.enum(registeringKinds),
  /** 统一社会信用代码; blanks and case do not matter. */
  creditCode: formText(40, 1),
  contact: formText(200, 1),
};

/** What somebody fills in to get an account. Rules for the password are the domain's. */
export const newAccount = z.strictObject({
  account: formText(80, 3),
  displayName: formText(80, 1),
  email: z.email().max(200),
  password: typedPassword.min(8),
});

/** The version of the notice on personal information (`GET /terms`) that the person read and accepted. */
export const consent = z.int().min(1).max(1_000_000);

export const registrationBody = z.strictObject({
  organisation: z.strictObject(form),
  account: newAccount,
  consent,
});
export type RegistrationBody = z.input<typeof registrationBody>;

export const registrationAnswer = z.object({
  organisation: z.object({ id: z.string(), name: z.string(), state: z.enum(organisationStates) }),
  /** What happens next. */
  message: z.string(),
});
export type RegistrationAnswer = z.infer<typeof registrationAnswer>;

export const patchOrganisationBody = z.strictObject({
  name: form.name.optional(),
  kind: form.kind.optional(),
  creditCode: form.creditCode.optional(),
  contact: form.contact.optional(),
  version: z.int().min(1).optional(),
});

export const organisationTransitionBody = z.strictObject({
  to: z.enum(['confirmed', 'refused', 'closed']),
  note: formText(1000).optional(),
  version: z.int().min(1).optional(),
});

const notice = z.object({
  title: z.string(),
  sections: z.array(z.object({ heading: z.string(), text: z.string() })),
});

/** `GET /terms`: the notice on personal information in force, in both languages. */
export const terms = z.object({ version: z.int(), 'zh-CN': notice, en: notice });
export type Terms = z.infer<typeof terms>;
