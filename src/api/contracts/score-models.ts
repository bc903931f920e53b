import { z } from 'zod';
import { featureNames } from '../../matching/learning/feature-names.ts';
import { storedLesson } from '../../review/lessons/stored-lesson.ts';
import { pageOf, pageQuery } from './common.ts';

export const scoreModelsQuery = z.strictObject(pageQuery);
export const scoreModelParams = z.strictObject({ name: z.string().min(1).max(64) });

const kind = z.enum(['default', 'scaled', 'weighted']);

/** The model in use. */
export const activeScoreModel = z.object({
  /** `default-1`, or a lesson's. */
  name: z.string(),
  /** `scaled`: the default's order, scores learned; `weighted`: an order of its own. */
  kind,
  /** null: nothing else was ever in use. */
  since: z.iso.datetime().nullable(),
  /** Who put it in use; null for the service itself and for deleted accounts. */
  by: z.string().nullable(),
  automatic: z.boolean(),
  /** Somebody went back to the default: nothing learned is put in use until somebody does that. */
  held: z.boolean(),
  /** Was put in use, but was learned with another sentence model and therefore rests; null: none. */
  resting: z.string().nullable(),
  /** For the If-Match of the next activation. */
  version: z.int(),
});

const beforeAndAfter = z.object({ before: z.number(), after: z.number() });
const { labels, refusals, heldOut, frozen, madeWith } = storedLesson.shape;

/** One night's learning in a line: figures of demands that were held out. */
const lessonSummary = z.object({
  name: z.string(),
  at: z.iso.datetime(),
  /** Whether it is in use now. */
  active: z.boolean(),
  /** Why it may not be used; empty where it may. */
  refusals,
  labels,
  logLoss: beforeAndAfter.nullable(),
  ndcg10: beforeAndAfter.nullable(),
  can: z.array(z.enum(['activate'])),
});
export type LessonSummary = z.infer<typeof lessonSummary>;

/** `GET /score-models`: the model in use and the lessons, newest first. */
export const scoreModelsPage = pageOf(lessonSummary).extend({
  active: activeScoreModel,
  /** Decisions that may be learned from at this moment, and how many it takes. */
  decisions: z.object({ all: z.int(), accepted: z.int(), needed: z.int() }),
  /** Whether a lesson has been asked for and is not there yet. */
  learning: z.boolean(),
  /** What this reader may do now: `learn`, `restore` the default. */
  can: z.array(z.enum(['learn', 'restore'])),
});
export type ScoreModelsPage = z.infer<typeof scoreModelsPage>;

/** `GET /score-models/{name}`: a lesson, or the default. */
export const scoreModelDetail = z.object({
  name: z.string(),
  active: z.boolean(),
  /** null where it was refused. Weights in logits for one unit of the feature, slope included. */
  model: z
    .object({
      kind,
      intercept: z.number(),
      weights: z.array(z.object({ feature: z.enum(featureNames), weight: z.number() })),
      /** Whether a curve was laid over the logistic. */
      curve: z.boolean(),
    })
    .nullable(),
  /** null for the default, which nobody learned. */
  lesson: lessonSummary.extend({ heldOut, frozen, madeWith }).nullable(),
  /** When it was put in use, newest first. */
  activations: z.array(z.object({ at: z.iso.datetime(), by: z.string().nullable(), automatic: z.boolean() })),
});
export type ScoreModelDetail = z.infer<typeof scoreModelDetail>;

/** `POST /score-models`: a lesson was asked for. */
export const learningAnswer = z.object({ learning: z.literal(true) });

/** `POST /score-models/activations`: null goes back to the default. Needs If-Match or `version`. */
export const activationBody = z.strictObject({
  name: z.string().min(1).max(64).nullable(),
  version: z.int().min(1).optional(),
});
