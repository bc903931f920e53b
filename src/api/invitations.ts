import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { answers } from '../http/access.ts';
import { requireSafeTransport } from '../http/session.ts';
import type { Directory } from '../identity/directory.ts';
import { linkOf, stateOf } from '../identity/invitations.ts';
import type { Invitation } from '../identity/invitations-store.ts';
import type { Actor } from '../identity/model.ts';
import { type Clock, toIso } from '../kernel/clock.ts';
import { translate } from '../kernel/texts/index.ts';
import { idParams } from './contracts/common.ts';
import {
  acceptanceAnswer,
  acceptanceBody,
  invitationBody,
  invitationPage,
  invitationParams,
  invitationPreview,
  invitationsQuery,
  newInvitation,
  previewBody,
} from './contracts/invitations.ts';

const tags = ['invitations'];

/** How people join an organisation by a link. */
export function registerInvitations(
  server: FastifyInstance,
  { directory, clock }: { directory: Directory; clock: Clock },
): void {
  const { invitations } = directory;
  const app = server.withTypeProvider<ZodTypeProvider>();

  function present(actor: Actor, invitation: Invitation) {
    const { id, role, email, inviter, createdAt, expiresAt } = invitation;
    return {
      ...{ id, role, email, inviter },
      state: stateOf(invitation, clock.now()),
      createdAt: toIso(createdAt),
      expiresAt: toIso(expiresAt),
      can: invitations.allowed(actor, invitation),
    };
  }

  app.post(
    '/organisations/:id/invitations',
    {
      config: {
        access: { who: 'signed-in', action: 'invitation.create', tokens: 'never' },
        secretAnswer: true,
      },
      schema: {
        tags,
        summary: 'Invite somebody by a link that works once within 7 days',
        params: idParams,
        body: invitationBody,
        response: answers({ 201: newInvitation }, ['not_found', 'conflict']),
      },
    },
    ({ actor, params, body }, reply) => {
      const { invitation, token } = invitations.invite(actor, params.id, body);
      reply.status(201);
      return { ...present(actor, invitation), link: linkOf(token) };
    },
  );

  app.get(
    '/organisations/:id/invitations',
    {
      config: { access: { who: 'signed-in', action: 'invitations.view', tokens: 'never' } },
      schema: {
        tags,
        summary: 'List the invitations of an organisation, without their links',
        params: idParams,
        querystring: invitationsQuery,
        response: answers({ 200: invitationPage }, ['invalid', 'not_found']),
      },
    },
    ({ actor, params, query }) => {
      const page = invitations.list(actor, params.id, query);
      return { ...page, items: page.items.map((invitation) => present(actor, invitation)) };
    },
  );

  app.delete(
    '/organisations/:id/invitations/:invitationId',
    {
      config: { access: { who: 'signed-in', action: 'invitation.create', tokens: 'never' } },
      schema: {
        tags,
        summary: 'Take an open invitation back',
        params: invitationParams,
        response: answers({ 204: z.null() }, ['not_found']),
      },
    },
    async ({ actor, params }, reply) => {
      invitations.revoke(actor, params.id, params.invitationId);
      return reply.status(204).send(null);
    },
  );

  app.post(
    '/invitations/preview',
    {
      config: { access: { who: 'anyone', action: 'invitation.accept', tokens: 'never' } },
      schema: {
        tags,
        summary: 'See where a link leads, before joining',
        body: previewBody,
        response: answers({ 200: invitationPreview }, ['not_found']),
      },
    },
    ({ body }) => {
      const { organisationName, kind, role, inviter, expiresAt } = invitations.preview(body.token);
      return { organisation: { name: organisationName, kind }, role, inviter, expiresAt: toIso(expiresAt) };
    },
  );

  app.post(
    '/invitations/acceptance',
    {
      config: { access: { who: 'anyone', action: 'invitation.accept', tokens: 'never' } },
      schema: {
        tags,
        summary: 'Join by a link, with the account that is signed in or with a new one',
        body: acceptanceBody,
        response: answers({ 201: acceptanceAnswer }, ['not_found', 'conflict']),
      },
    },
    async (request, reply) => {
      requireSafeTransport(request);
      const { invitation, isNew } = await invitations.accept(request.actor, request.body);
      const { organisationId, organisationName, role } = invitation;
      const message = translate(request.locale, isNew ? 'notice.accountMade' : 'notice.joined', {
        organisation: organisationName,
      });
      const organisation = { id: organisationId, name: organisationName };
      return reply.status(201).send({ organisation, role, isNew, message });
    },
  );
}
