import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { clearSessionCookie, requireSafeTransport, setSessionCookie } from '../http/session.ts';
import { type SignedIn, toActor } from '../identity/model.ts';
import { can, organisationsKeeping } from '../identity/policy.ts';
import type { IdentityService } from '../identity/service.ts';
import { toIso } from '../kernel/clock.ts';
import { AppError } from '../kernel/errors.ts';
import { errorResponse } from './contracts/common.ts';
import { type Session, session, signInBody } from './contracts/session.ts';
import { setupBody } from './contracts/setup.ts';

const tags = ['session'];
const errors = { '4xx': errorResponse, '5xx': errorResponse };

/** Signing in and out, and the set-up of a new production service. */
export function registerSessionRoutes(
  server: FastifyInstance,
  { identity }: { identity: IdentityService },
): void {
  const app = server.withTypeProvider<ZodTypeProvider>();

  app.post(
    '/session',
    { schema: { tags, summary: 'Sign in', body: signInBody, response: { 201: session, ...errors } } },
    async (request, reply) => {
      requireSafeTransport(request);
      const { token, signedIn } = await identity.signIn(request.body.account, request.body.password);
      if (request.sessionToken !== null) identity.signOut(request.sessionToken);
      setSessionCookie(request, reply, token, signedIn.expiresAt);
      return reply.status(201).send(present(signedIn));
    },
  );

  app.get(
    '/session',
    { schema: { tags, summary: 'Who is signed in', response: { 200: session, ...errors } } },
    (request) => {
      if (request.signedIn === null) throw new AppError('unauthenticated', 'error.unauthenticated');
      return present(request.signedIn);
    },
  );

  app.delete(
    '/session',
    { schema: { tags, summary: 'Sign out', response: { 204: z.null(), ...errors } } },
    async (request, reply) => {
      if (request.sessionToken !== null) identity.signOut(request.sessionToken);
      clearSessionCookie(request, reply);
      return reply.status(204).send(null);
    },
  );

  app.post(
    '/setup',
    {
      schema: {
        tags,
        summary: 'Make the first administrator',
        body: setupBody,
        response: { 201: session, ...errors },
      },
    },
    async (request, reply) => {
      requireSafeTransport(request);
      const { token, signedIn } = await identity.setUp(request.body);
      setSessionCookie(request, reply, token, signedIn.expiresAt);
      return reply.status(201).send(present(signedIn));
    },
  );
}

function present(signedIn: SignedIn): Session {
  const actor = toActor(signedIn);
  const { account, memberships, expiresAt } = signedIn;
  return {
    account,
    roles: [...new Set(memberships.map(({ role }) => role))],
    memberships,
    expiresAt: toIso(expiresAt),
    can: [
      ...(organisationsKeeping(actor, 'demands').length > 0 ? ['create:demands'] : []),
      ...(organisationsKeeping(actor, 'achievements').length > 0 ? ['create:achievements'] : []),
      ...(can(actor, 'entry.review', { list: 'demands' }) ? ['review'] : []),
      ...(can(actor, 'index.view', null) ? ['index'] : []),
    ],
  };
}
