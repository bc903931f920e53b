import type { List } from './entry-model.ts';

/** Every state of 技术需求, in the order of a good life. The later ones belong to claims. */
const demandStates = [
  'draft',
  'submitted',
  'returned',
  'rejected',
  'published',
  'claimed',
  'negotiating',
  'evaluating',
  'announced',
  'signed',
  'executing',
  'accepted',
  'archived',
  'unclaimed',
  'terminated',
  'withdrawn',
] as const;

/** Every state of 科技成果. */
const achievementStates = [
  'draft',
  'submitted',
  'returned',
  'rejected',
  'published',
  'transferred',
  'paused',
  'expired',
  'withdrawn',
] as const;

export type State = (typeof demandStates)[number] | (typeof achievementStates)[number];

/** Every state of either list, each once. */
export const states = [...new Set<State>([...demandStates, ...achievementStates])] as [State, ...State[]];

/** Who may make a move: the entry's own organisation, an operator, or the service itself by its clock. */
export type Mover = 'owner' | 'operator' | 'clock';

interface Move {
  from: readonly State[];
  to: State;
  by: readonly Mover[];
  /** The move owes the other side a reason. */
  needsNote?: true;
}

const shared: Move[] = [
  { from: ['draft', 'returned'], to: 'submitted', by: ['owner'] },
  { from: ['submitted'], to: 'published', by: ['operator'] },
  { from: ['submitted'], to: 'returned', by: ['operator'], needsNote: true },
  { from: ['submitted'], to: 'rejected', by: ['operator'], needsNote: true },
  { from: ['draft', 'submitted', 'returned', 'published'], to: 'withdrawn', by: ['owner'] },
  { from: ['published'], to: 'withdrawn', by: ['operator'], needsNote: true },
];

const moves: Record<List, Move[]> = {
  demands: [...shared, { from: ['published'], to: 'unclaimed', by: ['clock'] }],
  achievements: [...shared, { from: ['published'], to: 'expired', by: ['clock'] }],
};

/** The move from one state to another for that mover, or undefined where there is none. Pure. */
export function findMove(list: List, from: State, to: string, by: Mover): Move | undefined {
  return moves[list].find((move) => move.to === to && move.from.includes(from) && move.by.includes(by));
}

/** The states this mover may bring an entry to from where it stands. Pure. */
export function openMoves(list: List, from: State, by: Mover): State[] {
  return moves[list]
    .filter((move) => move.from.includes(from) && move.by.includes(by))
    .map((move) => move.to);
}

/** The state an entry falls into when its deadline or expiry has passed. */
export function lapsedState(list: List): State {
  return list === 'demands' ? 'unclaimed' : 'expired';
}
