import type { Entry } from '../catalog/entry.ts';
import { subjectOf } from '../catalog/entry.ts';
import { asPair, type List, otherList } from '../catalog/entry-model.ts';
import { entryTexts } from '../catalog/entry-texts.ts';
import type { CatalogService } from '../catalog/service.ts';
import { findEntries } from '../catalog/store.ts';
import type { SeenEntry, Visibility } from '../catalog/visibility.ts';
import type { Db } from '../db/open.ts';
import type { Actor } from '../identity/model.ts';
import { can, requireSignIn } from '../identity/policy.ts';
import type { ComparedIndicator } from '../indicators/model.ts';
import { AppError } from '../kernel/errors.ts';
import type { Logger } from '../kernel/log.ts';
import { type EngineName, mayFind } from '../search/engine-port.ts';
import type { GuardedSearch } from '../search/guarded.ts';
import type { Embedder } from '../search/ports.ts';
import type { Corpus, Reader } from './corpus.ts';
import { explain, type Meaning, type Telling, type TextEvidence, textsToCompare } from './explain.ts';
import type { Indexer } from './indexer.ts';
import { createIndicatorComparison, shareMet } from './indicators.ts';
import { depthFor, scoreByModel } from './learned.ts';
import type { ScoreModel } from './learning/model.ts';
import { type FeatureVector, pairVectors } from './learning/vector.ts';
import { createMeanings } from './meaning.ts';
import type { Band } from './model.ts';
import { type NearMiss, nearMiss } from './near-miss.ts';
import { createRanking, type RankRequest } from './rank.ts';
import { bandOf, termWeight } from './score.ts';
import type { Vocabulary } from './vocabulary.ts';

/** Why a pair was proposed: places in both texts, and the demand's indicators one by one. */
export interface Evidence extends TextEvidence {
  indicators: ComparedIndicator[];
}

export interface Match {
  /** The entry of the other list. */
  seen: SeenEntry;
  /** 0–100, one decimal: the chance that an operator accepts the pair. */
  score: number;
  band: Band;
  /** True until the score was learned from decisions. */
  estimated: boolean;
  evidence: Evidence;
  computedBy: ComputedBy;
}

/** The sentence model and the weights that made a score. */
export interface ComputedBy {
  model: string;
  dtype: string;
  weights: string;
}

export interface Ranking {
  items: Match[];
  /** Who chose the entries that were scored; the embedded engine where all were. */
  engine: EngineName;
  /**
   * Why some pair was ranked by keywords alone: the model cannot be used, or vectors are still being computed. Or
   * `engine`: the search server could not be asked for candidates, so some may be missing.
   */
  degraded: 'model' | 'pending' | 'engine' | null;
}

export interface MatchingDeps {
  db: Db;
  catalog: CatalogService;
  visibility: Visibility;
  corpus: Corpus;
  indexer: Indexer;
  embedder: Embedder;
  engine: Pick<GuardedSearch, 'candidates'>;
  vocabulary: Vocabulary;
  /** What turns features into the shown score now: the default weights, or what was learned from decisions. */
  scoreModel(): ScoreModel;
  log: Logger;
}

export type MatchingService = ReturnType<typeof createMatchingService>;

