import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { answers } from '../http/access.ts';
import { paceOf, type Rebuild } from '../indexing/model.ts';
import type { IndexingService, IndexStatus, ServerStatus } from '../indexing/service.ts';
import { type Clock, toIso } from '../kernel/clock.ts';
import { type Locale, translate } from '../kernel/texts/index.ts';
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

  app.get(
    '/index/status',
    {
      config: { access: { who: 'signed-in', action: 'index.view', tokens: 'read' } },
      schema: {
        tags,
        summary: 'Engine, model, lag, waiting and failed work',
        response: answers({ 200: indexStatus }, []),
      },
    },
    async ({ actor, locale }) => present(await indexing.status(actor), clock.now(), locale),
  );

  app.post(
    '/index/retries',
    {
      config: { access: { who: 'signed-in', action: 'index.manage', tokens: 'write' } },
      schema: {
        tags,
        summary: 'Give parked jobs a fresh start',
        body: retryBody,
        response: answers({ 200: retryAnswer }, ['invalid', 'not_found']),
      },
    },
    ({ actor, body }) => ({ retried: indexing.retry(actor, body.job) }),
  );

  app.post(
    '/index/reconciliations',
    {
      config: { access: { who: 'signed-in', action: 'index.manage', tokens: 'write' } },
      schema: {
        tags,
        summary: 'Compare the search server with the database now, and repair',
        response: answers({ 200: reconciliationAnswer }, ['conflict']),
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
      config: { access: { who: 'signed-in', action: 'index.manage', tokens: 'write' } },
      schema: {
        tags,
        summary: 'Fill new indexes while the old ones answer',
        response: answers({ 202: rebuildAnswer }, ['conflict']),
      },
    },
    async ({ actor }, reply) => {
      reply.status(202);
      return presentRebuild(indexing.startRebuild(actor), clock.now());
    },
  );

  app.delete(
    '/index/rebuild',
    {
      config: { access: { who: 'signed-in', action: 'index.manage', tokens: 'write' } },
      schema: {
        tags,
        summary: 'Give up a running rebuild',
        response: answers({ 204: z.null() }, ['conflict']),
      },
    },
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
