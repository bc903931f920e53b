import type { MatchSummary } from '../../api/contracts/review.ts';

type MatchState = MatchSummary['state'];

/** The states of a match in the order of its life; those that wait for the operator come first. */
export const deskStates: readonly MatchState[] = [
  'suggested',
  'deferred',
  'accepted',
  'rejected',
  'introduced',
  'in_talks',
  'agreed',
  'ended',
];
export const deskBands = ['strong', 'fair', 'weak', 'none'] as const;

const PAGE_SIZE = 30;

type Titled = Pick<MatchSummary['demand'], 'id' | 'title'>;

/** What the address of the desk says: the filters, the page, the match that is open. A view can be sent to a colleague. */
export interface DeskView {
  state: MatchState | 'all';
  chain: string;
  band: string;
  flagged: boolean;
  /** All matches of this entry, of either list. */
  entry: string;
  sort: 'score' | 'age';
  cursor: string;
  open: string;
}

/** What somebody typed into the address and does not exist counts as nothing. Pure. */
export function readDeskView(params: URLSearchParams): DeskView {
  const asked = params.get('state') ?? 'suggested';
  const band = params.get('band') ?? '';
  return {
    state: deskStates.find((state) => state === asked) ?? (asked === 'all' ? 'all' : 'suggested'),
    chain: params.get('chain') ?? '',
    band: deskBands.find((name) => name === band) ?? '',
    flagged: params.get('flagged') === 'true',
    entry: params.get('entry') ?? '',
    sort: params.get('sort') === 'age' ? 'age' : 'score',
    cursor: params.get('cursor') ?? '',
    open: params.get('open') ?? '',
  };
}

/** The address of a view, without what goes without saying. Pure. */
export function deskParams(view: DeskView): URLSearchParams {
  const { state, chain, band, flagged, entry, sort, cursor, open } = view;
  const params = new URLSearchParams();
  if (state !== 'suggested') params.set('state', state);
  if (chain) params.set('chain', chain);
  if (band) params.set('band', band);
  if (flagged) params.set('flagged', 'true');
  if (entry) params.set('entry', entry);
  if (sort === 'age') params.set('sort', sort);
  if (cursor) params.set('cursor', cursor);
  if (open) params.set('open', open);
  return params;
}

/** Another choice starts again at the first page, with nothing open. Pure. */
export function changeDeskView(view: DeskView, change: Partial<DeskView>): URLSearchParams {
  return deskParams({ ...view, cursor: '', open: '', ...change });
}

/**
 * The desk as the page that was opened from it remembers it in its address; whatever does not exist counts as nothing.
 * Pure.
 */
export function deskAddress(params: URLSearchParams): string {
  const view = deskParams(readDeskView(new URLSearchParams(params.get('from') ?? '')));
  return view.size === 0 ? '/desk' : `/desk?${view}`;
}

/** Whether filters keep matches out of sight that the state alone would show. Pure. */
export function isNarrowed({ chain, band, flagged, entry }: DeskView): boolean {
  return chain !== '' || band !== '' || flagged || entry !== '';
}

/** The title of the entry that a queue is narrowed to, as one of its rows says it; none where there is no row. Pure. */
export function narrowedTo(
  items: readonly { demand: Titled; achievement: Titled }[],
  entry: string,
): string | undefined {
  const sides = items.flatMap(({ demand, achievement }) => [demand, achievement]);
  return sides.find(({ id }) => id === entry)?.title;
}

/** What the server is asked for a view. Pure. */
export function queueRequest(view: DeskView): URLSearchParams {
  const params = deskParams({ ...view, open: '' });
  params.set('state', view.state);
  params.set('limit', String(PAGE_SIZE));
  return params;
}

/** The match `steps` further down the queue (up, where negative); the ends stay where they are. Pure. */
export function neighbour(
  items: readonly Pick<MatchSummary, 'id'>[],
  open: string,
  steps: number,
): string | undefined {
  const at = items.findIndex(({ id }) => id === open);
  if (at < 0) return items[0]?.id;
  return items[Math.min(Math.max(at + steps, 0), items.length - 1)]?.id;
}

/** What to open once this one has left the queue: the one after it, or at the end the one before. Pure. */
export function afterDecision(items: readonly Pick<MatchSummary, 'id'>[], open: string): string {
  const at = items.findIndex(({ id }) => id === open);
  const next = items[at + 1] ?? items[at - 1];
  return next && next.id !== open ? next.id : '';
}
