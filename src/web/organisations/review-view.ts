import type { OrganisationState } from '../api/organisation-types.ts';

export const states: readonly OrganisationState[] = ['pending', 'confirmed', 'refused', 'closed'];
type StateFilter = OrganisationState | 'all';

const PAGE_SIZE = 20;

/** What the address of the page says: which states, which words, which page, which organisation is open. */
export interface ReviewView {
  state: StateFilter;
  q: string;
  cursor: string;
  open: string;
}

/** Those that wait come first. Pure. */
export function readReviewView(params: URLSearchParams): ReviewView {
  const asked = params.get('state') ?? 'pending';
  const state = states.find((name) => name === asked) ?? (asked === 'all' ? 'all' : 'pending');
  return {
    state,
    q: params.get('q') ?? '',
    cursor: params.get('cursor') ?? '',
    open: params.get('open') ?? '',
  };
}

/** The address of a view, without what goes without saying. Pure. */
export function reviewParams({ state, q, cursor, open }: ReviewView): URLSearchParams {
  const params = new URLSearchParams({ state });
  if (q) params.set('q', q);
  if (cursor) params.set('cursor', cursor);
  if (open) params.set('open', open);
  return params;
}

/** What to ask the service for a view. Pure. */
export function reviewRequest({ state, q, cursor }: ReviewView): URLSearchParams {
  const query = new URLSearchParams({ limit: String(PAGE_SIZE) });
  if (state !== 'all') query.set('state', state);
  if (q) query.set('q', q);
  if (cursor) query.set('cursor', cursor);
  return query;
}

/** What to open after this one: the next on the page, or from its end the first again; empty if there is no other. Pure. */
export function nextOpen(items: readonly { id: string }[], open: string): string {
  const at = items.findIndex(({ id }) => id === open);
  const next = items[at + 1] ?? items[0];
  return next && next.id !== open ? next.id : '';
}
