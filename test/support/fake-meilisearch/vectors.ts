/** A stored document as it was sent, `_vectors` included. */
export type Document = Record<string, unknown>;

/** Chunk vectors of a document for one embedder: `[..]`, `[[..], [..]]` or `{ embeddings }` were sent, or null. */
export function embeddingsOf(document: Document, embedder: string): number[][] {
  const all = document._vectors;
  if (typeof all !== 'object' || all === null) return [];
  let given = (all as Record<string, unknown>)[embedder];
  if (typeof given === 'object' && given !== null && 'embeddings' in given) given = given.embeddings;
  if (!Array.isArray(given) || given.length === 0) return [];
  return (Array.isArray(given[0]) ? given : [given]) as number[][];
}

/** True when the document says something about this embedder, if only that it has no vectors (null). */
export function optedOut(document: Document, embedder: string): boolean {
  const all = document._vectors;
  return typeof all === 'object' && all !== null && embedder in all;
}

/** (1 + cosine) / 2 of the nearest chunk; null for a document without vectors. */
export function similarity(document: Document, embedder: string, target: number[]): number | null {
  const scores = embeddingsOf(document, embedder).map((vector) => (1 + cosine(vector, target)) / 2);
  return scores.length === 0 ? null : Math.max(...scores);
}

function cosine(left: number[], right: number[]): number {
  let product = 0;
  for (const [at, value] of left.entries()) product += value * (right[at] ?? 0);
  const lengths = Math.hypot(...left) * Math.hypot(...right);
  return lengths === 0 ? 0 : product / lengths;
}

/** `_vectors` as answered when vectors are asked for. */
export function shownVectors(document: Document, embedders: string[]): Record<string, unknown> {
  const shown = Object.fromEntries(
    embedders.map((name) => [name, { embeddings: embeddingsOf(document, name), regenerate: false }]),
  );
  return { ...(document._vectors as object | undefined), ...shown };
}
