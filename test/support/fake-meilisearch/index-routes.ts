import { type ApiKey, invalidKey, mayDo, mayUse } from './auth.ts';
import { checkVectors } from './documents.ts';
import { ApiError } from './errors.ts';
import { checkUid, type Route } from './route.ts';
import { checkSettings, patchSettings } from './settings.ts';
import { type Store, type StoredIndex, showIndex } from './store.ts';
import type { TaskQueue } from './tasks.ts';
import { embeddingsOf } from './vectors.ts';

/** Indexes, their settings and statistics. */
export function indexRoutes(store: Store, queue: TaskQueue, key: ApiKey | undefined): Route[] {
  const visible = () => store.uids().filter((uid) => mayUse(key, uid));
  const stats = (uid: string) => indexStats(store.find(uid), isIndexing(queue, uid));
  return [
    {
      method: 'GET',
      path: '/stats',
      action: 'stats.get',
      scope: 'checked',
      handle: () => ({
        databaseSize: 0,
        usedDatabaseSize: 0,
        lastUpdate: queue.tasks.findLast(({ finishedAt }) => finishedAt)?.finishedAt ?? null,
        indexes: Object.fromEntries(visible().map((uid) => [uid, stats(uid)])),
      }),
    },
    {
      method: 'GET',
      path: '/indexes/:uid/stats',
      action: 'stats.get',
      scope: 'index',
      handle: ({ uid }) => stats(uid),
    },
    {
      method: 'GET',
      path: '/indexes',
      action: 'indexes.get',
      scope: 'checked',
      handle: ({ query }) => {
        const [offset, limit] = [Number(query.get('offset') ?? 0), Number(query.get('limit') ?? 20)];
        const results = visible().map((uid) => showIndex(uid, store.find(uid)));
        return { results: results.slice(offset, offset + limit), offset, limit, total: results.length };
      },
    },
    {
      method: 'POST',
      path: '/indexes',
      action: 'indexes.create',
      scope: 'checked',
      status: 202,
      handle: ({ body }) => {
        const { uid, primaryKey = null } = body as { uid: string; primaryKey?: string | null };
        checkUid(uid);
        if (!mayUse(key, uid)) throw invalidKey();
        return queue.add({ indexUid: uid, type: 'indexCreation', details: { primaryKey } }, () => {
          if (store.indexes.has(uid))
            throw new ApiError('index_already_exists', `Index \`${uid}\` already exists.`);
          store.create(uid, primaryKey);
          return {};
        });
      },
    },
    {
      method: 'GET',
      path: '/indexes/:uid',
      action: 'indexes.get',
      scope: 'index',
      handle: ({ uid }) => showIndex(uid, store.find(uid)),
    },
    {
      method: 'DELETE',
      path: '/indexes/:uid',
      action: 'indexes.delete',
      scope: 'index',
      status: 202,
      handle: ({ uid }) =>
        queue.add({ indexUid: uid, type: 'indexDeletion', details: { deletedDocuments: null } }, () => {
          const deletedDocuments = store.find(uid).documents.size;
          store.indexes.delete(uid);
          return { deletedDocuments };
        }),
    },
    {
      method: 'POST',
      path: '/swap-indexes',
      action: 'indexes.swap',
      scope: 'checked',
      status: 202,
      handle: ({ body }) => swapIndexes(body as { indexes: string[] }[], store, queue, key),
    },
    {
      method: 'GET',
      path: '/indexes/:uid/settings',
      action: 'settings.get',
      scope: 'index',
      handle: ({ uid }) => structuredClone(store.find(uid).settings),
    },
    {
      method: 'PATCH',
      path: '/indexes/:uid/settings',
      action: 'settings.update',
      scope: 'index',
      status: 202,
      handle: ({ uid, body }) => {
        const patch = checkSettings(body);
        return queue.add({ indexUid: uid, type: 'settingsUpdate', details: { ...patch } }, () => {
          const index = store.findOrCreate(uid, mayDo(key, 'indexes.create'));
          const settings = patchSettings(index.settings, patch);
          checkVectors(uid, { ...index, settings }, index.documents.values(), index.primaryKey ?? 'id');
          index.settings = settings;
          store.touch(index);
          return {};
        });
      },
    },
  ];
}

const isIndexing = (queue: TaskQueue, uid: string) =>
  queue.tasks.some(({ status, indexUid }) => status === 'processing' && indexUid === uid);

function indexStats({ documents, settings }: StoredIndex, indexing: boolean) {
  const fieldDistribution: Record<string, number> = {};
  let numberOfEmbeddings = 0;
  let numberOfEmbeddedDocuments = 0;
  for (const document of documents.values()) {
    for (const field of Object.keys(document))
      if (field !== '_vectors') fieldDistribution[field] = (fieldDistribution[field] ?? 0) + 1;
    const vectors = Object.keys(settings.embedders).flatMap((name) => embeddingsOf(document, name));
    numberOfEmbeddings += vectors.length;
    if (vectors.length > 0) numberOfEmbeddedDocuments += 1;
  }
  return {
    numberOfDocuments: documents.size,
    rawDocumentDbSize: 0,
    avgDocumentSize: 0,
    isIndexing: indexing,
    numberOfEmbeddings,
    numberOfEmbeddedDocuments,
    fieldDistribution,
  };
}

function swapIndexes(
  given: { indexes: string[] }[],
  store: Store,
  queue: TaskQueue,
  key: ApiKey | undefined,
) {
  const swaps = given.map(({ indexes }) => {
    if (indexes.length !== 2)
      throw new ApiError('invalid_swap_indexes', 'Two indexes must be given for each swap.');
    if (!indexes.every((uid) => mayUse(key, uid))) throw invalidKey();
    return { indexes, rename: false };
  });
  const uids = swaps.flatMap(({ indexes }) => indexes);
  const repeated = uids.find((uid, at) => uids.indexOf(uid) !== at);
  if (repeated !== undefined)
    throw new ApiError(
      'invalid_swap_duplicate_index_found',
      `Indexes must be declared only once during a swap. \`${repeated}\` was specified several times.`,
    );
  const enqueued = queue.add({ indexUid: null, type: 'indexSwap', details: { swaps } }, () => {
    const missing = uids.filter((uid) => !store.indexes.has(uid)).sort();
    if (missing.length > 0) {
      const names = missing.map((uid) => `\`${uid}\``).join(', ');
      throw new ApiError('index_not_found', `Index${missing.length > 1 ? 'es' : ''} ${names} not found.`);
    }
    for (const { indexes } of swaps) {
      const [left, right] = indexes as [string, string];
      store.swap(left, right);
      // Earlier tasks go with their index: they are listed under its new name.
      for (const task of queue.tasks.slice(0, enqueued.taskUid)) {
        if (task.indexUid === left) task.indexUid = right;
        else if (task.indexUid === right) task.indexUid = left;
      }
    }
    return {};
  });
  return enqueued;
}
