import { createHash } from 'node:crypto';
import { judge } from '../src/matching/learning/evaluate.ts';
import { type FrozenSet, frozenLabels, isMadeWith } from '../src/matching/learning/frozen.ts';
import { learn } from '../src/matching/learning/learn.ts';
import { byDemand, measure } from '../src/matching/learning/measures.ts';
import { defaultModel, type ScoreModel } from '../src/matching/learning/model.ts';
import type { Label } from '../src/matching/learning/recipes.ts';
import type { LabelledPair } from './labelled-pairs.ts';

/** Numbers of labels after which learning is run, and once more after the last label. */
const STEPS = [30, 60, 100, 150, 200, 300, 500, 700, 1000, 1500, 2000, 3000, 5000, 7000, 10_000];

export interface Figures {
  ndcg10: number;
  brier: number;
  ece: number;
}

export interface Report {
  before: Figures;
  after: Figures;
  /** `activated`: a learned model is in use after this step. */
  steps: (Figures & { labels: number; activated: boolean })[];
}

export interface Plan {
  /** In the order in which they are decided. */
  arriving: Label[];
  /** Of other demands; nothing is learned from them. */
  heldOut: Label[];
}

/**
 * The grade from which a pair counts as accepted: what was asked for, else half the highest grade, rounded up. Throws
 * a sentence for a folder in which no labelled pair is rejected, or none accepted: nothing can be learned from it.
 */
export function acceptFrom(grades: readonly number[], asked: number | undefined): number {
  if (grades.length === 0) throw new Error('the folder has no labelled pairs (qrels/test.tsv)');
  const highest = grades.reduce((most, grade) => Math.max(most, grade), 0);
  const threshold = asked ?? Math.max(Math.ceil(highest / 2), 1);
  if (!grades.some((grade) => grade < threshold))
    throw new Error(
      `the folder has no labelled negatives: every labelled pair has grade ${threshold} or more, and unlabelled pairs are not taken for rejected ones`,
    );
  if (!grades.some((grade) => grade >= threshold))
    throw new Error(`the folder has no accepted pairs: no labelled pair has grade ${threshold} or more`);
  return threshold;
}

/**
 * Every second demand, in the order of the SHA-256 of their ids, is held out. Of the others one pair each arrives,
 * then the next one of each, and so on; within a demand in the order of the SHA-256 of demand and achievement id. So
 * the order depends on ids alone, neither on grades nor on scores nor on how the file is sorted.
 */
export function planReplay(pairs: readonly LabelledPair[], threshold: number): Plan {
  const labels = pairs.map((pair): Label => ({ ...pair, accepted: pair.grade >= threshold }));
  const demands = sortByHash([...byDemand(labels)], ([demandId]) => demandId);
  const heldOut = demands.filter((_, at) => at % 2 === 1).flatMap(([, own]) => own);
  const arriving = demands
    .filter((_, at) => at % 2 === 0)
    .flatMap(([, own]) =>
      sortByHash(own, ({ demandId, achievementId }) => `${demandId}\t${achievementId}`).map(
        (label, round) => ({
          label,
          round,
        }),
      ),
    )
    // Stable: within a round the demands stay in their order.
    .sort((a, b) => a.round - b.round)
    .map(({ label }) => label);
  if (heldOut.length === 0) throw new Error('the folder has labelled pairs of one demand only');
  return { arriving, heldOut };
}

function sortByHash<T>(values: readonly T[], key: (value: T) => string): T[] {
  return values
    .map((value) => ({ value, hash: createHash('sha256').update(key(value)).digest('hex') }))
    .sort((a, b) => (a.hash < b.hash ? -1 : 1))
    .map(({ value }) => value);
}

/** Lets decisions come in and learns from them as the nightly job does; the figures are of the held-out pairs. Pure. */
export function replay(
  { arriving, heldOut }: Plan,
  frozen: FrozenSet,
  { model, dtype, maxLabels }: { model: string; dtype: string; maxLabels: number | undefined },
): Report {
  if (!isMadeWith(frozen, model, dtype))
    throw new Error(
      `data/learning/frozen.jsonl was made with ${frozen.model} ${frozen.dtype}, not ${model} ${dtype}: npm run frozen-set`,
    );
  const checks = frozenLabels(frozen);
  const most = Math.min(arriving.length, maxLabels ?? arriving.length);
  let inUse: ScoreModel = defaultModel;
  const steps = [...STEPS.filter((count) => count < most), most].map((labels) => {
    const lesson = learn(arriving.slice(0, labels), checks, `learned-${labels}`);
    if (lesson.activate && lesson.candidate !== null) inUse = lesson.candidate;
    return { labels, ...figuresOf(heldOut, inUse), activated: inUse.kind !== 'default' };
  });
  return { before: figuresOf(heldOut, defaultModel), after: figuresOf(heldOut, inUse), steps };
}

function figuresOf(labels: readonly Label[], model: ScoreModel): Figures {
  const { ndcg10, brier, ece } = measure(judge(labels, model));
  const round = (value: number) => Number(value.toFixed(4));
  return { ndcg10: round(ndcg10), brier: round(brier), ece: round(ece) };
}
