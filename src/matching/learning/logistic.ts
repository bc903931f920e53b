import { sigmoid } from './sigmoid.ts';

/** A label as the solver sees it. */
export interface Example {
  row: readonly number[];
  accepted: boolean;
  /** Inverse propensity, clipped; 1 unless the pair was shown as an exploration. */
  weight: number;
}

export interface Logistic {
  intercept: number;
  weights: number[];
}

export interface Pull {
  /** How strongly weights are held at the start's, in labels; sideways of the start's direction. */
  weights: number;
  /** The same along it: a change of all weights by one factor, which leaves the order as it is. */
  scale: number;
}

/** Holds the intercept so weakly that ten labels overrule it; without it, labels that all agree have no finite fit. */
const INTERCEPT_PULL = 0.01;
const MOST_STEPS = 60;
const MOST_HALVINGS = 30;
/** A step that would gain less than this share of the objective is none: the objective itself is not more exact. */
const SMALL = 1e-10;

/**
 * The logistic of least Σ weight · log-loss + ½ (w − w₀)ᵀ P (w − w₀) with every weight ≥ 0, where P = `pull.weights`,
 * but `pull.scale` along w₀. Projected Newton: each step solves the quadratic model under w ≥ 0 by coordinate
 * descent and is shortened until the objective falls (Bertsekas 1982). Convex, so the answer does not depend on the
 * way there; deterministic. Labels are numbers only; 10,000 of them take well under a second.
 */
export function fitLogistic(examples: readonly Example[], start: Logistic, pull: Pull): Logistic {
  const size = start.weights.length + 1;
  const penalty = penaltyOf(start, pull);
  const origin = [start.intercept, ...start.weights];
  let point = [...origin];
  let current = objective(examples, point, origin, penalty);
  for (let step = 0; step < MOST_STEPS; step += 1) {
    const { gradient, hessian } = derivatives(examples, point, origin, penalty);
    const move = solve(hessian, gradient, point, size);
    const slope = move.reduce((sum, value, at) => sum + value * gradient[at]!, 0);
    if (slope > -SMALL * (1 + current)) break;
    let length = 1;
    let next = point;
    let value = current;
    for (let halving = 0; halving < MOST_HALVINGS; halving += 1, length /= 2) {
      next = point.map((own, at) =>
        at === 0 ? own + length * move[0]! : Math.max(own + length * move[at]!, 0),
      );
      value = objective(examples, next, origin, penalty);
      if (value <= current + 1e-4 * length * slope) break;
    }
    if (value >= current) break;
    point = next;
    current = value;
  }
  return { intercept: point[0]!, weights: point.slice(1) };
}

function penaltyOf({ weights }: Logistic, pull: Pull): number[][] {
  const length = Math.hypot(...weights);
  const along = weights.map((weight) => (length === 0 ? 0 : weight / length));
  const inner = along.map((a, row) =>
    along.map((b, column) => (row === column ? pull.weights : 0) + (pull.scale - pull.weights) * a * b),
  );
  return [[INTERCEPT_PULL, ...along.map(() => 0)], ...inner.map((row) => [0, ...row])];
}

function logitAt(row: readonly number[], point: readonly number[]): number {
  let sum = point[0]!;
  for (let at = 0; at < row.length; at += 1) sum += point[at + 1]! * row[at]!;
  return sum;
}

function objective(
  examples: readonly Example[],
  point: readonly number[],
  origin: readonly number[],
  penalty: readonly number[][],
): number {
  let sum = 0;
  for (const { row, accepted, weight } of examples) {
    const logit = logitAt(row, point);
    // ln(1 + e^−z) of the label's own side, without overflow.
    const against = accepted ? -logit : logit;
    sum += weight * (Math.max(against, 0) + Math.log1p(Math.exp(-Math.abs(against))));
  }
  const away = point.map((value, at) => value - origin[at]!);
  for (const [at, row] of penalty.entries()) {
    for (const [other, value] of row.entries()) sum += (value * away[at]! * away[other]!) / 2;
  }
  return sum;
}

function derivatives(
  examples: readonly Example[],
  point: readonly number[],
  origin: readonly number[],
  penalty: readonly number[][],
) {
  const size = point.length;
  const away = point.map((value, at) => value - origin[at]!);
  const gradient = penalty.map((row) => row.reduce((sum, value, at) => sum + value * away[at]!, 0));
  const hessian = penalty.map((row) => [...row]);
  const full = new Float64Array(size);
  full[0] = 1;
  for (const { row, accepted, weight } of examples) {
    const probability = sigmoid(logitAt(row, point));
    full.set(row, 1);
    const miss = weight * (probability - Number(accepted));
    const bend = weight * probability * (1 - probability);
    for (let at = 0; at < size; at += 1) {
      gradient[at]! += miss * full[at]!;
      const own = hessian[at]!;
      for (let other = 0; other <= at; other += 1) own[other]! += bend * full[at]! * full[other]!;
    }
  }
  for (let at = 0; at < size; at += 1) {
    for (let other = at + 1; other < size; other += 1) hessian[at]![other] = hessian[other]![at]!;
  }
  return { gradient, hessian };
}

/** The move that minimises g·d + ½ d·H·d with every weight ≥ 0 after it, coordinate by coordinate. */
function solve(hessian: number[][], gradient: number[], point: number[], size: number): number[] {
  const move = new Array<number>(size).fill(0);
  for (let round = 0; round < 500; round += 1) {
    let largest = 0;
    for (let at = 0; at < size; at += 1) {
      const bend = hessian[at]![at]!;
      if (bend <= 0) continue;
      let slope = gradient[at]!;
      for (let other = 0; other < size; other += 1) slope += hessian[at]![other]! * move[other]!;
      const wished = move[at]! - slope / bend;
      const allowed = at === 0 ? wished : Math.max(wished, -point[at]!);
      largest = Math.max(largest, Math.abs(allowed - move[at]!));
      move[at] = allowed;
    }
    if (largest < 1e-9) break;
  }
  return move;
}
