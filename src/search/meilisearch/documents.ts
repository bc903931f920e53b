import { type Copy, copiesOf, type SearchDocument } from '../engine-port.ts';
import { encodeText } from './units.ts';

/** The name of our vectors in the server; they are always our own (`userProvided`), never made there. */
export const EMBEDDER = 'sentences';

/** Texts for those who read everything, and for everybody else: fields of their own, searched by who may. */
export const fullFields = ['title', 'body'] as const;
export const othersFields = ['othersTitle', 'othersBody'] as const;

/** A copy of an entry as the server keeps it. Absent values are null: they count in no facet and sort last. */
export interface StoredDocument {
  id: string;
  entry: string;
  copy: Copy;
  shard: string;
  version: number;
  stamp: string;
  organisation: string;
  state: string;
  disclosure: string;
  chain: string | null;
  region: string | null;
  trl: number | null;
  deadline: string | null;
  published: number | null;
  amount: number | null;
  title: string;
  body: string;
  othersTitle: string;
  othersBody: string;
  _vectors: { [EMBEDDER]: number[][] | null };
}

/** The id of a copy; entry ids hold letters and digits only. */
export function documentId(entry: string, copy: Copy): string {
  return copy === 'others' ? `${entry}_others` : entry;
}

function shardOf(entry: string): string {
  return entry.slice(-1);
}

/** The stored copies of an entry. What others may not read is in no copy that is searched for them. Pure. */
export function toStored(document: SearchDocument): StoredDocument[] {
  const { id, version, organisationId, state, disclosure, chain, trl, amount, stamp, vectors } = document;
  return copiesOf(document).map((copy) => {
    const forOthers = copy === 'others' && typeof document.others === 'object' ? document.others : null;
    const full = forOthers === null ? document.full : { title: '', body: '' };
    return {
      id: documentId(id, copy),
      entry: id,
      copy,
      shard: shardOf(id),
      version,
      stamp,
      organisation: organisationId,
      state,
      disclosure,
      chain,
      region: (forOthers ?? document).region || null,
      trl,
      deadline: document.closesOn,
      published: document.publishedAt,
      amount: forOthers === null ? amount : forOthers.amount,
      title: encodeText(full.title),
      body: encodeText(full.body),
      othersTitle: encodeText(forOthers?.title ?? ''),
      othersBody: encodeText(forOthers?.body ?? ''),
      _vectors: { [EMBEDDER]: toLists(forOthers === null ? vectors : forOthers.vectors) },
    };
  });
}

/** Null where there are none yet: an empty list would be refused. */
function toLists(vectors: Float32Array[]): number[][] | null {
  return vectors.length === 0 ? null : vectors.map((vector) => [...vector]);
}
