import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { answers } from '../http/access.ts';
import { requireSafeTransport } from '../http/session.ts';
import { RESET_MINUTES } from '../identity/reset.ts';
import type { IdentityService } from '../identity/service.ts';
import { resetBody, resetOffer, resetRequest } from './contracts/account.ts';

const tags = ['session'];
const config = { access: { who: 'anyone', action: null, tokens: 'never' } } as const;

/** A new password for those who forgot theirs. */
export function registerPasswordResets(
  server: FastifyInstance,
  { identity }: { identity: IdentityService },
): void {
  const app = server.withTypeProvider<ZodTypeProvider>();

  app.post(
    '/password-resets',
    {
      config,
      schema: {
        tags,
        summary: 'Ask for a link by mail; answered alike whether or not there is such an account',
        body: resetRequest,
        response: answers({ 202: resetOffer }, []),
      },
    },
    async (request, reply) => {
      const { ip, locale, log } = request;
      identity.resets.offer(request.body.account, ip, locale).catch((error: unknown) => {
        log.error({ err: error }, 'a reset link could not be made');
      });
      return reply.status(202).send({ validMinutes: RESET_MINUTES });
    },
  );

  app.post(
    '/password-resets/confirmation',
    {
      config,
      schema: {
        tags,
        summary: 'Set a new password with the token of such a link; ends all sessions and API tokens',
        body: resetBody,
        response: answers({ 204: z.null() }, ['not_found']),
      },
    },
    async (request, reply) => {
      requireSafeTransport(request);
      await identity.resets.confirm(request.body.token, request.body.password, request.ip);
      return reply.status(204).send(null);
    },
  );
}
