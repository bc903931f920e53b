import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { answers } from '../http/access.ts';
import { clearSessionCookie, originOf, requireSafeTransport, setSessionCookie } from '../http/session.ts';
import { type SignedIn, toActor } from '../identity/model.ts';
import { can, organisationsKeeping } from '../identity/policy.ts';
import type { IdentityService } from '../identity/service.ts';
import type { Started } from '../identity/sessions.ts';
import { toIso } from '../kernel/clock.ts';
import { AppError } from '../kernel/errors.ts';
import { type Session, session, signInBody } from './contracts/session.ts';
import { setupBody } from './contracts/setup.ts';

const tags = ['session'];
const config = { access: { who: 'anyone', action: null, tokens: 'never' } } as const;

/** Signing in and out, and the set-up of a new production service. */
export function registerSessionRoutes(
  server: FastifyInstance,
  { identity }: { identity: IdentityService },
): void {
  const app = server.withTypeProvider<ZodTypeProvider>();

  app.post(
    '/session',
    {
      config,
      schema: {
        tags,
        summary: 'Sign in',
        body: signInBody,
        response: answers({ 201: session }, ['invalid']),
      },
    },
    async (request, reply) => {
      requireSafeTransport(request);
      const started = await identity.signIn(request.body, originOf(request));
      if (request.sessionToken !== null) identity.signOut(request.sessionToken, request.ip, 'replaced');
      return welcome(request, reply, started);
    },
  );

  app.get(
    '/session',
    { config, schema: { tags, summary: 'Who is signed in', response: answers({ 200: session }, []) } },
    (request) => {
      if (request.signedIn === null) throw new AppError('unauthenticated', 'error.unauthenticated');
      return present(request.signedIn);
    },
  );

  app.delete(
    '/session',
    { config, schema: { tags, summary: 'Sign out', response: answers({ 204: z.null() }, []) } },
    async (request, reply) => {
      if (request.sessionToken !== null) identity.signOut(request.sessionToken, request.ip);
      clearSessionCookie(request, reply);
      return reply.status(204).send(null);
    },
  );

  app.post(
    '/setup',
    {
      config,
      schema: {
        tags,
        summary: 'Make the first administrator',
        body: setupBody,
        response: answers({ 201: session }, ['invalid']),
      },
    },
    async (request, reply) => {
      requireSafeTransport(request);
      return welcome(request, reply, await identity.setUp(request.body, originOf(request)));
    },
  );
}

function welcome(request: FastifyRequest, reply: FastifyReply, { token, signedIn }: Started) {
  setSessionCookie(request, reply, token, signedIn.expiresAt);
  return (reply as FastifyReply).status(201).send(present(signedIn));
}

function present(signedIn: SignedIn): Session {
  const actor = toActor(signedIn);
  const { account, memberships, expiresAt, secondFactor, mustEnrol, mustChangePassword } = signedIn;
  return {
    account,
    roles: [...new Set(memberships.map(({ role }) => role))],
    memberships,
    expiresAt: toIso(expiresAt),
    secondFactor,
    mustEnrol,
    mustChangePassword,
    can: [
      ...(organisationsKeeping(actor, 'demands').length > 0 ? ['create:demands'] : []),
      ...(organisationsKeeping(actor, 'achievements').length > 0 ? ['create:achievements'] : []),
      ...(can(actor, 'entry.review', { list: 'demands' }) ? ['review'] : []),
      ...(can(actor, 'index.view', null) ? ['index'] : []),
      ...(can(actor, 'scores.read', null) ? ['scores'] : []),
      ...(can(actor, 'audit.view', null) ? ['audit'] : []),
      ...(can(actor, 'organisations.list', null) ? ['organisations'] : []),
      ...(can(actor, 'accounts.list', null) ? ['accounts'] : []),
    ],
  };
}
