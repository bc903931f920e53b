import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import type { z } from 'zod';
import type { EntryContent } from '../catalog/entry.ts';
import type { List } from '../catalog/entry-model.ts';
import type { CatalogService } from '../catalog/service.ts';
import type { SeenEntry } from '../catalog/visibility.ts';
import { answers } from '../http/access.ts';
import { atVersion, readVersion, tagVersion } from '../http/versions.ts';
import type { MatchingService } from '../matching/service.ts';
import { idParams } from './contracts/common.ts';
import { entryPage, listQuery, transitionBody } from './contracts/entries.ts';
import { matchesQuery } from './contracts/matches.ts';
import type { Presenter } from './present.ts';
import { presentRanking } from './present-ranking.ts';

export interface EntryRouteDeps {
  catalog: CatalogService;
  matching: MatchingService;
  presenter: Presenter;
}

/** The values in which the two lists differ. */
export interface EntryContracts {
  list: List;
  entry: z.ZodType;
  createBody: z.ZodType<EntryContent & { organisationId?: string | undefined }>;
  patchBody: z.ZodType<{ version?: number | undefined }>;
  matches: z.ZodType;
}

/** The routes of one list; both lists have the same ones. */
export function registerEntryRoutes(
  server: FastifyInstance,
  deps: EntryRouteDeps,
  contracts: EntryContracts,
): void {
  const { catalog, matching, presenter } = deps;
  const { list, entry, createBody, patchBody, matches } = contracts;
  const app = server.withTypeProvider<ZodTypeProvider>();
  const tags = [list];

  function answer(request: FastifyRequest, reply: FastifyReply, found: SeenEntry) {
    tagVersion(reply, found.entry);
    return presenter.full(request.actor, found);
  }

  app.get(
    `/${list}`,
    {
      config: { access: { who: 'anyone', action: 'entry.view', tokens: 'read' } },
      schema: {
        tags,
        summary: 'List entries the reader may see',
        querystring: listQuery,
        response: answers({ 200: entryPage }, ['invalid']),
      },
    },
    ({ actor, query }) => {
      const page = catalog.list(actor, list, { ...query, mine: query.mine === 'true' });
      return { ...page, items: presenter.summaries(actor, page.items) };
    },
  );

  app.post(
    `/${list}`,
    {
      config: { access: { who: 'signed-in', action: 'entry.create', tokens: 'write' } },
      schema: {
        tags,
        summary: 'Create a draft',
        body: createBody,
        response: answers({ 201: entry }, ['invalid']),
      },
    },
    (request, reply) => {
      const { organisationId, ...content } = request.body;
      const created = catalog.create(request.actor, list, content as EntryContent, organisationId);
      reply.status(201).header('location', `/api/v1/${list}/${created.entry.id}`);
      return answer(request, reply, created);
    },
  );

  app.get(
    `/${list}/:id`,
    {
      config: { access: { who: 'anyone', action: 'entry.view', tokens: 'read' } },
      schema: {
        tags,
        summary: 'Read an entry',
        params: idParams,
        response: answers({ 200: entry }, ['invalid', 'not_found']),
      },
    },
    (request, reply) => answer(request, reply, catalog.get(request.actor, list, request.params.id)),
  );

  app.patch(
    `/${list}/:id`,
    {
      config: { access: { who: 'signed-in', action: 'entry.edit', tokens: 'write' } },
      schema: {
        tags,
        summary: 'Change fields; needs If-Match or version',
        params: idParams,
        body: patchBody,
        response: answers({ 200: entry }, [
          'invalid',
          'not_found',
          'conflict',
          'precondition_failed',
          'precondition_required',
        ]),
      },
    },
    (request, reply) => {
      const { version, ...patch } = request.body;
      const basedOn = readVersion(request, version);
      const { actor, params } = request;
      return answer(
        request,
        reply,
        atVersion(() => catalog.edit(actor, list, params.id, basedOn, patch as Partial<EntryContent>)),
      );
    },
  );

  app.post(
    `/${list}/:id/transitions`,
    {
      config: { access: { who: 'signed-in', action: ['entry.keep', 'entry.review'], tokens: 'write' } },
      schema: {
        tags,
        summary: 'Move an entry through its life cycle',
        params: idParams,
        body: transitionBody,
        response: answers({ 200: entry }, ['invalid', 'not_found', 'conflict', 'precondition_failed']),
      },
    },
    (request, reply) => {
      const { actor, params, body } = request;
      return answer(
        request,
        reply,
        atVersion(() => catalog.move(actor, list, params.id, body)),
      );
    },
  );

  app.get(
    `/${list}/:id/matches`,
    {
      config: {
        access: { who: 'signed-in', action: 'entry.matches', tokens: 'read' },
        pace: 'expensive',
      },
      schema: {
        tags,
        summary: 'Rank the other list for this entry, with evidence',
        params: idParams,
        querystring: matchesQuery,
        response: answers({ 200: matches }, ['invalid', 'not_found', 'conflict']),
      },
    },
    async (request) => {
      const { actor, params, query, locale } = request;
      const ranking = await matching.matches(actor, list, params.id, query.limit);
      return presentRanking(list, ranking, presenter, actor, locale);
    },
  );
}
