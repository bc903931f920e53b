import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { answers } from '../http/access.ts';
import { requireSafeTransport, setSessionCookie, usableSessionOf } from '../http/session.ts';
import type { IdentityService } from '../identity/service.ts';
import { codeBody, enrolBody, enrolment, recoveryCodes, removalBody } from './contracts/account.ts';

const tags = ['account'];
const config = {
  access: { who: 'signed-in', action: null, tokens: 'never' },
  secretAnswer: true,
} as const;

/** The second factor of one’s own account. */
export function registerSecondFactor(
  server: FastifyInstance,
  { identity }: { identity: IdentityService },
): void {
  const app = server.withTypeProvider<ZodTypeProvider>();

  app.post(
    '/account/second-factor',
    {
      config,
      schema: {
        tags,
        summary: 'A new secret for an authenticator app; counts once it is confirmed',
        body: enrolBody,
        response: answers({ 200: enrolment }, ['conflict']),
      },
    },
    async (request) => {
      requireSafeTransport(request);
      usableSessionOf(request);
      return identity.secondFactor.enrol(request.actor, request.body.password);
    },
  );

  app.post(
    '/account/second-factor/confirmation',
    {
      config,
      schema: {
        tags,
        summary: 'Turn the second factor on; ends all other sessions and shows recovery codes once',
        body: codeBody,
        response: answers({ 200: recoveryCodes }, ['conflict']),
      },
    },
    (request, reply) => {
      const { token } = usableSessionOf(request);
      const confirmed = identity.secondFactor.confirm(request.actor, token, request.body.code);
      setSessionCookie(request, reply, confirmed.token, confirmed.signedIn.expiresAt);
      return { recoveryCodes: confirmed.recoveryCodes };
    },
  );

  app.delete(
    '/account/second-factor',
    {
      config,
      schema: {
        tags,
        summary: 'Turn the second factor off; ends all other sessions',
        body: removalBody,
        response: answers({ 204: z.null() }, ['conflict']),
      },
    },
    async (request, reply) => {
      requireSafeTransport(request);
      const { token } = usableSessionOf(request);
      const started = await identity.secondFactor.remove(request.actor, token, request.body);
      setSessionCookie(request, reply, started.token, started.signedIn.expiresAt);
      return reply.status(204).send(null);
    },
  );

  app.post(
    '/account/recovery-codes',
    {
      config,
      schema: {
        tags,
        summary: 'New recovery codes, shown once; the earlier ones are void',
        body: codeBody,
        response: answers({ 200: recoveryCodes }, ['conflict']),
      },
    },
    async (request) => {
      usableSessionOf(request);
      return {
        recoveryCodes: await identity.secondFactor.renewRecoveryCodes(request.actor, request.body.code),
      };
    },
  );
}