/** Rankings: for one entry, the published entries of the other list in the order of their score. */
export function createMatchingService(deps: MatchingDeps) {
  const { db, catalog, visibility, corpus, indexer, embedder, engine, vocabulary, scoreModel, log } = deps;

  const compareIndicators = createIndicatorComparison();
  const meaningOf = createMeanings({ embedder, corpus });
  const rankAll = createRanking({ corpus, indexer, engine, vocabulary });

  function load(actor: Actor, list: List, id: string): Entry {
    requireSignIn(actor);
    const { entry } = catalog.get(actor, list, id);
    if (!can(actor, 'entry.matches', subjectOf(entry))) throw new AppError('forbidden', 'error.forbidden');
    return entry;
  }

  /** How telling a unit is, 0–1: the scorer's weight over that of a term nobody used before. */
  function telling(): Telling {
    const statistics = corpus.statistics();
    const heaviest = termWeight(-1, 'bigrams', statistics);
    return (unit) => {
      const term = vocabulary.find(unit);
      // A word stands in both channels with the same frequency; one Han character only in the first.
      const channel = unit.length === 1 ? 'characters' : 'bigrams';
      return term === undefined ? 1 : termWeight(term, channel, statistics) / heaviest;
    };
  }

  /** Indicator by indicator, whichever side is asked. */
  function compared(own: Entry, other: Entry): ComparedIndicator[] {
    const { demand, achievement } = asPair(own.list, own, other);
    return compareIndicators(demand, achievement);
  }

  function weigh(own: Entry, other: Entry, telling: Telling, meaning?: Meaning): Evidence {
    const { demand, achievement } = asPair(own.list, entryTexts(own), entryTexts(other));
    return { ...explain(demand, achievement, telling, meaning), indicators: compared(own, other) };
  }

  async function vectorsOf(
    entry: Entry,
    reader: Reader,
    otherIds: string[],
  ): Promise<Map<string, FeatureVector>> {
    const { list } = entry;
    const subject = indexer.subject(entry);
    if (subject === undefined) return new Map();
    await corpus.ready();
    const found = indexer
      .scoringEntries(otherList(list), otherIds)
      .filter(({ copy, owner, id }) => mayFind(reader, copy, owner, id));
    const entries = findEntries(db, otherIds);
    const copyOf = new Map(found.map(({ id, copy }) => [id, copy]));
    const { chain } = entry.content;
    const vectors = pairVectors(list, subject, found, corpus.statistics(), ({ id }) => {
      const other = entries.get(id);
      const theirs = other?.content.chain ?? null;
      const sameChain = chain === null || theirs === null ? null : chain === theirs;
      // What a masked copy leaves out, its reader's score must not tell.
      const isWhole = other !== undefined && copyOf.get(id) !== 'others';
      return { sameChain, indicators: isWhole ? shareMet(compared(entry, other)) : null };
    });
    return new Map(found.map(({ id }, at) => [id, vectors[at]!]));
  }

  /** An entry just posted is indexed before it is ranked, so its author need not wait for the job. */
  async function ensureIndexed(entry: Entry): Promise<void> {
    try {
      await indexer.indexNow(entry);
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      log.warn({ entry: entry.id, err: error }, 'ranked by keywords: the model gave no vectors');
    }
  }

  return {
    /**
     * For the entry's keepers and operators: its best matches with their evidence, among published entries this
     * actor may see. Waits until the entry itself is indexed.
     */
    async matches(actor: Actor, list: List, id: string, limit: number): Promise<Ranking> {
      const entry = load(actor, list, id);
      await ensureIndexed(entry);
      const reader = visibility.scopeOf(actor);
      const model = scoreModel();
      const ranked = await rankAll(entry, reader, { limit: depthFor(model, limit), mode: 'hybrid' });
      const { engine: chosenBy, degraded } = ranked;
      const scored = await scoreByModel(ranked.best, model, (ids) => vectorsOf(entry, reader, ids));
      const best = scored.slice(0, limit);
      const found = visibility.find(
        actor,
        best.map(({ id: other }) => other),
      );
      const tells = telling();
      const items = best.flatMap(({ id: otherId, score }): Match[] => {
        const seen = found.get(otherId);
        // The index may be a moment behind the list.
        if (seen?.entry.state !== 'published' || seen.view === 'stub') return [];
        return [
          {
            seen,
            score,
            band: bandOf(score),
            estimated: model.kind === 'default',
            evidence: weigh(entry, seen.entry, tells),
            computedBy: { model: embedder.model, dtype: embedder.dtype, weights: model.name },
          },
        ];
      });
      visibility.recordRead(
        actor,
        'matches',
        items.map(({ seen }) => seen),
      );
      const withoutVectors = embedder.status().problem === null ? 'pending' : 'model';
      return { items, engine: chosenBy, degraded: degraded === 'vectors' ? withoutVectors : degraded };
    },

    /** For the entry's keepers and operators: ids and raw scores only, by the whole score or one of its halves. */
    async rank(actor: Actor, list: List, id: string, request: RankRequest) {
      const entry = load(actor, list, id);
      const { best, engine: chosenBy, degraded } = await rankAll(entry, visibility.scopeOf(actor), request);
      return { items: best, engine: chosenBy, degraded: degraded !== null };
    },

    /**
     * For the entry's keepers and operators: what a learned score is made of, for its pairs with these entries of the
     * other list; those this actor may not find, or that are not indexed, are left out.
     */
    async vectors(
      actor: Actor,
      list: List,
      id: string,
      otherIds: string[],
    ): Promise<Map<string, FeatureVector>> {
      return vectorsOf(load(actor, list, id), visibility.scopeOf(actor), otherIds);
    },

    /**
     * For the entry's keepers and operators: why it and an entry of the other list would fit, as they may read both; by
     * words alone while the model cannot be used.
     */
    async evidence(actor: Actor, list: List, id: string, other: Entry): Promise<Evidence> {
      const entry = load(actor, list, id);
      const { demand, achievement } = asPair(list, entryTexts(entry), entryTexts(other));
      const meaning = await meaningOf(textsToCompare(demand), textsToCompare(achievement));
      return weigh(entry, other, telling(), meaning);
    },

    /** For whoever may read both entries as they are given: the demand's indicators, one by one. */
    compared,

    /**
     * For operators: the smallest change that would lift a pair into the next band, as its score was made of these
     * features; null where none would, or where an entry is not indexed.
     */
    nearMiss(demand: Entry, achievement: Entry, features: FeatureVector): NearMiss | null {
      const [scoring, other] = [indexer.subject(demand), indexer.subject(achievement)];
      if (scoring === undefined || other === undefined) return null;
      return nearMiss({
        demand: { scoring, texts: entryTexts(demand) },
        achievement: other,
        features,
        statistics: corpus.statistics(),
        model: scoreModel(),
        number: vocabulary.number,
      });
    },

    /** What every score of this moment depends on beside the pair itself, for the record. */
    yardstick() {
      const { demands, achievements, floor, ceiling } = corpus.statistics();
      const { model, dtype } = embedder;
      const statistics = { demands: demands.entries, achievements: achievements.entries, floor, ceiling };
      return { statistics, model, dtype, scoreModel: scoreModel() };
    },
  };
}
