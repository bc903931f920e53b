import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { answers } from '../http/access.ts';
import { requireSafeTransport } from '../http/session.ts';
import { atVersion, readVersion, tagVersion } from '../http/versions.ts';
import type { Directory } from '../identity/directory.ts';
import type { Actor, Organisation } from '../identity/model.ts';
import { CONSENT_VERSION, noticeIn } from '../identity/terms.ts';
import { toIso } from '../kernel/clock.ts';
import { translate } from '../kernel/texts/index.ts';
import { idParams } from './contracts/common.ts';
import {
  choicesQuery,
  organisation,
  organisationChoices,
  organisationPage,
  organisationsQuery,
  organisationTransitionBody,
  ownOrganisations,
  patchOrganisationBody,
  registrationAnswer,
  registrationBody,
  terms,
} from './contracts/organisations.ts';

const tags = ['organisations'];

/** Organisations: how they register, are confirmed and are found. */
export function registerOrganisations(
  server: FastifyInstance,
  { directory }: { directory: Directory },
): void {
  const { organisations, registrations } = directory;
  const app = server.withTypeProvider<ZodTypeProvider>();

  function present(actor: Actor, found: Organisation) {
    return { ...found, createdAt: toIso(found.createdAt), can: organisations.allowed(actor, found) };
  }

  function answer({ actor }: FastifyRequest, reply: FastifyReply, found: Organisation) {
    tagVersion(reply, found);
    return present(actor, found);
  }

  app.get(
    '/terms',
    {
      config: { access: { who: 'anyone', action: null, tokens: 'read' } },
      schema: {
        tags,
        summary: 'Read the notice on personal information that registering consents to',
        response: answers({ 200: terms }, []),
      },
    },
    () => ({ version: CONSENT_VERSION, 'zh-CN': noticeIn('zh-CN'), en: noticeIn('en') }),
  );

  app.post(
    '/registrations',
    {
      config: { access: { who: 'anyone', action: 'organisation.register', tokens: 'never' } },
      schema: {
        tags,
        summary: 'Register an organisation with its first member; an operator confirms it',
        body: registrationBody,
        response: answers({ 201: registrationAnswer }, []),
      },
    },
    async (request, reply) => {
      requireSafeTransport(request);
      const registered = await registrations.register(request.actor, request.body);
      const message = translate(request.locale, 'notice.registered');
      return reply.status(201).send({ organisation: registered, message });
    },
  );

  app.get(
    '/organisations',
    {
      config: { access: { who: 'signed-in', action: 'organisations.list', tokens: 'never' } },
      schema: {
        tags,
        summary: 'List all organisations, for operators and administrators',
        querystring: organisationsQuery,
        response: answers({ 200: organisationPage }, ['invalid']),
      },
    },
    ({ actor, query }) => {
      const page = organisations.list(actor, query);
      return { ...page, items: page.items.map((found) => present(actor, found)) };
    },
  );

  app.get(
    '/organisations/mine',
    {
      config: { access: { who: 'signed-in', action: null, tokens: 'never' } },
      schema: {
        tags,
        summary: 'The organisations one belongs to, whatever their state',
        response: answers({ 200: ownOrganisations }, []),
      },
    },
    ({ actor }) => ({
      items: organisations
        .mine(actor)
        .map(({ organisation: own, roles }) => ({ organisation: present(actor, own), roles })),
    }),
  );

  app.get(
    '/organisations/choices',
    {
      config: { access: { who: 'signed-in', action: 'organisations.choose', tokens: 'never' } },
      schema: {
        tags,
        summary: 'Confirmed organisations to choose from, at most 20',
        querystring: choicesQuery,
        response: answers({ 200: organisationChoices }, ['invalid']),
      },
    },
    ({ actor, query }) => ({ items: organisations.choices(actor, query.q) }),
  );

  app.get(
    '/organisations/:id',
    {
      config: { access: { who: 'signed-in', action: 'organisation.view', tokens: 'never' } },
      schema: {
        tags,
        summary: 'Read an organisation',
        params: idParams,
        response: answers({ 200: organisation }, ['invalid', 'not_found']),
      },
    },
    (request, reply) => answer(request, reply, organisations.get(request.actor, request.params.id)),
  );

  app.patch(
    '/organisations/:id',
    {
      config: { access: { who: 'signed-in', action: 'organisation.edit', tokens: 'never' } },
      schema: {
        tags,
        summary: 'Change an organisation, and send in again a refused one; needs If-Match or version',
        params: idParams,
        body: patchOrganisationBody,
        response: answers({ 200: organisation }, [
          'not_found',
          'conflict',
          'precondition_failed',
          'precondition_required',
        ]),
      },
    },
    (request, reply) => {
      const { version, ...patch } = request.body;
      const basedOn = readVersion(request, version);
      const { actor, params } = request;
      const changed = atVersion(() => organisations.edit(actor, params.id, basedOn, patch));
      return answer(request, reply, changed);
    },
  );

  app.post(
    '/organisations/:id/transitions',
    {
      config: { access: { who: 'signed-in', action: 'organisation.review', tokens: 'never' } },
      schema: {
        tags,
        summary: 'Confirm, refuse, close or reopen an organisation',
        params: idParams,
        body: organisationTransitionBody,
        response: answers({ 200: organisation }, ['not_found', 'conflict', 'precondition_failed']),
      },
    },
    (request, reply) => {
      const { actor, params, body } = request;
      return answer(
        request,
        reply,
        atVersion(() => organisations.move(actor, params.id, body)),
      );
    },
  );
}
