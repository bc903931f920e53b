import type { EntryTexts } from '../catalog/entry-texts.ts';
import { sentences } from '../kernel/text.ts';
import { type Channel, channels, type ScoringEntry, type TermCounts } from '../search/ports.ts';
import type { Span } from './explain.ts';
import { type TermFrequencies, termFrequencies } from './features.ts';
import { rate } from './learned.ts';
import type { ScoreModel } from './learning/model.ts';
import { type FeatureVector, pairVectors } from './learning/vector.ts';
import type { Band, Statistics } from './model.ts';

/** What would lift a pair into the next band: requirements of the demand that the achievement would have to speak of. */
export interface NearMiss {
  band: Band;
  /** 0–100, what the score would be. */
  score: number;
  /** Sentences of the demand, as few as possible. */
  requirements: Span[];
}

export interface NearMissRequest {
  demand: { scoring: ScoringEntry; texts: EntryTexts };
  achievement: ScoringEntry;
  /** As the pair's score was made. */
  features: FeatureVector;
  statistics: Statistics;
  model: ScoreModel;
  /** Numbers the terms of a text. */
  number: (frequencies: TermFrequencies) => Record<Channel, TermCounts>;
}

/** More than so many new sentences are another achievement, not a near miss. */
const MOST_REQUIREMENTS = 3;
/** Of longer demands only so many sentences are tried. */
const MOST_TRIED = 40;
/** Shorter sentences say nothing that an achievement could answer. */
const SHORTEST = 8;
/** What an answering sentence adds of each term that the achievement did not have. */
const ADDED_COUNT = 1;

/** A pair as it would be if the achievement also spoke of the requirement at that place. */
interface Rated extends ReturnType<typeof rate> {
  at: number;
  terms: ScoringEntry['terms'];
}

interface Requirement {
  span: Span;
  terms: Record<Channel, TermCounts>;
}

/**
 * The fewest sentences of a demand, up to three, that the achievement would have to speak of for the pair to reach the
 * next band, each step taking the sentence that gains most. Only the keyword features are computed anew: what new words
 * would do to the vectors is not guessed, so the estimate errs on the low side. Null in the highest band, and where
 * three sentences are not enough. Pure but for numbering terms that all are known.
 */
export function nearMiss(request: NearMissRequest): NearMiss | null {
  const { features, model } = request;
  const { band: now } = rate(features, model);
  if (now === 'strong') return null;
  const left = requirementsOf(request);
  const chosen: Requirement[] = [];
  let terms = request.achievement.terms;
  while (chosen.length < MOST_REQUIREMENTS && left.length > 0) {
    let best: Rated = { score: -1, band: now, at: -1, terms };
    for (const [at, requirement] of left.entries()) {
      const added = withTerms(terms, requirement.terms);
      const rated = rateWith(request, added);
      if (rated.score > best.score) best = { ...rated, at, terms: added };
    }
    chosen.push(...left.splice(best.at, 1));
    terms = best.terms;
    const { score, band } = best;
    if (band !== now) return { band, score, requirements: chosen.map(({ span }) => span) };
  }
  return null;
}

function requirementsOf({ demand: { texts }, number }: NearMissRequest): Requirement[] {
  const none = { prose: [], labels: [], english: [] };
  return texts.prose
    .flatMap(({ field, text }) =>
      sentences(text).map(({ start, end }) => ({
        span: { field, start, end },
        text: text.slice(start, end),
      })),
    )
    .filter(({ text }) => text.trim().length >= SHORTEST)
    .slice(0, MOST_TRIED)
    .map(({ span, text }) => ({
      span,
      terms: number(
        termFrequencies({ ...none, title: { field: '', text: '' }, prose: [{ field: span.field, text }] }),
      ),
    }));
}

/** The score and band of the pair if the achievement had these terms. */
function rateWith(
  { demand, achievement, features, statistics, model }: NearMissRequest,
  terms: ScoringEntry['terms'],
): ReturnType<typeof rate> {
  const { sameChain, indicators } = features.values;
  const changed = { ...achievement, terms, vectors: [] };
  const facts = { sameChain: sameChain === null ? null : sameChain === 1, indicators };
  const [vector] = pairVectors('demands', demand.scoring, [changed], statistics, () => facts);
  const { values } = vector!;
  const { semantic, titleCoverage } = features.values;
  return rate({ ...vector!, values: { ...values, semantic, titleCoverage } }, model);
}

/** An achievement's terms after it also speaks of these; what it spoke of already stays as it is. */
function withTerms(own: ScoringEntry['terms'], added: ScoringEntry['terms']): ScoringEntry['terms'] {
  const merged = channels.map((channel) => [channel, merge(own[channel], added[channel])] as const);
  return Object.fromEntries(merged) as ScoringEntry['terms'];
}

function merge(own: TermCounts, added: TermCounts): TermCounts {
  const counts = new Map<number, number>();
  for (const id of added.ids) counts.set(id, ADDED_COUNT);
  for (const [at, id] of own.ids.entries()) counts.set(id, own.counts[at]!);
  const ids = Uint32Array.from(counts.keys()).sort();
  return { ids, counts: Uint8Array.from(ids, (id) => counts.get(id)!) };
}
