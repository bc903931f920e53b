import type { Entry } from '../api/entry-types.ts';
import { stateWord } from '../shared/words.ts';
import type { Texts } from '../texts/zh-cn.ts';

const order = ['submitted', 'published', 'returned', 'rejected', 'withdrawn'];

/** The states a reader may bring an entry to, the likeliest first. Pure. */
export function movesOf(can: readonly string[]): string[] {
  const rank = (move: string) => (order.includes(move) ? order.indexOf(move) : order.length);
  return can
    .filter((right) => right.startsWith('to:'))
    .map((right) => right.slice(3))
    .sort((one, other) => rank(one) - rank(other));
}

export function isDecline(to: string): boolean {
  return to === 'rejected' || to === 'withdrawn';
}

/** A move that owes the other side a reason; the server has the last word. Pure. */
export function needsNote(entry: Pick<Entry, 'can'>, to: string): boolean {
  // Who may not edit withdraws somebody else's entry.
  return to === 'returned' || to === 'rejected' || (to === 'withdrawn' && !entry.can.includes('edit'));
}

/** The verb on the button of a move. Pure. */
export function moveWord(texts: Texts, entry: Pick<Entry, 'list' | 'state'>, to: string): string {
  if (to === 'submitted') return entry.state === 'returned' ? texts.moves.resubmit : texts.moves.submit;
  if (to === 'withdrawn') return entry.state === 'draft' ? texts.moves.discard : texts.moves.withdraw;
  if (to === 'published') return texts.moves.publish;
  if (to === 'returned') return texts.moves.return;
  if (to === 'rejected') return texts.moves.reject;
  return stateWord(texts, entry.list, to);
}
