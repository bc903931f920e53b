import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { paceOf, type Rebuild } from '../indexing/model.ts';
import type { IndexingService, IndexStatus, ServerStatus } from '../indexing/service.ts';
import { type Clock, toIso } from '../kernel/clock.ts';
import { type Locale, translate } from '../kernel/texts/index.ts';
import { errorResponse } from './contracts/common.ts';
import {
  indexStatus,
  rebuildAnswer,
  reconciliationAnswer,
  retryAnswer,
  retryBody,
} from './contracts/index-status.ts';

export interface IndexRouteDeps {
  indexing: IndexingService;
  clock: Clock;
}

/** How far the indexes are behind, and what operators can do about it. */
export function registerIndexStatus(server: FastifyInstance, { indexing, clock }: IndexRouteDeps): void {
  const app = server.withTypeProvider<ZodTypeProvider>();
  const tags = ['index'];
  const errors = { '4xx': errorResponse, '5xx': errorResponse };

  app.get(
    '/index/status',
    {
      schema: {
        tags,
        summary: 'Engine, model, lag, waiting and failed work',
        response: { 200: indexStatus, ...errors },
      },
    },
    async ({ actor, locale }) => present(await indexing.status(actor), clock.now(), locale),
  );

  app.post(
    '/index/retries',
    {
      schema: {
        tags,
        summary: 'Give parked jobs a fresh start',
        body: retryBody,
        response: { 200: retryAnswer, ...errors },
      },
    },
    ({ actor, body }) => ({ retried: indexing.retry(actor, body.job) }),
  );

  app.post(
    '/index/reconciliations',
    {
      schema: {
        tags,
        summary: 'Compare the search server with the database now, and repair',
        response: { 200: reconciliationAnswer, ...errors },
      },
    },
    async ({ actor }) => {
      const report = await indexing.reconcile(actor);
      return { ...report, at: toIso(report.at) };
    },
  );

  app.post(
    '/index/rebuild',
    {
      schema: {
        tags,
        summary: 'Fill new indexes while the old ones answer',
        response: { 202: rebuildAnswer, ...errors },
      },
    },
    async ({ actor }, reply) => {
      reply.status(202);
      return presentRebuild(indexing.startRebuild(actor), clock.now());
    },
  );

  app.delete(
    '/index/rebuild',
    { schema: { tags, summary: 'Give up a running rebuild', response: { 204: z.null(), ...errors } } },
    async ({ actor }, reply) => {
      indexing.cancelRebuild(actor);
      return reply.status(204).send(null);
    },
  );
}

const secondsSince = (since: number | null, now: number) =>
  since === null ? null : Math.max(Math.round((now - since) / 1000), 0);

function present(status: IndexStatus, now: number, locale: Locale) {
  const { model, server, parked, waitingSince, ...rest } = status;
  const { problem, ...known } = model;
  return {
    ...rest,
    oldestSeconds: secondsSince(waitingSince, now),
    model: { ...known, message: problem === null ? '' : translate(locale, problem.text, problem.params) },
    server: server && presentServer(server, now),
    parked: parked.map((job) => ({ ...job, since: toIso(job.since) })),
  };
}

function presentServer({ waitingSince, reconciliation, rebuild, ...rest }: ServerStatus, now: number) {
  return {
    ...rest,
    lagSeconds: secondsSince(waitingSince, now),
    reconciliation: reconciliation && { ...reconciliation, at: toIso(reconciliation.at) },
    rebuild: rebuild && presentRebuild(rebuild, now),
  };
}

function presentRebuild(rebuild: Rebuild, now: number) {
  const { state, done, total, startedAt, finishedAt, message } = rebuild;
  return {
    ...{ state, done, total, message },
    startedAt: toIso(startedAt),
    finishedAt: finishedAt === null ? null : toIso(finishedAt),
    ...paceOf(rebuild, now),
  };
}
