import { type FastifyInstance, fastify } from 'fastify';
import { serializerCompiler, validatorCompiler } from 'fastify-type-provider-zod';
import { handleError } from '../../src/http/errors.ts';
import type { Actor, Role } from '../../src/identity/model.ts';

/**
 * A server of nothing but the plugin under test. Who asks is said by headers: `x-account: someone`, `x-role: operator`,
 * `x-scopes: read write` for a token; neither is a visitor.
 */
export function createSmallServer(register: (server: FastifyInstance) => unknown): FastifyInstance {
  const server = fastify();
  server.setValidatorCompiler(validatorCompiler);
  server.setSerializerCompiler(serializerCompiler);
  server.setErrorHandler(handleError);
  server.addHook('onRequest', async (request) => {
    request.locale = 'en';
    request.actor = toActor(request.headers, request.ip);
    const scopes = request.headers['x-scopes'];
    if (scopes !== undefined) {
      Object.assign(request, { credential: 'token', tokenScopes: String(scopes).split(' ') });
    }
  });
  register(server);
  return server;
}

function toActor(headers: NodeJS.Dict<string | string[]>, address: string): Actor {
  const accountId = headers['x-account'];
  if (typeof accountId !== 'string') return { kind: 'anonymous', address };
  const role = headers['x-role'] as Role | undefined;
  const memberships = role === undefined ? [] : [{ organisationId: 'o', role }];
  return { kind: 'account', accountId, memberships, actsFor: [], address };
}
