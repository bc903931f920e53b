import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { answers } from '../http/access.ts';
import { consentStateOf, lastDayOf } from '../identity/consents.ts';
import type { NamedConsent } from '../identity/consents-store.ts';
import type { Directory } from '../identity/directory.ts';
import type { Actor } from '../identity/model.ts';
import { type Clock, toIso } from '../kernel/clock.ts';
import { idParams } from './contracts/common.ts';
import {
  consentAnswer,
  consentBody,
  consentPage,
  consentParams,
  consentsQuery,
} from './contracts/consents.ts';

const tags = ['consents'];

/** 帮办代办: which operators may act for an organisation. */
export function registerConsents(
  server: FastifyInstance,
  { directory, clock }: { directory: Directory; clock: Clock },
): void {
  const { consents } = directory;
  const app = server.withTypeProvider<ZodTypeProvider>();

  function present(actor: Actor, consent: NamedConsent) {
    const { id, accountId, operator, givenBy, form, note, recordedAt, endedAt } = consent;
    return {
      ...{ id, givenBy, form, note },
      operator: { id: accountId, displayName: operator },
      state: consentStateOf(consent, clock.now()),
      recordedAt: toIso(recordedAt),
      expiresOn: lastDayOf(consent),
      endedAt: endedAt === null ? null : toIso(endedAt),
      can: consents.allowed(actor, consent),
    };
  }

  app.post(
    '/organisations/:id/consents',
    {
      config: { access: { who: 'signed-in', action: 'consent.record', tokens: 'never' } },
      schema: {
        tags,
        summary: 'Record that an organisation lets an operator act for it',
        params: idParams,
        body: consentBody,
        response: answers({ 201: consentAnswer }, ['not_found', 'conflict']),
      },
    },
    ({ actor, params, body }, reply) => {
      const recorded = consents.record(actor, params.id, body);
      reply.status(201);
      return present(actor, recorded);
    },
  );

  app.get(
    '/organisations/:id/consents',
    {
      config: { access: { who: 'signed-in', action: 'consents.view', tokens: 'never' } },
      schema: {
        tags,
        summary: 'List who may act for an organisation, and who might once',
        params: idParams,
        querystring: consentsQuery,
        response: answers({ 200: consentPage }, ['invalid', 'not_found']),
      },
    },
    ({ actor, params, query }) => {
      const page = consents.list(actor, params.id, query);
      return { ...page, items: page.items.map((consent) => present(actor, consent)) };
    },
  );

  app.delete(
    '/organisations/:id/consents/:consentId',
    {
      config: { access: { who: 'signed-in', action: 'consent.end', tokens: 'never' } },
      schema: {
        tags,
        summary: 'End a consent; from now on nobody acts by it',
        params: consentParams,
        response: answers({ 204: z.null() }, ['not_found']),
      },
    },
    async ({ actor, params }, reply) => {
      consents.end(actor, params.id, params.consentId);
      return reply.status(204).send(null);
    },
  );
}
