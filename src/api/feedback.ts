import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { answers } from '../http/access.ts';
import type { FeedbackService } from '../review/introductions/feedback.ts';
import { idParams } from './contracts/common.ts';
import { funnel, summaryQuery, weighed, yearSummary } from './contracts/introductions.ts';
import type { Presenter } from './present.ts';
import { createIntroductionPresenter } from './present-introductions.ts';

/** What became of suggestions: to the parties what concerns them, to operators the counts. */
export function registerFeedback(
  server: FastifyInstance,
  { feedback, presenter }: { feedback: FeedbackService; presenter: Presenter },
): void {
  const app = server.withTypeProvider<ZodTypeProvider>();
  const present = createIntroductionPresenter(presenter);

  app.get(
    '/achievements/:id/weighed',
    {
      config: { access: { who: 'signed-in', action: 'entry.matches', tokens: 'read' } },
      schema: {
        tags: ['achievements'],
        summary: 'The demands an achievement was weighed for, and what became of it; at most the newest 100',
        params: idParams,
        response: answers({ 200: weighed }, ['invalid', 'not_found']),
      },
    },
    async ({ actor, params }) => ({
      items: present.weighed(actor, await feedback.weighed(actor, params.id)),
    }),
  );

  app.get(
    '/organisations/:id/summary',
    {
      config: { access: { who: 'signed-in', action: 'organisation.view', tokens: 'never' } },
      schema: {
        tags: ['organisations'],
        summary: 'What became of an organisation’s entries in a year',
        params: idParams,
        querystring: summaryQuery,
        response: answers({ 200: yearSummary }, ['invalid', 'not_found']),
      },
    },
    ({ actor, params, query }) => feedback.summary(actor, params.id, query.year),
  );

  app.get(
    '/funnel',
    {
      config: { access: { who: 'signed-in', action: 'matches.review', tokens: 'read' } },
      schema: {
        tags: ['introductions'],
        summary:
          'How many matches were shown, accepted, introduced, of interest to both and agreed, by chain',
        response: answers({ 200: funnel }, []),
      },
    },
    ({ actor }) => feedback.funnel(actor),
  );
}
