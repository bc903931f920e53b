import type { ConsentAnswer, ConsentBody } from '../../api/contracts/consents.ts';
import type { InvitationPage } from '../../api/contracts/invitations.ts';
import type { KnownAccountAnswer, MemberPage } from '../../api/contracts/members.ts';
import type {
  OrganisationAnswer,
  OwnOrganisations,
  RegistrationBody,
} from '../../api/contracts/organisations.ts';

export type Organisation = OrganisationAnswer;
export type OrganisationKind = Organisation['kind'];
export type OrganisationState = Organisation['state'];
export type Role = OwnOrganisations['items'][number]['roles'][number];
export type OrganisationForm = RegistrationBody['organisation'];

export type Member = MemberPage['items'][number];
export type Invitation = InvitationPage['items'][number];
export type Consent = ConsentAnswer;
export type ConsentForm = Omit<ConsentBody, 'accountId'>;
export type KnownAccount = KnownAccountAnswer;
