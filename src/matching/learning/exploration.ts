import { type Random, shuffle } from './random.ts';

/** A place in a list of suggestions. */
export interface Slot<T> {
  item: T;
  /** Its place in the ranking, 1 = best; to be logged with the score of that moment. */
  rank: number;
  exploratory: boolean;
  /** Chance with which it came into the list, 1 for those the ranking put there; to be logged. */
  propensity: number;
}

export interface ExplorationPlan {
  /** Places in the list. */
  places: number;
  /** How many of them go to deeper candidates: one or two, so that the ranking is seen where it believes nothing. */
  explored: 1 | 2;
  /** How deep they may come from, as a rank. */
  depth: number;
}

/** An inverse propensity above this counts as this: one lucky find must not outweigh a night of decisions. */
const LARGEST_WEIGHT = 10;

/**
 * The best of a ranking with one or two of the deeper ones between them, each deeper one with the same chance, in
 * places drawn by `random`. Without deeper ones it is the ranking's beginning. Pure but for `random`.
 */
export function chooseExploration<T>(
  ranked: readonly T[],
  { places, explored, depth }: ExplorationPlan,
  random: Random,
): Slot<T>[] {
  const slots = ranked.map(
    (item, at): Slot<T> => ({ item, rank: at + 1, exploratory: false, propensity: 1 }),
  );
  const kept = Math.max(places - explored, 0);
  const deeper = slots.slice(kept, Math.max(depth, places));
  // Nothing beyond the list: all of it is shown anyway.
  if (ranked.length <= places) return slots;
  const drawn = shuffle(deeper, random).slice(0, places - kept);
  const chosen = slots.slice(0, kept);
  for (const slot of drawn) {
    const propensity = drawn.length / deeper.length;
    chosen.splice(Math.floor(random() * (chosen.length + 1)), 0, { ...slot, exploratory: true, propensity });
  }
  return chosen;
}

/** The weight of a label in fitting: 1 ÷ the logged propensity, at most 10. Pure. */
export function inversePropensity(propensity: number): number {
  return propensity > 0 ? Math.min(1 / propensity, LARGEST_WEIGHT) : LARGEST_WEIGHT;
}
