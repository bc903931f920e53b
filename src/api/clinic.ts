import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { answers } from '../http/access.ts';
import type { Clinic } from '../review/clinic.ts';
import { clinic } from './contracts/clinic.ts';
import { idParams } from './contracts/common.ts';

/** 需求体检: advice on one demand. */
export function registerClinic(server: FastifyInstance, services: { clinic: Clinic }): void {
  server.withTypeProvider<ZodTypeProvider>().get(
    '/demands/:id/clinic',
    {
      config: {
        access: { who: 'signed-in', action: 'entry.matches', tokens: 'read' },
        pace: 'expensive',
      },
      schema: {
        tags: ['demands'],
        summary: 'How clear a demand is, and what keeps achievements away from it',
        params: idParams,
        response: answers({ 200: clinic }, ['invalid', 'not_found']),
      },
    },
    async ({ actor, params }) => {
      const { seen, clarity, obstacles, can } = await services.clinic.examine(actor, params.id);
      return {
        version: seen.entry.version,
        clarity,
        obstacles,
        can,
      };
    },
  );
}
