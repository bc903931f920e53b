import type { Match } from '../../api/contracts/review.ts';

type Reason = Match['decisions'][number]['reasons'][number];

/** What a single key does at the desk. */
export type DeskAction =
  | 'next'
  | 'previous'
  | 'accept'
  | 'reject'
  | 'defer'
  | 'flag'
  | 'undo'
  | 'compare'
  | 'search'
  | 'help';

export const deskKeys: readonly { key: string; action: DeskAction }[] = [
  { key: 'j', action: 'next' },
  { key: 'k', action: 'previous' },
  { key: 'a', action: 'accept' },
  { key: 'x', action: 'reject' },
  { key: 's', action: 'defer' },
  { key: 'f', action: 'flag' },
  { key: 'z', action: 'undo' },
  { key: 'c', action: 'compare' },
  { key: '/', action: 'search' },
  { key: '?', action: 'help' },
];

/** The reasons in the order of their keys: 1 to 9, then 0 and -. */
export const reasonKeys: readonly { key: string; reason: Reason }[] = [
  { key: '1', reason: 'irrelevant' },
  { key: '2', reason: 'route' },
  { key: '3', reason: 'indicators' },
  { key: '4', reason: 'immature' },
  { key: '5', reason: 'no_advantage' },
  { key: '6', reason: 'no_business' },
  { key: '7', reason: 'unclear' },
  { key: '8', reason: 'terms' },
  { key: '9', reason: 'partnered' },
  { key: '0', reason: 'duplicate' },
  { key: '-', reason: 'other' },
];

/** Moves that go on while a key is held down; a decision is made once a press. */
const repeatable: readonly DeskAction[] = ['next', 'previous'];

/** What a press of a single key does at the desk; nothing for other keys and for decisions by a key held down. Pure. */
export function actionOf({ key, repeat }: { key: string; repeat: boolean }): DeskAction | undefined {
  const found = deskKeys.find((one) => one.key === key.toLowerCase());
  return found && (!repeat || repeatable.includes(found.action)) ? found.action : undefined;
}

/** The key as it is printed on a button. Pure. */
export function keyOf(action: DeskAction): string {
  return deskKeys.find((one) => one.action === action)?.key.toUpperCase() ?? '';
}

/** The key that ticks a reason. Pure. */
export function keyOfReason(reason: Reason): string {
  return reasonKeys.find((one) => one.reason === reason)?.key ?? '';
}

interface Pressed {
  key: string;
  ctrlKey: boolean;
  metaKey: boolean;
  altKey: boolean;
  isComposing: boolean;
}

/** Whether a key press is a single key at all: with a modifier it is the browser's, while an IME composes it is text. Pure. */
export function isSingleKey({ key, ctrlKey, metaKey, altKey, isComposing }: Pressed): boolean {
  return !ctrlKey && !metaKey && !altKey && !isComposing && key !== 'Process';
}
