import { ApiError } from './errors.ts';
import { compareText, facetValues } from './filter.ts';
import type { StoredIndex } from './store.ts';
import type { Document } from './vectors.ts';

/** Counts per value over all hits, not only those of the page; numbers before texts, else by value or by count. */
export function countFacets(facets: string[], hits: Document[], { settings }: StoredIndex) {
  const names = facets.includes('*') ? settings.filterableAttributes : facets;
  for (const name of names)
    if (!settings.filterableAttributes.includes(name)) throw notFilterable(name, settings);
  const facetDistribution: Record<string, Record<string, number>> = {};
  const facetStats: Record<string, { min: number; max: number }> = {};
  for (const name of names) {
    const { maxValuesPerFacet, sortFacetValuesBy } = settings.faceting;
    const counts = countValues(name, hits);
    const byCount = (sortFacetValuesBy[name] ?? sortFacetValuesBy['*']) === 'count';
    const sorted = [...counts].sort(
      ([a, left], [b, right]) => (byCount && right - left) || compareValues(a, b),
    );
    facetDistribution[name] = Object.fromEntries(sorted.slice(0, maxValuesPerFacet));
    const numbers = [...counts.keys()].filter((value) => typeof value === 'number');
    if (numbers.length > 0) facetStats[name] = { min: Math.min(...numbers), max: Math.max(...numbers) };
  }
  return { facetDistribution, facetStats };
}

/** A document counts once for each of its different values. */
function countValues(name: string, hits: Document[]): Map<string | number, number> {
  const counts = new Map<string | number, number>();
  for (const document of hits)
    for (const value of new Set(facetValues(document, name))) counts.set(value, (counts.get(value) ?? 0) + 1);
  return counts;
}

function compareValues(left: string | number, right: string | number): number {
  if (typeof left === 'number' && typeof right === 'number') return left - right;
  if (typeof left === 'number') return -1;
  return typeof right === 'number' ? 1 : compareText(left, right);
}

function notFilterable(name: string, settings: StoredIndex['settings']): ApiError {
  const patterns = settings.filterableAttributes.toSorted();
  const hint =
    patterns.length === 0
      ? 'This index does not have configured filterable attributes.'
      : `Available filterable attributes patterns are: \`${patterns.join(', ')}\`.`;
  return new ApiError(
    'invalid_search_facets',
    `Invalid facet distribution: Pattern \`${name}\` is not filterable. ${hint}`,
  );
}
