import { join } from 'node:path';
import { Meilisearch } from 'meilisearch';
import { openDatabase } from '../../src/db/open.ts';
import type { VectorSource } from '../../src/matching/store.ts';
import { EMBEDDER, type StoredDocument } from '../../src/search/meilisearch/documents.ts';
import { expectedDocuments } from '../indexing/expected-documents.ts';

/** What two copies of the same entries differ in. All empty and zero: no drift. */
export interface Drift {
  documents: number;
  missing: string[];
  extra: string[];
  /** `<document>.<field>` of every value that is another one. */
  different: string[];
  /** Jobs that were left behind. */
  jobs: number;
  /** Entries whose row in the embedded index is not of their version. */
  embedded: string[];
}

interface Where {
  dataDir: string;
  url: string;
  key: string | undefined;
  prefix: string;
  source: VectorSource;
}

/** Compares every field of every document on the server with what the database says it should be. */
export async function measureDrift({ dataDir, url, key, prefix, source }: Where): Promise<Drift> {
  const db = openDatabase(join(dataDir, 'jiebang.sqlite'));
  try {
    const client = new Meilisearch({ host: url, ...(key !== undefined && { apiKey: key }) });
    const expected = new Map(expectedDocuments(db, source).map((document) => [document.id, document]));
    const found = new Map<string, StoredDocument>();
    for (const list of ['demands', 'achievements'])
      for (const document of await readAll(client, `${prefix}_${list}`)) found.set(document.id, document);
    return {
      documents: expected.size,
      missing: [...expected.keys()].filter((id) => !found.has(id)),
      extra: [...found.keys()].filter((id) => !expected.has(id)),
      different: [...expected].flatMap(([id, document]) => {
        const other = found.get(id);
        return other === undefined ? [] : differingFields(document, other).map((field) => `${id}.${field}`);
      }),
      jobs: Number(db.$client.prepare('SELECT count(*) FROM outbox').pluck().get()),
      embedded: db.$client
        .prepare(
          `SELECT e.id FROM entries e LEFT JOIN search_documents s ON s.id = e.id AND s.copy <> 'others'
           WHERE s.version IS NOT e.version OR s.state IS NOT e.state`,
        )
        .pluck()
        .all() as string[],
    };
  } finally {
    db.$client.close();
  }
}

async function readAll(client: Meilisearch, uid: string): Promise<StoredDocument[]> {
  const documents: StoredDocument[] = [];
  for (;;) {
    const page = await client
      .index<StoredDocument>(uid)
      .getDocuments({ offset: documents.length, limit: 500, retrieveVectors: true });
    documents.push(...page.results);
    if (page.results.length === 0 || documents.length >= page.total) return documents;
  }
}

/** Values are compared as JSON; vectors come back with the digits of a 32-bit number. */
function differingFields(expected: StoredDocument, found: StoredDocument): string[] {
  const { _vectors: ours, ...fields } = expected;
  const names = Object.keys(fields) as (keyof typeof fields)[];
  const different: string[] = names.filter(
    (name) => JSON.stringify(fields[name]) !== JSON.stringify(found[name]),
  );
  if (!sameVectors(ours[EMBEDDER], vectorsOf(found))) different.push('vectors');
  return different;
}

/** The server answers `{ embeddings, regenerate }` where it was given plain arrays. */
function vectorsOf({ _vectors }: StoredDocument): number[][] | null {
  const own = (_vectors as Record<string, unknown> | undefined)?.[EMBEDDER];
  if (own === null || own === undefined) return null;
  if (Array.isArray(own)) return own as number[][];
  const { embeddings } = own as { embeddings: number[][] | null };
  return embeddings === null || embeddings.length === 0 ? null : embeddings;
}

function sameVectors(one: number[][] | null, other: number[][] | null): boolean {
  if (one === null || other === null) return one === other;
  return (
    one.length === other.length &&
    one.every((vector, at) => vector.every((value, place) => Math.abs(value - other[at]![place]!) < 1e-6))
  );
}
