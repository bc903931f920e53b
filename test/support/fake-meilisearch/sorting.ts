import { ApiError } from './errors.ts';
import { compareText, facetValues, normalizeFacet } from './filter.ts';
import type { Document } from './vectors.ts';

export interface SortKey {
  attribute: string;
  descending: boolean;
}

/** `attribute:asc` or `attribute:desc`, in a request's `sort` and among the ranking rules. */
export function sortKey(text: string): SortKey | null {
  const found = /^(.+):(asc|desc)$/.exec(text);
  return found ? { attribute: found[1]!, descending: found[2] === 'desc' } : null;
}

export function parseSort(
  given: unknown,
  index: { uid: string; sortableAttributes: string[] },
  code: 'invalid_search_sort' | 'invalid_document_sort',
): SortKey[] {
  if (given === undefined || given === null) return [];
  if (!Array.isArray(given))
    throw new ApiError(code, 'Invalid value type at `.sort`: expected an array, but found something else');
  return given.map((text) => {
    const key = sortKey(String(text));
    if (!key)
      throw new ApiError(
        code,
        `Invalid syntax for the sort parameter: expected expression ending by \`:asc\` or \`:desc\`, found \`${text}\`.`,
      );
    if (index.sortableAttributes.includes(key.attribute)) return key;
    const hint =
      index.sortableAttributes.length === 0
        ? 'This index does not have configured sortable attributes.'
        : `Available sortable attributes are: \`${index.sortableAttributes.join(', ')}\`.`;
    throw new ApiError(
      code,
      `Index \`${index.uid}\`: Attribute \`${key.attribute}\` is not sortable. ${hint}`,
    );
  });
}

/** Numbers before texts in both directions, and documents without a value after both. */
export function compareBySort(left: Document, right: Document, keys: SortKey[]): number {
  for (const key of keys) {
    const [a, b] = [sortValue(left, key), sortValue(right, key)];
    const order = rank(a) - rank(b) || (key.descending ? compare(b, a) : compare(a, b));
    if (order !== 0) return order;
  }
  return 0;
}

type SortValue = string | number | null;

const rank = (value: SortValue) => (value === null ? 2 : typeof value === 'string' ? 1 : 0);

/** Of several values, the one the direction meets first. */
function sortValue(document: Document, { attribute, descending }: SortKey): SortValue {
  const values = facetValues(document, attribute)
    .map((value) => (typeof value === 'string' ? normalizeFacet(value) : value))
    .sort((a, b) => rank(a) - rank(b) || (descending ? compare(b, a) : compare(a, b)));
  return values[0] ?? null;
}

function compare(left: SortValue, right: SortValue): number {
  if (typeof left === 'number' && typeof right === 'number') return left - right;
  return typeof left === 'string' && typeof right === 'string' ? compareText(left, right) : 0;
}
