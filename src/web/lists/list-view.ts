/** What a reader has chosen on a list page; it lives in the address, so a view can be sent to somebody. */
export interface ListView {
  q: string;
  chain: string[];
  region: string[];
  trl: string[];
  sort: string;
  cursor: string;
}

export const facetNames = ['chain', 'region', 'trl'] as const;
export type FacetName = (typeof facetNames)[number];

export const PAGE_SIZE = 20;

/** What makes the address of a list that of 定向给我的. */
export const TARGETED = 'disclosure=targeted';

/** Whether the address asks for what is addressed to the reader's organisation. Pure. */
export function asksForTargeted(params: URLSearchParams): boolean {
  return params.get('disclosure') === 'targeted';
}

export function readView(params: URLSearchParams): ListView {
  const several = (name: string) => (params.get(name) ?? '').split(',').filter((value) => value !== '');
  return {
    q: params.get('q') ?? '',
    chain: several('chain'),
    region: several('region'),
    trl: several('trl'),
    sort: params.get('sort') ?? '',
    cursor: params.get('cursor') ?? '',
  };
}

/** The address of a view: only what differs from the plain list, always in the same order. Pure. */
export function writeView(view: ListView): URLSearchParams {
  const params = new URLSearchParams();
  if (view.q) params.set('q', view.q);
  for (const name of facetNames) {
    if (view[name].length > 0) params.set(name, view[name].join(','));
  }
  if (view.sort) params.set('sort', view.sort);
  if (view.cursor) params.set('cursor', view.cursor);
  return params;
}

/** Another choice starts again at the first page. Pure. */
export function changeView(view: ListView, change: Partial<ListView>): URLSearchParams {
  return writeView({ ...view, cursor: '', ...change });
}

/** What the search route is asked for a view. Pure. */
export function toSearch(list: string, view: ListView): URLSearchParams {
  const params = writeView(view);
  params.set('list', list);
  params.set('limit', String(PAGE_SIZE));
  return params;
}

/** Whether anything narrows the list. Pure. */
export function isNarrowed(view: ListView): boolean {
  return view.q !== '' || facetNames.some((name) => view[name].length > 0);
}
