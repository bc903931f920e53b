import { indexNotFound } from './errors.ts';
import { defaultSettings, type Settings } from './settings.ts';
import type { Document } from './vectors.ts';

export interface StoredIndex {
  createdAt: string;
  updatedAt: string;
  primaryKey: string | null;
  /** By id as text, in the order of first insertion; a replaced document keeps its place. */
  documents: Map<string, Document>;
  settings: Settings;
}

/** Strictly rising times as the server writes them, so that no two indexes are created at the same one. */
export function createTimeline(): () => string {
  let last = 0;
  let count = 0;
  return () => {
    const now = Math.max(Date.now(), last);
    count = now === last ? count + 1 : 0;
    last = now;
    return new Date(now).toISOString().replace('Z', `${String(count).padStart(6, '0')}Z`);
  };
}

/** The indexes by uid. Changed by tasks alone. */
export function createStore({ now }: { now: () => string }) {
  const indexes = new Map<string, StoredIndex>();

  const find = (uid: string): StoredIndex => {
    const index = indexes.get(uid);
    if (!index) throw indexNotFound(uid);
    return index;
  };
  const create = (uid: string, primaryKey: string | null): StoredIndex => {
    const at = now();
    const index = {
      createdAt: at,
      updatedAt: at,
      primaryKey,
      documents: new Map(),
      settings: defaultSettings(),
    };
    indexes.set(uid, index);
    return index;
  };

  return {
    indexes,
    find,
    create,
    uids: () => [...indexes.keys()].sort(),
    /** For writes, which make the index they find missing unless the key may not. */
    findOrCreate: (uid: string, mayCreate: boolean) =>
      indexes.get(uid) ?? (mayCreate ? create(uid, null) : find(uid)),
    touch: (index: StoredIndex) => {
      index.updatedAt = now();
    },
    /** The underlying indexes change names, with everything they have, `createdAt` too. */
    swap: (left: string, right: string) => {
      const [a, b] = [find(left), find(right)];
      indexes.set(left, b).set(right, a);
    },
  };
}

export type Store = ReturnType<typeof createStore>;

/** An index as `GET /indexes/:uid` shows it. */
export function showIndex(uid: string, { createdAt, updatedAt, primaryKey }: StoredIndex) {
  return { uid, createdAt, updatedAt, primaryKey };
}
