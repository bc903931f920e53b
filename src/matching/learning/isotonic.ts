import { z } from 'zod';
import { sigmoid } from './sigmoid.ts';

/** Knots of a strictly rising curve from a logit to a probability. */
export const isotonicCurve = z
  .object({ logits: z.array(z.number()).min(1), probabilities: z.array(z.number().gt(0).lt(1)) })
  .refine(({ logits, probabilities }) => logits.length === probabilities.length)
  .refine(({ logits, probabilities }) => isRising(logits) && isRising(probabilities));
export type IsotonicCurve = z.infer<typeof isotonicCurve>;

function isRising(values: number[]): boolean {
  return values.every((value, at) => at === 0 || value > values[at - 1]!);
}

/** So many labels that agree with the logistic stand in every block, so that no block says 0 or 1. */
const PRIOR_LABELS = 20;
/** Blocks of less weight are joined to a neighbour: a knot of three labels is an accident. */
const LEAST_BLOCK = 15;

interface Block {
  weight: number;
  /** Sums over the block of weight times logit, logistic probability and label. */
  logit: number;
  expected: number;
  accepted: number;
}

/**
 * Isotonic regression of labels on logits by pool-adjacent-violators (Ayer et al. 1955), each block drawn towards what
 * the logistic expects there, then knots at the blocks' means. Null where everything falls into one block, which
 * would say less than the logistic itself. Pure; `points` in any order.
 */
export function fitIsotonic(
  points: readonly { logit: number; accepted: boolean; weight?: number }[],
): IsotonicCurve | null {
  const sorted = [...points].sort((a, b) => a.logit - b.logit);
  const blocks: Block[] = [];
  for (const { logit, accepted, weight = 1 } of sorted) {
    const last = blocks.at(-1);
    const one = {
      weight,
      logit: weight * logit,
      expected: weight * sigmoid(logit),
      accepted: weight * Number(accepted),
    };
    // Equal logits are one point, and small blocks are filled before they are compared.
    if (last !== undefined && (last.weight < LEAST_BLOCK || last.logit / last.weight === logit))
      add(last, one);
    else blocks.push(one);
  }
  const pooled = pool(blocks).filter(({ weight }) => weight > 0);
  if (pooled.length < 2) return null;
  return { logits: pooled.map(meanLogit), probabilities: pooled.map(level) };
}

function add(block: Block, other: Block): void {
  block.weight += other.weight;
  block.logit += other.logit;
  block.expected += other.expected;
  block.accepted += other.accepted;
}

/** Joins neighbours until both levels and places rise strictly. */
function pool(blocks: Block[]): Block[] {
  const pooled: Block[] = [];
  for (const block of blocks) {
    pooled.push({ ...block });
    while (pooled.length > 1) {
      const [before, last] = [pooled.at(-2)!, pooled.at(-1)!];
      if (level(last) > level(before) && meanLogit(last) > meanLogit(before)) break;
      add(before, last);
      pooled.pop();
    }
  }
  return pooled;
}

function meanLogit({ logit, weight }: Block): number {
  return logit / weight;
}

/** Share of acceptances in a block, PRIOR_LABELS of them as the logistic expects. */
function level({ weight, expected, accepted }: Block): number {
  return (accepted + (PRIOR_LABELS * expected) / weight) / (weight + PRIOR_LABELS);
}

/** The labels with the probabilities of plain isotonic regression on their order: blocks of their own shares. Pure. */
export function poolJudged<T extends { order: number; accepted: boolean; weight: number }>(
  judged: readonly T[],
): (T & { probability: number })[] {
  const sorted = [...judged].sort((a, b) => a.order - b.order);
  const runs: { labels: T[]; weight: number; accepted: number }[] = [];
  for (const [at, one] of sorted.entries()) {
    const run = { labels: [one], weight: one.weight, accepted: one.weight * Number(one.accepted) };
    const last = runs.at(-1);
    // Equals share a block from the start.
    if (last !== undefined && sorted[at - 1]?.order === one.order) join(last, run);
    else runs.push(run);
    if (sorted[at + 1]?.order === one.order) continue;
    while (runs.length > 1) {
      const [before, newest] = [runs.at(-2)!, runs.at(-1)!];
      if (newest.accepted * before.weight > before.accepted * newest.weight) break;
      join(before, newest);
      runs.pop();
    }
  }
  return runs.flatMap(({ labels, weight, accepted }) =>
    labels.map((one) => ({ ...one, probability: accepted / weight })),
  );
}

function join<T>(
  run: { labels: T[]; weight: number; accepted: number },
  other: { labels: T[]; weight: number; accepted: number },
): void {
  for (const label of other.labels) run.labels.push(label);
  run.weight += other.weight;
  run.accepted += other.accepted;
}

/**
 * The curve at a logit: straight between knots; beyond them it goes on as the logistic does, towards 0 and 1, so that
 * a higher logit has a higher probability everywhere. Pure.
 */
export function smooth(logit: number, { logits, probabilities }: IsotonicCurve): number {
  const last = logits.length - 1;
  const [first, end] = [logits[0]!, logits[last]!];
  if (logit <= first) return (probabilities[0]! * sigmoid(logit)) / sigmoid(first);
  if (logit >= end) return 1 - ((1 - probabilities[last]!) * sigmoid(-logit)) / sigmoid(-end);
  let [low, high] = [0, last];
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (logits[middle]! <= logit) low = middle;
    else high = middle;
  }
  const share = (logit - logits[low]!) / (logits[high]! - logits[low]!);
  return probabilities[low]! + share * (probabilities[high]! - probabilities[low]!);
}
