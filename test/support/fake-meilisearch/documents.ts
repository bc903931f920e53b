import { ApiError } from './errors.ts';
import { compileFilter } from './filter.ts';
import { compareBySort, parseSort } from './sorting.ts';
import type { StoredIndex } from './store.ts';
import { type Document, embeddingsOf, optedOut, shownVectors } from './vectors.ts';

/** Replaces documents whole; every one is checked before the first is stored, so a task does all or nothing. */
export function addDocuments(uid: string, index: StoredIndex, given: Document[], primaryKey: string | null) {
  const key = settlePrimaryKey(uid, index, given, primaryKey);
  const ids = given.map((document) => documentId(uid, document, key));
  checkVectors(uid, index, given, key);
  index.primaryKey = key;
  for (const [at, document] of given.entries()) index.documents.set(ids[at]!, document);
  return { indexedDocuments: given.length };
}

export function deleteDocuments(index: StoredIndex, ids: unknown[]) {
  return { deletedDocuments: ids.filter((id) => index.documents.delete(String(id))).length };
}

function settlePrimaryKey(uid: string, index: StoredIndex, given: Document[], asked: string | null): string {
  const known = index.primaryKey;
  if (known !== null && asked !== null && known !== asked)
    throw new ApiError(
      'index_primary_key_already_exists',
      `Index \`${uid}\`: Index already has a primary key: \`${known}\`.`,
    );
  if (known ?? asked) return (known ?? asked)!;
  const candidates = Object.keys(given[0] ?? {}).filter((field) => field.toLowerCase().endsWith('id'));
  if (candidates.length === 1) return candidates[0]!;
  const [code, problem] =
    candidates.length === 0
      ? ['index_primary_key_no_candidate_found', 'did not find any field ending with `id` in its name']
      : [
          'index_primary_key_multiple_candidates_found',
          'found several fields ending with `id` in their names',
        ];
  throw new ApiError(
    code!,
    `Index \`${uid}\`: The primary key inference failed as the engine ${problem}. Please specify the primary key manually using the \`primaryKey\` query parameter.`,
  );
}

function documentId(uid: string, document: Document, key: string): string {
  const id = document[key];
  if (id === undefined)
    throw new ApiError(
      'missing_document_id',
      `Index \`${uid}\`: Document doesn't have a \`${key}\` attribute: \`${JSON.stringify(document)}\`.`,
    );
  const text = String(id);
  const valid = typeof id === 'number' ? Number.isInteger(id) : typeof id === 'string';
  if (valid && /^[a-zA-Z0-9_-]{1,511}$/.test(text)) return text;
  throw new ApiError(
    'invalid_document_id',
    `Index \`${uid}\`: Document identifier \`${JSON.stringify(id)}\` is invalid. A document identifier can be of type integer or string, only composed of alphanumeric characters (a-z A-Z 0-9), hyphens (-) and underscores (_), and can not be more than 511 bytes.`,
  );
}

/** Documents must say something for every embedder with vectors of the user's own, and of the right length. */
export function checkVectors(
  uid: string,
  index: StoredIndex,
  documents: Iterable<Document>,
  key: string,
): void {
  for (const document of documents) {
    for (const [name, { source, dimensions }] of Object.entries(index.settings.embedders)) {
      const wrong = embeddingsOf(document, name).findIndex((vector) => vector.length !== dimensions);
      if (wrong >= 0)
        throw new ApiError(
          'invalid_vector_dimensions',
          `Index \`${uid}\`: Invalid vector dimensions in document with id \`${document[key]}\` in \`._vectors.${name}\`.\n  - note: embedding #${wrong} has dimensions ${embeddingsOf(document, name)[wrong]!.length}\n  - note: embedder \`${name}\` requires ${dimensions}`,
        );
      if (source === 'userProvided' && !optedOut(document, name))
        throw new ApiError(
          'vector_embedding_error',
          `Index \`${uid}\`: While embedding documents for embedder \`${name}\`: no vectors provided for document \`${document[key]}\`\n- Note: \`${name}\` has \`source: userProvided\`, so documents must provide embeddings as an array in \`_vectors.${name}\`.\n- Hint: opt-out for a document with \`_vectors.${name}: null\``,
        );
    }
  }
}

export interface FetchRequest {
  filter?: unknown;
  fields?: string[] | null;
  ids?: unknown[] | null;
  limit?: number;
  offset?: number;
  retrieveVectors?: boolean;
  sort?: string[];
}

/** One page of documents, in the order of insertion unless sorted; `total` counts all that pass. */
export function fetchDocuments(uid: string, index: StoredIndex, request: FetchRequest) {
  const { limit = 20, offset = 0, retrieveVectors = false } = request;
  const { filterableAttributes, sortableAttributes } = index.settings;
  const passes = compileFilter(request.filter, { uid, filterableAttributes }, 'invalid_document_filter');
  const sort = parseSort(request.sort, { uid, sortableAttributes }, 'invalid_document_sort');
  const ids = request.ids?.map(String);
  const found = [...index.documents]
    .filter(([id, document]) => (!ids || ids.includes(id)) && passes(document))
    .map(([, document]) => document)
    .sort((left, right) => compareBySort(left, right, sort));
  const results = found
    .slice(offset, offset + limit)
    .map((document) => showDocument(document, index, request.fields ?? ['*'], retrieveVectors));
  return { results, offset, limit, total: found.length };
}

/** The fields asked for that are also displayed; vectors only when they are asked for on their own. */
export function showDocument(
  document: Document,
  index: StoredIndex,
  fields: string[],
  vectors: boolean,
): Document {
  const { displayedAttributes, embedders } = index.settings;
  const shows = (list: string[], field: string) => list.includes('*') || list.includes(field);
  const shown = Object.fromEntries(
    Object.entries(document).filter(
      ([field]) => field !== '_vectors' && shows(fields, field) && shows(displayedAttributes, field),
    ),
  );
  return vectors ? { ...shown, _vectors: shownVectors(document, Object.keys(embedders)) } : shown;
}
