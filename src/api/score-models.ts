import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { answers } from '../http/access.ts';
import { atVersion, readVersion, tagVersion } from '../http/versions.ts';
import { toIso } from '../kernel/clock.ts';
import { featureNames } from '../matching/learning/feature-names.ts';
import { type ScoreModel, weightsByName } from '../matching/learning/model.ts';
import type { LessonItem, ModelInUse, ModelPage, ScoreModelsService } from '../review/lessons/service.ts';
import {
  activationBody,
  activeScoreModel,
  learningAnswer,
  scoreModelDetail,
  scoreModelParams,
  scoreModelsPage,
  scoreModelsQuery,
} from './contracts/score-models.ts';

export interface ScoreModelRouteDeps {
  scoreModels: ScoreModelsService;
}

/** 评分模型: what the ranking learned from decisions, and which of it is in use. */
export function registerScoreModels(server: FastifyInstance, { scoreModels }: ScoreModelRouteDeps): void {
  const app = server.withTypeProvider<ZodTypeProvider>();
  const tags = ['score-models'];
  const read = { access: { who: 'signed-in', action: 'scores.read', tokens: 'read' } } as const;
  const manage = { access: { who: 'signed-in', action: 'scores.manage', tokens: 'never' } } as const;

  app.get(
    '/score-models',
    {
      config: read,
      schema: {
        tags,
        summary: 'The model in use, and what was learned, newest first',
        querystring: scoreModelsQuery,
        response: answers({ 200: scoreModelsPage }, ['invalid']),
      },
    },
    async ({ actor, query }, reply) => {
      const { active, labels, lessons, ...rest } = await scoreModels.overview(actor, query);
      tagVersion(reply, active);
      return {
        ...lessons,
        ...rest,
        items: lessons.items.map(presentItem),
        active: presentInUse(active),
        decisions: labels,
      };
    },
  );

  app.get(
    '/score-models/:name',
    {
      config: read,
      schema: {
        tags,
        summary: 'One model: weights, reliability, figures by chain',
        params: scoreModelParams,
        response: answers({ 200: scoreModelDetail }, ['invalid', 'not_found']),
      },
    },
    ({ actor, params }, reply) => {
      const page = scoreModels.get(actor, params.name);
      tagVersion(reply, page);
      return presentPage(page);
    },
  );

  app.post(
    '/score-models',
    {
      config: manage,
      schema: {
        tags,
        summary: 'Learn from all decisions now',
        response: answers({ 202: learningAnswer }, []),
      },
    },
    ({ actor }, reply) => {
      scoreModels.learnNow(actor);
      reply.status(202);
      return { learning: true as const };
    },
  );

  app.post(
    '/score-models/activations',
    {
      config: manage,
      schema: {
        tags,
        summary: 'Put a learned model, or the default, in use; needs If-Match or version',
        body: activationBody,
        response: answers({ 201: activeScoreModel }, [
          'invalid',
          'not_found',
          'conflict',
          'precondition_failed',
          'precondition_required',
        ]),
      },
    },
    (request, reply) => {
      const { name, version } = request.body;
      const basedOn = readVersion(request, version);
      const active = atVersion(() => scoreModels.activate(request.actor, name, basedOn));
      tagVersion(reply, active);
      reply.status(201);
      return presentInUse(active);
    },
  );
}

function presentInUse({ since, ...rest }: ModelInUse) {
  return { ...rest, since: since === null ? null : toIso(since) };
}

function presentItem({ name, createdAt, isActive, lesson, can }: LessonItem) {
  const { refusals, labels, heldOut } = lesson;
  const figure = (of: 'logLoss' | 'ndcg10') =>
    heldOut && { before: heldOut.default[of], after: heldOut.candidate[of] };
  return {
    ...{ name, at: toIso(createdAt), active: isActive, refusals, labels, can },
    logLoss: figure('logLoss'),
    ndcg10: figure('ndcg10'),
  };
}

function presentModel(model: ScoreModel) {
  const weights = weightsByName(model);
  return {
    ...{ kind: model.kind, intercept: model.intercept, curve: model.curve !== null },
    weights: featureNames.map((feature) => ({ feature, weight: weights[feature] })),
  };
}

function presentPage({ name, isActive, model, item, activations }: ModelPage) {
  return {
    ...{ name, active: isActive },
    model: model && presentModel(model),
    lesson: item && {
      ...presentItem(item),
      heldOut: item.lesson.heldOut,
      frozen: item.lesson.frozen,
      madeWith: item.lesson.madeWith,
    },
    activations: activations.map(({ at, by, accountId }) => ({
      at: toIso(at),
      by,
      automatic: accountId === null,
    })),
  };
}
