import { queryOptions } from '@tanstack/react-query';
import type {
  OrganisationChoices,
  OrganisationPage,
  OwnOrganisations,
  RegistrationAnswer,
  RegistrationBody,
  Terms,
} from '../../api/contracts/organisations.ts';
import { call } from './client.ts';
import type { Organisation, OrganisationForm } from './organisation-types.ts';

/** Everything read of organisations and their people, to mark it as outdated together. */
export const ORGANISATIONS = ['organisations'] as const;

export const termsQuery = queryOptions({
  queryKey: ['terms'],
  staleTime: Number.POSITIVE_INFINITY,
  queryFn: ({ signal }) => call<Terms>('GET', '/terms', { signal }),
});

export const ownOrganisationsQuery = queryOptions({
  queryKey: [...ORGANISATIONS, 'mine'],
  queryFn: ({ signal }) => call<OwnOrganisations>('GET', '/organisations/mine', { signal }),
});

export function organisationPageQuery(query: URLSearchParams) {
  return queryOptions({
    queryKey: [...ORGANISATIONS, 'page', query.toString()],
    queryFn: ({ signal }) => call<OrganisationPage>('GET', '/organisations', { query, signal }),
  });
}

export function organisationQuery(id: string) {
  return queryOptions({
    queryKey: [...ORGANISATIONS, 'one', id],
    queryFn: ({ signal }) => call<Organisation>('GET', addressOf(id), { signal }),
  });
}

/** Confirmed organisations whose name contains the text, at most 20. */
export function choicesQuery(q: string) {
  return queryOptions({
    queryKey: [...ORGANISATIONS, 'choices', q],
    queryFn: ({ signal }) =>
      call<OrganisationChoices>('GET', '/organisations/choices', {
        query: new URLSearchParams({ q }),
        signal,
      }),
  });
}

export function register(body: RegistrationBody): Promise<RegistrationAnswer> {
  return call('POST', '/registrations', { body });
}

export function changeOrganisation(
  { id, version }: Organisation,
  form: Partial<OrganisationForm>,
): Promise<Organisation> {
  return call('PATCH', addressOf(id), { body: { ...form, version } });
}

export function moveOrganisation(
  { id, version }: Organisation,
  to: string,
  note: string,
): Promise<Organisation> {
  return call('POST', `${addressOf(id)}/transitions`, {
    body: { to, version, ...(note === '' ? {} : { note }) },
  });
}

/** Where an organisation and what belongs to it are found. Pure. */
export function addressOf(id: string): string {
  return `/organisations/${encodeURIComponent(id)}`;
}
