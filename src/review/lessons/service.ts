import { append } from '../../audit/log.ts';
import type { Db } from '../../db/open.ts';
import { transact } from '../../db/tx.ts';
import { type Actor, signatureOf } from '../../identity/model.ts';
import { admit, can } from '../../identity/policy.ts';
import { withNames } from '../../identity/store.ts';
import { countDue, enqueue } from '../../jobs/outbox.ts';
import type { Clock } from '../../kernel/clock.ts';
import { AppError, invalid, notFound, staleVersion } from '../../kernel/errors.ts';
import { decodeCursor, type Page } from '../../kernel/paging.ts';
import { defaultModel, type ScoreModel } from '../../matching/learning/model.ts';
import { LEAST_LABELS } from '../../matching/learning/recipes.ts';
import { DEFAULT_WEIGHTS } from '../../matching/model.ts';
import type { createActivate } from './activate.ts';
import type { ActiveModel } from './active.ts';
import { REQUEST, SCORES_LEARN } from './learn-job.ts';
import { type Activation, isHeld, isSame, type LessonRow } from './model.ts';
import type { createLabelReader, LabelCounts } from './read-labels.ts';
import { findLesson, findNewestActivation, listActivations, listLessons } from './store.ts';
import type { MadeWith } from './stored-lesson.ts';

export interface ScoreModelsDeps {
  db: Db;
  clock: Clock;
  now: MadeWith;
  active: ActiveModel;
  labels: ReturnType<typeof createLabelReader>;
  activate: ReturnType<typeof createActivate>;
  kick(): void;
}

/** The model in use. */
export interface ModelInUse {
  name: string;
  kind: ScoreModel['kind'];
  /** Since when, in milliseconds; null for a default that nobody ever left. */
  since: number | null;
  /** Whoever put it in use; null for the service itself and for deleted accounts. */
  by: string | null;
  automatic: boolean;
  /** Somebody went back to the default: nothing learned is put in use until somebody does that. */
  held: boolean;
  /** What was put in use, but cannot be used with the present sentence model; null = nothing. */
  resting: string | null;
  /** Counts activations, to be given with the next one. */
  version: number;
}

export interface LessonItem extends LessonRow {
  isActive: boolean;
  can: 'activate'[];
}

/** All about one model; `lesson` is null for the default, which nobody learned. */
export interface ModelPage {
  name: string;
  /** Null where it was refused. */
  model: ScoreModel | null;
  item: LessonItem | null;
  isActive: boolean;
  activations: (Activation & { by: string | null })[];
  version: number;
}

export type ScoreModelsService = ReturnType<typeof createScoreModelsService>;

/** 评分模型: what was learned from decisions, and which of it is in use. */
export function createScoreModelsService(deps: ScoreModelsDeps) {
  const { db, clock, now, active, labels, activate, kick } = deps;

  const versionOf = (newest: Activation | undefined) => (newest?.number ?? 0) + 1;

  function inUse(): ModelInUse {
    const newest = findNewestActivation(db);
    const { name, kind } = active.current();
    const chosen = newest?.modelName ?? null;
    const [named] = newest === undefined ? [] : withNames(db, [newest]);
    return {
      ...{ name, kind, since: newest?.at ?? null, by: named?.by ?? null },
      automatic: newest !== undefined && newest.accountId === null,
      held: isHeld(newest),
      resting: chosen !== null && chosen !== name ? chosen : null,
      version: versionOf(newest),
    };
  }

  function toItem(actor: Actor, row: LessonRow): LessonItem {
    const isActive = active.current().name === row.name;
    const may = refusalOf(row) === null && !isActive && can(actor, 'scores.manage', null);
    return { ...row, isActive, can: may ? ['activate'] : [] };
  }

  /** Why a kept lesson may not be put in use; null where it may. */
  function refusalOf({ model, lesson }: LessonRow): AppError | null {
    if (model === null) return new AppError('conflict', 'error.scoreModelRefused');
    if (!isSame(lesson.madeWith, now)) return new AppError('conflict', 'error.scoreModelOtherModel');
    return null;
  }

  function check(name: string): void {
    const row = findLesson(db, name);
    if (row === undefined) throw notFound();
    const refusal = refusalOf(row);
    if (refusal !== null) throw refusal;
  }

  return {
    /**
     * For operators, administrators and auditors: the model in use, how many labels there are of how many it takes,
     * whether learning is under way, and the lessons, newest first. Throws `invalid` for a foreign cursor.
     */
    async overview(
      actor: Actor,
      { limit, cursor }: { limit: number; cursor?: string | undefined },
    ): Promise<{
      active: ModelInUse;
      labels: LabelCounts & { needed: number };
      learning: boolean;
      lessons: Page<LessonItem>;
      can: ('learn' | 'restore')[];
    }> {
      admit(actor, 'scores.read');
      const place = cursor === undefined ? null : decodeCursor(cursor).key;
      if (typeof place === 'string') throw invalid([{ field: 'cursor', text: 'field.cursor' }]);
      const page = listLessons(db, limit, place);
      const counts = await labels.count();
      const isDefault = (findNewestActivation(db)?.modelName ?? null) === null;
      const may = can(actor, 'scores.manage', null);
      return {
        active: inUse(),
        labels: { ...counts, needed: LEAST_LABELS },
        learning: countDue(db, SCORES_LEARN) > 0,
        lessons: { ...page, items: page.items.map((row) => toItem(actor, row)) },
        can: [...(may ? (['learn'] as const) : []), ...(may && !isDefault ? (['restore'] as const) : [])],
      };
    },

    /** For the same people: one lesson, or the default by its name. Throws `not_found`. */
    get(actor: Actor, name: string): ModelPage {
      admit(actor, 'scores.read');
      const version = versionOf(findNewestActivation(db));
      const isActive = active.current().name === name;
      if (name === DEFAULT_WEIGHTS) {
        return { name, model: defaultModel, item: null, isActive, activations: [], version };
      }
      const row = findLesson(db, name);
      if (row === undefined) throw notFound();
      const item = toItem(actor, row);
      return {
        ...{ name, model: row.model, item, isActive, version },
        activations: withNames(db, listActivations(db, name)),
      };
    },

    /** For administrators: asks for a lesson now; the job does it, and keeps it also with few or old labels. */
    learnNow(actor: Actor): void {
      admit(actor, 'scores.manage');
      const at = clock.now();
      transact(db, (tx) => {
        append(tx, { at, ...signatureOf(actor), action: 'scores.learn', subjectId: null, facts: {} });
        enqueue(tx, SCORES_LEARN, REQUEST, at);
      });
      kick();
    },

    /**
     * For administrators: puts an accepted lesson's model in use, or the default (null). `basedOn` is the version that
     * was looked at. Throws `conflict` with `currentVersion` when somebody else was first, `not_found` for an unknown
     * name, `conflict` for one that was refused, that another sentence model made, or that is in use already.
     */
    activate(actor: Actor, name: string | null, basedOn: number): ModelInUse {
      admit(actor, 'scores.manage');
      transact(db, (tx) => {
        const newest = findNewestActivation(tx.sql);
        if (versionOf(newest) !== basedOn) throw staleVersion({ version: versionOf(newest) });
        if (name !== null) check(name);
        if ((newest?.modelName ?? null) === name) throw new AppError('conflict', 'error.scoreModelActive');
        activate(tx, actor, name);
      });
      kick();
      return inUse();
    },
  };
}
