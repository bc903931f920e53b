import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { type Access, answers } from '../http/access.ts';
import { atVersion, readVersion } from '../http/versions.ts';
import type { IntroductionsService } from '../review/introductions/service.ts';
import { idParams } from './contracts/common.ts';
import {
  answerBody,
  inboxPage,
  inboxQuery,
  introduction,
  introductionBody,
  progressBody,
  unreadAnswer,
} from './contracts/introductions.ts';
import type { Presenter } from './present.ts';
import { createIntroductionPresenter } from './present-introductions.ts';

export interface IntroductionRouteDeps {
  introductions: IntroductionsService;
  presenter: Presenter;
}

/** 推送双方: the operator sends it, the parties find it in their inbox, answer and record how it goes on. */
export function registerIntroductions(
  server: FastifyInstance,
  { introductions, presenter }: IntroductionRouteDeps,
): void {
  const app = server.withTypeProvider<ZodTypeProvider>();
  const present = createIntroductionPresenter(presenter);
  const tags = ['introductions'];
  const reads: Access = { who: 'signed-in', action: ['entry.keep', 'matches.review'], tokens: 'read' };
  const read = { access: reads };
  const write = { access: { who: 'signed-in', action: 'entry.keep', tokens: 'write' } } as const;

  app.post(
    '/matches/:id/introduction',
    {
      config: { access: { who: 'signed-in', action: 'matches.review', tokens: 'write' } },
      schema: {
        tags,
        summary: 'Send an accepted match to both parties; needs If-Match or version',
        params: idParams,
        body: introductionBody,
        response: answers({ 201: introduction }, [
          'invalid',
          'not_found',
          'conflict',
          'precondition_failed',
          'precondition_required',
        ]),
      },
    },
    async (request, reply) => {
      const { note, version } = request.body;
      const { actor, params } = request;
      const basedOn = readVersion(request, version);
      atVersion(() => introductions.send(actor, params.id, basedOn, note));
      reply.status(201).header('location', `/api/v1/introductions/${params.id}`);
      return present.whole(actor, await introductions.get(actor, params.id));
    },
  );

  app.get(
    '/inbox',
    {
      config: read,
      schema: {
        tags,
        summary: 'The introductions of the organisations one acts for; to operators, all of them',
        querystring: inboxQuery,
        response: answers({ 200: inboxPage }, ['invalid']),
      },
    },
    ({ actor, query }) => {
      const page = introductions.inbox(actor, query);
      return { ...page, items: present.summaries(actor, page.items) };
    },
  );

  app.get(
    '/inbox/unread',
    {
      config: read,
      schema: {
        tags,
        summary: 'How many introductions hold something that one has not seen',
        response: answers({ 200: unreadAnswer }, []),
      },
    },
    ({ actor }) => ({ unread: introductions.unread(actor) }),
  );

  app.get(
    '/introductions/:id',
    {
      config: read,
      schema: {
        tags,
        summary: 'Read an introduction with its evidence and steps; it counts as read then',
        params: idParams,
        response: answers({ 200: introduction }, ['invalid', 'not_found']),
      },
    },
    async ({ actor, params }) => present.whole(actor, await introductions.get(actor, params.id)),
  );

  app.post(
    '/introductions/:id/answers',
    {
      config: write,
      schema: {
        tags,
        summary: 'Answer an introduction: interested, or declined for a reason',
        params: idParams,
        body: answerBody,
        response: answers({ 201: introduction }, ['invalid', 'not_found', 'conflict']),
      },
    },
    async ({ actor, params, body }, reply) => {
      const { answer: kind, ...said } = body;
      introductions.step(actor, params.id, { kind, ...said });
      reply.status(201);
      return present.whole(actor, await introductions.get(actor, params.id));
    },
  );

  app.post(
    '/introductions/:id/progress',
    {
      config: write,
      schema: {
        tags,
        summary: 'Record how talks went: agreed, or ended for a reason',
        params: idParams,
        body: progressBody,
        response: answers({ 201: introduction }, ['invalid', 'not_found', 'conflict']),
      },
    },
    async ({ actor, params, body }, reply) => {
      const { to: kind, ...said } = body;
      introductions.step(actor, params.id, { kind, ...said });
      reply.status(201);
      return present.whole(actor, await introductions.get(actor, params.id));
    },
  );
}
