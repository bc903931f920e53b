import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { answers } from '../http/access.ts';
import { requireSafeTransport, sessionOf, setSessionCookie, usableSessionOf } from '../http/session.ts';
import { atVersion, readVersion, tagVersion } from '../http/versions.ts';
import type { SignedIn } from '../identity/model.ts';
import type { Profile } from '../identity/profile.ts';
import type { IdentityService } from '../identity/service.ts';
import type { StoredSession } from '../identity/session-store.ts';
import { toIso } from '../kernel/clock.ts';
import { type Account, account, accountPatch, passwordBody, sessionList } from './contracts/account.ts';
import { idParams } from './contracts/common.ts';

const tags = ['account'];
const config = { access: { who: 'signed-in', action: null, tokens: 'never' } } as const;

/** One’s own account: who one is, the password, the sessions. */
export function registerAccount(server: FastifyInstance, { identity }: { identity: IdentityService }): void {
  const app = server.withTypeProvider<ZodTypeProvider>();

  function answer(request: FastifyRequest, reply: FastifyReply, profile: Profile): Account {
    tagVersion(reply, profile);
    return present(profile, sessionOf(request).signedIn);
  }

  app.get(
    '/account',
    { config, schema: { tags, summary: 'Read one’s own account', response: answers({ 200: account }, []) } },
    (request, reply) => answer(request, reply, identity.profiles.own(request.actor)),
  );

  app.patch(
    '/account',
    {
      config,
      schema: {
        tags,
        summary: 'Change one’s own account; needs If-Match or version, and the password for a new e-mail',
        body: accountPatch,
        response: answers({ 200: account }, ['precondition_failed', 'precondition_required']),
      },
    },
    async (request, reply) => {
      usableSessionOf(request);
      const { version, password, ...patch } = request.body;
      if (password !== undefined) requireSafeTransport(request);
      const basedOn = readVersion(request, version);
      const change = identity.profiles.edit(request.actor, basedOn, patch, password);
      const profile = await change.catch((error: unknown) =>
        atVersion<Profile>(() => {
          throw error;
        }),
      );
      return answer(request, reply, profile);
    },
  );

  app.post(
    '/account/password',
    {
      config,
      schema: {
        tags,
        summary: 'Change one’s own password; ends all other sessions',
        body: passwordBody,
        response: answers({ 204: z.null() }, []),
      },
    },
    async (request, reply) => {
      requireSafeTransport(request);
      const { current, next } = request.body;
      const { token } = sessionOf(request);
      const started = await identity.changePassword(request.actor, token, current, next);
      setSessionCookie(request, reply, started.token, started.signedIn.expiresAt);
      return reply.status(204).send(null);
    },
  );

  app.get(
    '/account/sessions',
    { config, schema: { tags, summary: 'One’s own sessions', response: answers({ 200: sessionList }, []) } },
    (request) => {
      const { signedIn } = sessionOf(request);
      const running = identity.sessions.list(request.actor);
      return { items: running.map((session) => presentSession(session, signedIn.credentialId)) };
    },
  );

  app.delete(
    '/account/sessions',
    {
      config,
      schema: {
        tags,
        summary: 'End all other sessions of one’s own',
        response: answers({ 204: z.null() }, []),
      },
    },
    async (request, reply) => {
      identity.sessions.endOthers(request.actor, usableSessionOf(request).token);
      return reply.status(204).send(null);
    },
  );

  app.delete(
    '/account/sessions/:id',
    {
      config,
      schema: {
        tags,
        summary: 'End one of one’s own sessions',
        params: idParams,
        response: answers({ 204: z.null() }, ['not_found']),
      },
    },
    async (request, reply) => {
      usableSessionOf(request);
      identity.sessions.endOne(request.actor, request.params.id);
      return reply.status(204).send(null);
    },
  );
}

function present(profile: Profile, { mustEnrol, mustChangePassword }: SignedIn): Account {
  const { id, name, displayName, email, version, consent, secondFactorSince: since } = profile;
  const on = since !== null;
  return {
    ...{ id, name, displayName, email, version, mustEnrol, mustChangePassword },
    secondFactor: { on, since: orNull(since), recoveryCodesLeft: profile.recoveryCodesLeft },
    passwordChangedAt: toIso(profile.passwordChangedAt),
    passwordExpiresAt: orNull(profile.passwordExpiresAt),
    consent: consent && { version: consent.version, at: toIso(consent.at) },
    can: mustChangePassword
      ? ['change-password']
      : ['edit', 'change-password', on ? 'remove-second-factor' : 'enrol', 'create-token'],
  };
}

function orNull(instant: number | null): string | null {
  return instant === null ? null : toIso(instant);
}

function presentSession(session: StoredSession, currentId: string) {
  const { id, address, agent, secondFactor, createdAt, lastSeenAt, expiresAt } = session;
  return {
    ...{ id, address, agent, secondFactor },
    createdAt: toIso(createdAt),
    lastSeenAt: toIso(lastSeenAt),
    expiresAt: toIso(expiresAt),
    current: id === currentId,
  };
}
