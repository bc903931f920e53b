import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { answers } from '../http/access.ts';
import { usableSessionOf } from '../http/session.ts';
import type { StoredToken } from '../identity/api-token-store.ts';
import type { IdentityService } from '../identity/service.ts';
import { toIso } from '../kernel/clock.ts';
import { type ApiToken, apiTokenList, newApiToken, tokenBody } from './contracts/api-tokens.ts';
import { idParams } from './contracts/common.ts';

const tags = ['account'];
const access = { who: 'signed-in', action: null, tokens: 'never' } as const;

/** Tokens that programs use in one’s own name. */
export function registerApiTokens(
  server: FastifyInstance,
  { identity }: { identity: IdentityService },
): void {
  const app = server.withTypeProvider<ZodTypeProvider>();

  app.get(
    '/account/tokens',
    {
      config: { access },
      schema: { tags, summary: 'One’s own API tokens', response: answers({ 200: apiTokenList }, []) },
    },
    ({ actor }) => ({ items: identity.tokens.list(actor).map(present) }),
  );

  app.post(
    '/account/tokens',
    {
      config: { access, secretAnswer: true },
      schema: {
        tags,
        summary: 'Make an API token; it is shown once',
        body: tokenBody,
        response: answers({ 201: newApiToken }, ['conflict']),
      },
    },
    async (request, reply) => {
      const { signedIn } = usableSessionOf(request);
      const { token, stored } = identity.tokens.create(request.actor, request.body, signedIn.secondFactor);
      return reply.status(201).send({ ...present(stored), token });
    },
  );

  app.delete(
    '/account/tokens/:id',
    {
      config: { access },
      schema: {
        tags,
        summary: 'Revoke an API token',
        params: idParams,
        response: answers({ 204: z.null() }, ['not_found']),
      },
    },
    async (request, reply) => {
      usableSessionOf(request);
      identity.tokens.revoke(request.actor, request.params.id);
      return reply.status(204).send(null);
    },
  );
}

function present({ id, name, scopes, createdAt, expiresAt, lastUsedAt }: StoredToken): ApiToken {
  return {
    ...{ id, name, scopes },
    createdAt: toIso(createdAt),
    expiresAt: toIso(expiresAt),
    lastUsedAt: lastUsedAt === null ? null : toIso(lastUsedAt),
  };
}
