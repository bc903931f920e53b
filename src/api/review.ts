import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { answers } from '../http/access.ts';
import { atVersion, readVersion, tagVersion } from '../http/versions.ts';
import { translate } from '../kernel/texts/index.ts';
import type { ReviewService } from '../review/service.ts';
import { idParams } from './contracts/common.ts';
import {
  bulkAnswer,
  bulkBody,
  decisionBody,
  flagBody,
  match,
  matchSummary,
  ownDecisions,
  pair,
  pairQuery,
  queuePage,
  queueQuery,
} from './contracts/review.ts';
import type { Presenter } from './present.ts';
import { createReviewPresenter } from './present-review.ts';

export interface ReviewRouteDeps {
  review: ReviewService;
  presenter: Presenter;
}

/** The operators' desk 匹配审核. */
export function registerReview(server: FastifyInstance, { review, presenter }: ReviewRouteDeps): void {
  const app = server.withTypeProvider<ZodTypeProvider>();
  const present = createReviewPresenter(presenter);
  const tags = ['matches'];
  const read = { access: { who: 'signed-in', action: 'matches.review', tokens: 'read' } } as const;
  const write = { access: { who: 'signed-in', action: 'matches.review', tokens: 'write' } } as const;

  app.get(
    '/matches',
    {
      config: read,
      schema: {
        tags,
        summary: 'The queue of suggested matches',
        querystring: queueQuery,
        response: answers({ 200: queuePage }, ['invalid']),
      },
    },
    ({ actor, query }) => {
      const flagged = query.flagged === undefined ? undefined : query.flagged === 'true';
      const page = review.queue(actor, { ...query, flagged });
      return { ...page, items: present.summaries(actor, page.items) };
    },
  );

  app.get(
    '/matches/:id',
    {
      config: read,
      schema: {
        tags,
        summary: 'All that is needed to decide about a match',
        params: idParams,
        response: answers({ 200: match }, ['invalid', 'not_found']),
      },
    },
    async ({ actor, params }, reply) => {
      const found = await review.get(actor, params.id);
      tagVersion(reply, found.match);
      return present.whole(actor, found);
    },
  );

  app.patch(
    '/matches/:id',
    {
      config: write,
      schema: {
        tags,
        summary: 'Flag a match, or take the flag away',
        params: idParams,
        body: flagBody,
        response: answers({ 200: matchSummary }, [
          'invalid',
          'not_found',
          'precondition_failed',
          'precondition_required',
        ]),
      },
    },
    (request, reply) => {
      const { flagged, version } = request.body;
      const basedOn = readVersion(request, version);
      const item = atVersion(() => review.flag(request.actor, request.params.id, basedOn, flagged));
      tagVersion(reply, item.match);
      return present.summary(request.actor, item);
    },
  );

  app.post(
    '/matches/:id/decisions',
    {
      config: write,
      schema: {
        tags,
        summary: 'Decide about a match, or take the newest decision back; needs If-Match or version',
        params: idParams,
        body: decisionBody,
        response: answers({ 201: matchSummary }, [
          'invalid',
          'not_found',
          'conflict',
          'precondition_failed',
          'precondition_required',
        ]),
      },
    },
    (request, reply) => {
      const { version, ...judgement } = request.body;
      const basedOn = readVersion(request, version);
      const item = atVersion(() => review.decide(request.actor, request.params.id, basedOn, judgement));
      tagVersion(reply, item.match);
      reply.status(201);
      return present.summary(request.actor, item);
    },
  );

  app.post(
    '/matches/decisions',
    {
      config: write,
      schema: {
        tags,
        summary: 'One verdict for many matches; a dry run changes nothing',
        body: bulkBody,
        response: answers({ 200: bulkAnswer }, ['invalid']),
      },
    },
    ({ actor, body, locale }) => {
      const { matches, dryRun, ...judgement } = body;
      const { done, failed } = review.decideMany(actor, matches, judgement, dryRun);
      const told = failed.map(({ id, error }) => {
        const [issue] = error.issues;
        const message = translate(locale, issue?.text ?? error.text, { ...error.params, ...error.facts });
        return { id, code: error.code, message };
      });
      return { dryRun, done, failed: told };
    },
  );

  app.get(
    '/decisions',
    {
      config: read,
      schema: {
        tags,
        summary: 'One’s own newest decisions',
        response: answers({ 200: ownDecisions }, []),
      },
    },
    ({ actor }) => ({
      items: review.ownDecisions(actor).map(({ decision, item }) => ({
        ...present.decision(decision),
        match: present.summary(actor, item),
      })),
    }),
  );

  app.get(
    '/pairs',
    {
      config: { ...read, pace: 'expensive' },
      schema: {
        tags,
        summary: 'Why a pair is, or is not, suggested',
        querystring: pairQuery,
        response: answers({ 200: pair }, ['invalid', 'not_found']),
      },
    },
    async ({ actor, query }) =>
      present.pair(actor, await review.pair(actor, query.demandId, query.achievementId)),
  );
}
