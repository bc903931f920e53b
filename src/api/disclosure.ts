import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import type { z } from 'zod';
import { type List, lists } from '../catalog/entry-model.ts';
import type { PledgeService } from '../catalog/pledges.ts';
import type { CatalogService } from '../catalog/service.ts';
import { answers } from '../http/access.ts';
import { idParams } from './contracts/common.ts';
import { pledge, pledgeBody, previewOf } from './contracts/disclosure.ts';
import { achievement, demand } from './contracts/entries.ts';
import type { Presenter } from './present.ts';

export interface DisclosureRouteDeps {
  catalog: CatalogService;
  pledges: PledgeService;
  presenter: Presenter;
}

const entryOf: Record<List, z.ZodType> = { demands: demand, achievements: achievement };

/** What others read of an entry, and the promise that opens a 定向 one. */
export function registerDisclosure(server: FastifyInstance, deps: DisclosureRouteDeps): void {
  const { catalog, pledges, presenter } = deps;
  const app = server.withTypeProvider<ZodTypeProvider>();
  const tags = ['disclosure'];

  app.get(
    '/pledge',
    {
      config: { access: { who: 'anyone', action: null, tokens: 'read' } },
      schema: {
        tags,
        summary: 'The confidentiality pledge in force',
        response: answers({ 200: pledge }, []),
      },
    },
    () => pledges.current(),
  );

  for (const list of lists) {
    app.get(
      `/${list}/:id/preview`,
      {
        config: { access: { who: 'signed-in', action: 'entry.matches', tokens: 'read' } },
        schema: {
          tags,
          summary: 'The entry as others will read it',
          params: idParams,
          response: answers({ 200: previewOf(entryOf[list]) }, ['invalid', 'not_found']),
        },
      },
      ({ actor, params }) => {
        const seen = catalog.preview(actor, list, params.id);
        return {
          entry: seen === undefined ? null : presenter.full({ kind: 'anonymous', address: null }, seen),
        };
      },
    );

    app.post(
      `/${list}/:id/pledges`,
      {
        config: { access: { who: 'signed-in', action: 'entry.pledge', tokens: 'never' } },
        schema: {
          tags,
          summary: 'Promise confidentiality and read a 定向 entry',
          params: idParams,
          body: pledgeBody,
          response: answers({ 201: entryOf[list] }, ['invalid', 'not_found', 'conflict']),
        },
      },
      ({ actor, params, body }, reply) => {
        const seen = pledges.promise(actor, list, params.id, body);
        reply.status(201);
        return presenter.full(actor, seen);
      },
    );
  }
}
