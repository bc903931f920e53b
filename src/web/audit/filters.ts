/** The filters as they stand in the page's address. */
export const filterNames = ['actor', 'action', 'subject', 'outcome', 'since', 'until'] as const;
export type FilterName = (typeof filterNames)[number];
export type Filters = Record<FilterName, string>;

const days: readonly FilterName[] = ['since', 'until'];

/** What somebody typed into the address and is no day counts as nothing. Pure. */
function readFilter(params: URLSearchParams, name: FilterName): string {
  const value = params.get(name) ?? '';
  const isDay = /^\d{4}-\d{2}-\d{2}$/.test(value) && !Number.isNaN(Date.parse(value));
  return days.includes(name) && !isDay ? '' : value;
}

export function readFilters(params: URLSearchParams): Filters {
  const entries = filterNames.map((name) => [name, readFilter(params, name)] as const);
  return Object.fromEntries(entries) as Filters;
}

/** A day in Shanghai as the instant at which it begins, or the one after it does. Pure. */
function startOf(day: string, daysLater: number): string {
  const instant = new Date(`${day}T00:00:00+08:00`).getTime() + daysLater * 86_400_000;
  return new Date(instant).toISOString();
}

/** What the server is asked: days become instants, the last one included; empty filters are left out. Pure. */
export function toServerFilter({ since, until, ...named }: Filters): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(named)) if (value.trim() !== '') query.set(name, value.trim());
  if (since !== '') query.set('since', startOf(since, 0));
  if (until !== '') query.set('until', startOf(until, 1));
  return query.toString();
}
