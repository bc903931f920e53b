import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import type { z } from 'zod';
import type { Entry, EntryContent } from '../catalog/entry.ts';
import type { List } from '../catalog/entry-model.ts';
import type { CatalogService } from '../catalog/service.ts';
import { atVersion, readVersion } from '../http/versions.ts';
import type { MatchingService } from '../matching/service.ts';
import { errorResponse, idParams } from './contracts/common.ts';
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
  const errors = { '4xx': errorResponse, '5xx': errorResponse };

  function answer(request: FastifyRequest, reply: FastifyReply, found: Entry) {
    reply.header('etag', `"${found.version}"`);
    return presenter.full(request.actor, found);
  }

  app.get(
    `/${list}`,
    {
      schema: {
        tags,
        summary: 'List entries the reader may see',
        querystring: listQuery,
        response: { 200: entryPage, ...errors },
      },
    },
    ({ actor, query }) => {
      const page = catalog.list(actor, list, { ...query, mine: query.mine === 'true' });
      return { ...page, items: presenter.summaries(actor, page.items) };
    },
  );

  app.post(
    `/${list}`,
    { schema: { tags, summary: 'Create a draft', body: createBody, response: { 201: entry, ...errors } } },
    (request, reply) => {
      const { organisationId, ...content } = request.body;
      const created = catalog.create(request.actor, list, content as EntryContent, organisationId);
      reply.status(201).header('location', `/api/v1/${list}/${created.id}`);
      return answer(request, reply, created);
    },
  );

  app.get(
    `/${list}/:id`,
    { schema: { tags, summary: 'Read an entry', params: idParams, response: { 200: entry, ...errors } } },
    (request, reply) => answer(request, reply, catalog.get(request.actor, list, request.params.id)),
  );

  app.patch(
    `/${list}/:id`,
    {
      schema: {
        tags,
        summary: 'Change fields; needs If-Match or version',
        params: idParams,
        body: patchBody,
        response: { 200: entry, ...errors },
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
      schema: {
        tags,
        summary: 'Move an entry through its life cycle',
        params: idParams,
        body: transitionBody,
        response: { 200: entry, ...errors },
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
      schema: {
        tags,
        summary: 'Rank the other list for this entry, with evidence',
        params: idParams,
        querystring: matchesQuery,
        response: { 200: matches, ...errors },
      },
    },
    async (request) => {
      const { actor, params, query, locale } = request;
      const ranking = await matching.matches(actor, list, params.id, query.limit);
      return presentRanking(list, ranking, presenter, actor, locale);
    },
  );
}
