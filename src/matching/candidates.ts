import type { List } from '../catalog/entry-model.ts';
import type { ScoringEntry } from '../search/ports.ts';
import type { Statistics } from './model.ts';
import { achievementFactors, demandFactors } from './score.ts';
import type { Vocabulary } from './vocabulary.ts';

/** So many of a subject's most telling terms are asked for; more found no further good match in the development set. */
const MOST_TERMS = 24;
/** A subject of more chunks than this is asked for by its first ones; its terms stand for the rest. */
const MOST_VECTORS = 4;

/**
 * What candidates for this entry are asked for by: its terms of most weight that the other list has at all, and its
 * vectors, centred as in the score, so that the nearest ones there are the nearest ones here. Pure.
 */
export function candidateQuery(
  list: List,
  subject: ScoringEntry,
  statistics: Statistics,
  vocabulary: Pick<Vocabulary, 'text'>,
): { terms: string[]; vectors: Float32Array[] } {
  const { ids } = subject.terms.bigrams;
  const isDemand = list === 'demands';
  const weights = isDemand
    ? demandFactors(subject.terms.bigrams, 'bigrams', statistics).factors
    : achievementFactors(subject.terms.bigrams, 'bigrams', statistics);
  const others = statistics[isDemand ? 'achievements' : 'demands'].frequencies.bigrams;
  const mean = isDemand ? statistics.demandMean : statistics.achievementMean;
  const terms = Array.from(ids, (id, at) => ({ id, weight: weights[at]! }))
    .filter(({ id }) => (others[id] ?? 0) > 0)
    .sort((a, b) => b.weight - a.weight || a.id - b.id)
    .slice(0, MOST_TERMS)
    .map(({ id }) => vocabulary.text(id));
  const vectors = subject.vectors
    .slice(0, MOST_VECTORS)
    .map((vector) => vector.map((value, at) => value - mean[at]!));
  return { terms, vectors };
}
