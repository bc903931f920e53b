import type { Entry } from '../catalog/entry.ts';
import { subjectOf } from '../catalog/entry.ts';
import type { List } from '../catalog/entry-model.ts';
import { entryTexts } from '../catalog/entry-texts.ts';
import type { CatalogService } from '../catalog/service.ts';
import { findEntries } from '../catalog/store.ts';
import type { Db } from '../db/open.ts';
import type { Actor } from '../identity/model.ts';
import { can, readScope, requireSignIn } from '../identity/policy.ts';
import { AppError } from '../kernel/errors.ts';
import type { Logger } from '../kernel/log.ts';
import type { Embedder, SearchEngine } from '../search/ports.ts';
import type { Corpus, Reader } from './corpus.ts';
import { type Evidence, explain, type Telling } from './explain.ts';
import type { Indexer } from './indexer.ts';
import { type Band, DEFAULT_WEIGHTS, type Mode } from './model.ts';
import { bandOf, combine, shownScore, termWeight } from './score.ts';
import { type Ranked, takeBest } from './take-best.ts';
import type { Vocabulary } from './vocabulary.ts';

export interface Match {
  /** The entry of the other list. */
  entry: Entry;
  /** 0–100, one decimal: the chance that an operator accepts the pair. */
  score: number;
  band: Band;
  /** True until the score was learned from decisions. */
  estimated: boolean;
  evidence: Evidence;
  computedBy: { model: string; dtype: string; weights: string };
}

export interface Ranking {
  items: Match[];
  engine: 'embedded' | 'meilisearch';
  /** Why some pair was ranked by keywords alone: the model cannot be used, or vectors are still being computed. */
  degraded: 'model' | 'pending' | null;
}

export interface MatchingDeps {
  db: Db;
  catalog: CatalogService;
  corpus: Corpus;
  indexer: Indexer;
  embedder: Embedder;
  engine: SearchEngine;
  vocabulary: Vocabulary;
  log: Logger;
}

interface RankRequest {
  limit: number;
  mode: Mode;
  /** Rank only these entries of the other list, e.g. the labelled ones of an evaluation. */
  among?: ReadonlySet<string>;
}

export type MatchingService = ReturnType<typeof createMatchingService>;

/** Rankings: for one entry, the published entries of the other list in the order of their score. */
export function createMatchingService(deps: MatchingDeps) {
  const { db, catalog, corpus, indexer, embedder, engine, vocabulary, log } = deps;

  /** Every entry this reader may see is scored; nothing is fetched as a candidate first. */
  function rankAll(entry: Entry, reader: Reader, { limit, mode, among }: RankRequest) {
    const subject = indexer.scoringEntry({ id: entry.id, ...subjectOf(entry) });
    if (subject === undefined) return { best: [] as Ranked[], degraded: true };
    const statistics = corpus.statistics();
    const scored = corpus.scoreAll(entry.list, subject, reader);
    let degraded = subject.vectors.length === 0;
    const best = takeBest(limit, (offer) => {
      for (let slot = 0; slot < scored.slots; slot += 1) {
        const id = scored.idAt(slot);
        if (id === null || (among !== undefined && !among.has(id))) continue;
        const features = scored.featuresAt(slot);
        degraded ||= features.cosine === null;
        offer(id, combine(features, statistics, mode));
      }
    });
    return { best, degraded };
  }

  function load(actor: Actor, list: List, id: string): Entry {
    requireSignIn(actor);
    const entry = catalog.get(actor, list, id);
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
      const { best, degraded } = rankAll(entry, readScope(actor), { limit, mode: 'hybrid' });
      const found = findEntries(
        db,
        best.map((ranked) => ranked.id),
      );
      const weigh = telling();
      const own = entryTexts(entry);
      const items = best.flatMap((ranked): Match[] => {
        const other = found.get(ranked.id);
        // The index may be a moment behind the list.
        if (other?.state !== 'published' || !can(actor, 'entry.view', subjectOf(other))) return [];
        const texts = entryTexts(other);
        const [demand, achievement] = list === 'demands' ? [own, texts] : [texts, own];
        const score = Math.round(shownScore(ranked.score) * 10) / 10;
        return [
          {
            entry: other,
            score,
            band: bandOf(score),
            estimated: true,
            evidence: explain(demand, achievement, weigh),
            computedBy: { model: embedder.model, dtype: embedder.dtype, weights: DEFAULT_WEIGHTS },
          },
        ];
      });
      const reason = embedder.status().problem === null ? 'pending' : 'model';
      return { items, engine: engine.name, degraded: degraded ? reason : null };
    },

    /** For the entry's keepers and operators: ids and raw scores only, by the whole score or one of its halves. */
    rank(actor: Actor, list: List, id: string, request: RankRequest): { items: Ranked[]; degraded: boolean } {
      const entry = load(actor, list, id);
      const { best, degraded } = rankAll(entry, readScope(actor), request);
      return { items: best, degraded };
    },
  };
}
