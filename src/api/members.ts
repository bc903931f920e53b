import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { answers } from '../http/access.ts';
import { atVersion } from '../http/versions.ts';
import type { KnownAccount } from '../identity/accounts.ts';
import type { Directory } from '../identity/directory.ts';
import type { Actor } from '../identity/model.ts';
import { toIso } from '../kernel/clock.ts';
import { idParams } from './contracts/common.ts';
import {
  accountPage,
  accountsQuery,
  accountTransitionBody,
  handOverAnswer,
  handOverBody,
  knownAccount,
  memberPage,
  memberParams,
  membersQuery,
} from './contracts/members.ts';

const tags = ['members'];

/** Who works where: members of an organisation, and all accounts for administrators. */
export function registerMembers(server: FastifyInstance, { directory }: { directory: Directory }): void {
  const { members, accounts } = directory;
  const app = server.withTypeProvider<ZodTypeProvider>();

  function present(actor: Actor, account: KnownAccount) {
    return { ...account, createdAt: toIso(account.createdAt), can: accounts.allowed(actor, account) };
  }

  app.get(
    '/organisations/:id/members',
    {
      config: { access: { who: 'signed-in', action: 'members.view', tokens: 'never' } },
      schema: {
        tags,
        summary: 'List the people of an organisation with their roles',
        params: idParams,
        querystring: membersQuery,
        response: answers({ 200: memberPage }, ['invalid', 'not_found']),
      },
    },
    ({ actor, params, query }) => {
      const { page, subject } = members.list(actor, params.id, query);
      const items = page.items.map((member) => ({
        ...member,
        can: members.allowed(actor, subject, member),
      }));
      return { ...page, items };
    },
  );

  app.delete(
    '/organisations/:id/members/:accountId/:role',
    {
      config: { access: { who: 'signed-in', action: 'member.remove', tokens: 'never' } },
      schema: {
        tags,
        summary: 'Take a role in an organisation away from somebody, or leave it',
        params: memberParams,
        response: answers({ 204: z.null() }, ['not_found', 'conflict']),
      },
    },
    async ({ actor, params }, reply) => {
      members.remove(actor, params.id, params.accountId, params.role);
      return reply.status(204).send(null);
    },
  );

  app.post(
    '/organisations/:id/handovers',
    {
      config: { access: { who: 'signed-in', action: 'organisation.handOver', tokens: 'never' } },
      schema: {
        tags,
        summary: 'Hand over what one person entered to a colleague',
        params: idParams,
        body: handOverBody,
        response: answers({ 200: handOverAnswer }, ['not_found', 'conflict']),
      },
    },
    ({ actor, params, body }) => ({ moved: members.handOver(actor, params.id, body) }),
  );

  app.get(
    '/accounts',
    {
      config: { access: { who: 'signed-in', action: 'accounts.list', tokens: 'never' } },
      schema: {
        tags,
        summary: 'List all accounts, for administrators',
        querystring: accountsQuery,
        response: answers({ 200: accountPage }, ['invalid']),
      },
    },
    ({ actor, query }) => {
      const page = accounts.list(actor, query);
      return { ...page, items: page.items.map((account) => present(actor, account)) };
    },
  );

  app.post(
    '/accounts/:id/transitions',
    {
      config: { access: { who: 'signed-in', action: 'account.manage', tokens: 'never' } },
      schema: {
        tags,
        summary: 'Deactivate an account, which ends its sessions and tokens, or activate it again',
        params: idParams,
        body: accountTransitionBody,
        response: answers({ 200: knownAccount }, ['not_found', 'conflict', 'precondition_failed']),
      },
    },
    ({ actor, params, body }) =>
      present(
        actor,
        atVersion(() => accounts.move(actor, params.id, body)),
      ),
  );
}
