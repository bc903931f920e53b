import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { translate } from '../kernel/texts/index.ts';
import type { IndexStatusService } from '../matching/status.ts';
import { errorResponse } from './contracts/common.ts';
import { indexStatus } from './contracts/index-status.ts';

/** How far the indexes are behind, for operators. */
export function registerIndexStatus(
  server: FastifyInstance,
  { status }: { status: IndexStatusService },
): void {
  server.withTypeProvider<ZodTypeProvider>().get(
    '/index/status',
    {
      schema: {
        tags: ['index'],
        summary: 'Pending and failed work, engine, model, counts',
        response: { 200: indexStatus, '4xx': errorResponse, '5xx': errorResponse },
      },
    },
    async ({ actor, locale }) => {
      const { model, ...rest } = await status.read(actor);
      const { problem, ...known } = model;
      const message = problem === null ? '' : translate(locale, problem.text, problem.params);
      return { ...rest, model: { ...known, message } };
    },
  );
}
