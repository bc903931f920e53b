import { ApiError } from './errors.ts';
import { type FilterNode, FilterSyntaxError, parseFilter } from './filter-parser.ts';
import { type Document, embeddingsOf } from './vectors.ts';

/** How strings are compared in filters and sorts: compatibility forms apart, lower case, accents kept. */
export const normalizeFacet = (text: string) => text.trim().normalize('NFKD').toLowerCase();

/** The values of a field as filters, sorts and facets see them; nulls, empty strings and objects are none. */
export function facetValues(document: Document, attribute: string): (string | number)[] {
  const found = document[attribute];
  return (Array.isArray(found) ? found.flat(8) : [found]).flatMap((value): (string | number)[] => {
    if (typeof value === 'number') return [value];
    if (typeof value === 'boolean') return [String(value)];
    return typeof value === 'string' && value !== '' ? [value] : [];
  });
}

export function compareText(left: string, right: string): number {
  return Buffer.compare(Buffer.from(left), Buffer.from(right));
}

/** A filter as typed → a predicate; refuses bad syntax and attributes that may not be filtered by. */
export function compileFilter(
  given: unknown,
  index: { uid: string; filterableAttributes: string[] },
  code: 'invalid_search_filter' | 'invalid_document_filter',
): (document: Document) => boolean {
  let node: FilterNode | null;
  try {
    node = parseFilter(given);
  } catch (error) {
    if (error instanceof FilterSyntaxError) throw new ApiError(code, error.message);
    throw error;
  }
  if (node === null) return () => true;
  const filter = node;
  for (const attribute of attributesOf(filter)) {
    if (attribute.split('.')[0] === '_vectors' || index.filterableAttributes.includes(attribute)) continue;
    const patterns = index.filterableAttributes.toSorted().map((pattern) => `\`${pattern}\``);
    const hint =
      patterns.length === 0
        ? 'This index does not have configured filterable attributes.'
        : `Available filterable attribute patterns are: ${patterns.join(', ')}.`;
    throw new ApiError(code, `Index \`${index.uid}\`: Attribute \`${attribute}\` is not filterable. ${hint}`);
  }
  return (document) => passes(document, filter);
}

function attributesOf(node: FilterNode): string[] {
  if (node.kind === 'and' || node.kind === 'or') return node.parts.flatMap(attributesOf);
  return node.kind === 'not' ? attributesOf(node.part) : [node.attribute];
}

/** Whether a document passes a parsed filter. */
function passes(document: Document, node: FilterNode): boolean {
  switch (node.kind) {
    case 'and':
      return node.parts.every((part) => passes(document, part));
    case 'or':
      return node.parts.some((part) => passes(document, part));
    case 'not':
      return !passes(document, node.part);
    case 'exists':
      return exists(document, node.attribute);
    case 'null':
      return document[node.attribute] === null;
    case 'empty':
      return ['[]', '{}', '""'].includes(JSON.stringify(document[node.attribute]) ?? '');
    case 'in':
      return node.values.some((value) => equals(document, node.attribute, value));
    case 'compare':
      if (node.operator === '=') return equals(document, node.attribute, node.value);
      if (node.operator === '!=') return !equals(document, node.attribute, node.value);
      return facetValues(document, node.attribute).some((found) => inRange(found, node.operator, node.value));
  }
}

function exists(document: Document, attribute: string): boolean {
  const [field, embedder] = attribute.split('.');
  if (field !== '_vectors') return Object.hasOwn(document, attribute);
  const embedders = embedder === undefined ? Object.keys(document._vectors ?? {}) : [embedder];
  return embedders.some((name) => embeddingsOf(document, name).length > 0);
}

/** A value is a number as well as a text when it reads like one; documents' own values are one or the other. */
function numberIn(value: string): number | null {
  return /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(value) ? Number(value) : null;
}

function equals(document: Document, attribute: string, value: string): boolean {
  const number = numberIn(value);
  const text = normalizeFacet(value);
  return facetValues(document, attribute).some((found) =>
    typeof found === 'number' ? found === number : normalizeFacet(found) === text,
  );
}

function inRange(found: string | number, operator: string, value: string): boolean {
  const number = numberIn(value);
  if (typeof found === 'number' && number === null) return false;
  const order =
    typeof found === 'number' ? found - number! : compareText(normalizeFacet(found), normalizeFacet(value));
  if (order === 0) return operator.endsWith('=');
  return operator.startsWith('>') ? order > 0 : order < 0;
}
