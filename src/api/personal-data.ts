import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { answers } from '../http/access.ts';
import { clearSessionCookie, requireSafeTransport } from '../http/session.ts';
import type { Directory } from '../identity/directory.ts';
import type { PersonalData } from '../identity/personal-data.ts';
import { type Clock, toIso } from '../kernel/clock.ts';
import { translate } from '../kernel/texts/index.ts';
import {
  deletionAnswer,
  deletionBody,
  type PersonalDataAnswer,
  personalData,
} from './contracts/personal-data.ts';

const tags = ['account'];

/** The rights of PIPL: to take along and to delete what is kept about oneself. */
export function registerPersonalData(
  server: FastifyInstance,
  { directory, clock }: { directory: Directory; clock: Clock },
): void {
  const app = server.withTypeProvider<ZodTypeProvider>();

  app.get(
    '/account/personal-data',
    {
      config: { access: { who: 'signed-in', action: 'account.own', tokens: 'never' } },
      schema: {
        tags,
        summary: 'Everything that is kept about oneself',
        response: answers({ 200: personalData }, []),
      },
    },
    ({ actor }, reply) => {
      reply.header('content-disposition', 'attachment; filename="personal-data.json"');
      return present(directory.personalData.export(actor), clock.now());
    },
  );

  app.post(
    '/account/deletion',
    {
      config: { access: { who: 'signed-in', action: 'account.own', tokens: 'never' } },
      schema: {
        tags,
        summary: 'Delete oneself; the log and decisions keep the number of the account',
        body: deletionBody,
        response: answers({ 200: deletionAnswer }, ['conflict']),
      },
    },
    async (request, reply) => {
      requireSafeTransport(request);
      const accountId = await directory.personalData.erase(request.actor, request.body);
      clearSessionCookie(request, reply);
      return { accountId, message: translate(request.locale, 'notice.deleted', { accountId }) };
    },
  );
}

const orNull = (instant: number | null) => (instant === null ? null : toIso(instant));

function present(kept: PersonalData, now: number): PersonalDataAnswer {
  const { account, memberships, entries } = kept;
  const { id, name, displayName, email, consentVersion, consentedAt } = account;
  const consented = consentVersion !== null && consentedAt !== null;
  return {
    exportedAt: toIso(now),
    account: {
      ...{ id, name, displayName, email },
      createdAt: toIso(account.createdAt),
      consent: consented ? { version: consentVersion, at: toIso(consentedAt) } : null,
      secondFactorSince: orNull(account.totpConfirmedAt),
    },
    memberships,
    entries: entries.map(({ list, id: entryId, createdAt, title }) => ({
      ...{ list, id: entryId, title },
      createdAt: toIso(createdAt),
    })),
    sessions: kept.sessions.map(({ createdAt, lastSeenAt, address, agent }) => ({
      ...{ address, agent },
      createdAt: toIso(createdAt),
      lastSeenAt: toIso(lastSeenAt),
    })),
    tokens: kept.tokens.map(({ name: token, createdAt, lastUsedAt }) => ({
      name: token,
      createdAt: toIso(createdAt),
      lastUsedAt: orNull(lastUsedAt),
    })),
    invitations: kept.invitations.map(({ organisationId, role, createdBy, createdAt }) => ({
      ...{ organisationId, role },
      part: createdBy === id ? ('made' as const) : ('accepted' as const),
      createdAt: toIso(createdAt),
    })),
    consents: kept.consents.map(({ organisationId, form, recordedAt, expiresAt, endedAt }) => ({
      ...{ organisationId, form },
      recordedAt: toIso(recordedAt),
      expiresAt: toIso(expiresAt),
      endedAt: orNull(endedAt),
    })),
    log: kept.log.map(({ number, at, action, subjectId, address, outcome }) => ({
      ...{ number, action, subjectId, address, outcome },
      at: toIso(at),
    })),
  };
}
