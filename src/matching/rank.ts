import { setImmediate as turn } from 'node:timers/promises';
import type { Entry } from '../catalog/entry.ts';
import { type List, otherList } from '../catalog/entry-model.ts';
import { type EngineName, mayFind } from '../search/engine-port.ts';
import type { GuardedSearch } from '../search/guarded.ts';
import type { ScoringEntry } from '../search/ports.ts';
import { candidateQuery } from './candidates.ts';
import type { Corpus, Reader } from './corpus.ts';
import type { Indexer } from './indexer.ts';
import type { Mode } from './model.ts';
import { pairFeatures } from './pair.ts';
import { combine } from './score.ts';
import { type Ranked, takeBest } from './take-best.ts';
import type { Vocabulary } from './vocabulary.ts';

export interface RankRequest {
  limit: number;
  mode: Mode;
  /** Rank only these entries of the other list, e.g. the labelled ones of an evaluation. */
  among?: ReadonlySet<string>;
}

/** `degraded`: the engine could not be asked for candidates, or some vectors are not there. */
interface RankedList {
  best: Ranked[];
  engine: EngineName;
  degraded: 'engine' | 'vectors' | null;
}

/** Candidates read and scored before others get their turn: some tens of milliseconds. */
const SCORED_AT_ONCE = 250;

export interface RankingDeps {
  corpus: Corpus;
  indexer: Indexer;
  engine: Pick<GuardedSearch, 'candidates'>;
  vocabulary: Vocabulary;
}

/** Ranks the other list for one entry by S, every entry where the list fits in memory, else the engine's candidates. */
export function createRanking({ corpus, indexer, engine, vocabulary }: RankingDeps) {
  /** The best of the other list: every entry this reader may see is scored, or the candidates where it is too long. */
  async function rankAll(entry: Entry, reader: Reader, request: RankRequest): Promise<RankedList> {
    const subject = indexer.subject(entry);
    if (subject === undefined) return { best: [], engine: 'embedded', degraded: 'vectors' };
    await corpus.ready();
    const other = otherList(entry.list);
    return corpus.isExact(other)
      ? rankExactly(entry.list, subject, reader, request)
      : rankCandidates(entry.list, subject, reader, request);
  }

  function rankExactly(list: List, subject: ScoringEntry, reader: Reader, request: RankRequest): RankedList {
    const { limit, mode, among } = request;
    const statistics = corpus.statistics();
    const scored = corpus.scoreAll(list, subject, reader);
    let lacksVectors = subject.vectors.length === 0;
    const best = takeBest(limit, (offer) => {
      for (let slot = 0; slot < scored.slots; slot += 1) {
        const id = scored.idAt(slot);
        if (id === null || (among !== undefined && !among.has(id))) continue;
        const features = scored.featuresAt(slot);
        lacksVectors ||= features.cosine === null;
        offer(id, combine(features, statistics, mode));
      }
    });
    return { best, engine: 'embedded', degraded: lacksVectors ? 'vectors' : null };
  }

  /** A pair has the same score as above; only which pairs are looked at depends on the engine. */
  async function rankCandidates(
    list: List,
    subject: ScoringEntry,
    reader: Reader,
    { limit, mode, among }: RankRequest,
  ): Promise<RankedList> {
    const other = otherList(list);
    const statistics = corpus.statistics();
    const query = { list: other, reader, ...candidateQuery(list, subject, statistics, vocabulary) };
    const found =
      among === undefined
        ? await engine.candidates(query)
        : { ids: [...among], engine: 'embedded' as const, degraded: false };
    const scores: Ranked[] = [];
    let lacksVectors = false;
    for (let from = 0; from < found.ids.length; from += SCORED_AT_ONCE) {
      const entries = indexer
        .scoringEntries(other, found.ids.slice(from, from + SCORED_AT_ONCE))
        .filter(({ copy, owner, id }) => mayFind(reader, copy, owner, id));
      const features = pairFeatures(list, subject, entries, statistics);
      for (const [at, { id }] of entries.entries()) {
        scores.push({ id, score: combine(features[at]!, statistics, mode) });
        lacksVectors ||= features[at]!.cosine === null;
      }
      // Thousands of candidates take a while; other requests get their turn.
      await turn();
    }
    const best = takeBest(limit, (offer) => {
      for (const { id, score } of scores) offer(id, score);
    });
    const degraded = found.degraded ? 'engine' : lacksVectors ? 'vectors' : null;
    return { best, engine: found.engine, degraded };
  }

  return rankAll;
}
