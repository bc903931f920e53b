import { type ApiKey, mayDo } from './auth.ts';
import { addDocuments, deleteDocuments, type FetchRequest, fetchDocuments } from './documents.ts';
import { checkUid, type Route } from './route.ts';
import type { Store } from './store.ts';
import type { TaskQueue } from './tasks.ts';
import type { Document } from './vectors.ts';

/** Writing and reading documents. */
export function documentRoutes(store: Store, queue: TaskQueue, key: ApiKey | undefined): Route[] {
  return [
    {
      method: 'POST',
      path: '/indexes/:uid/documents',
      action: 'documents.add',
      scope: 'index',
      status: 202,
      handle: ({ uid, query, body }) => {
        checkUid(uid);
        const documents = (Array.isArray(body) ? body : [body]) as Document[];
        const details = { receivedDocuments: documents.length, indexedDocuments: null };
        return queue.add({ indexUid: uid, type: 'documentAdditionOrUpdate', details }, () => {
          const index = store.findOrCreate(uid, mayDo(key, 'indexes.create'));
          const added = addDocuments(uid, index, documents, query.get('primaryKey'));
          store.touch(index);
          return added;
        });
      },
    },
    {
      method: 'POST',
      path: '/indexes/:uid/documents/delete-batch',
      action: 'documents.delete',
      scope: 'index',
      status: 202,
      handle: ({ uid, body }) => {
        const ids = body as unknown[];
        const details = { providedIds: ids.length, deletedDocuments: null, originalFilter: null };
        return queue.add({ indexUid: uid, type: 'documentDeletion', details }, () => {
          const index = store.find(uid);
          store.touch(index);
          return deleteDocuments(index, ids);
        });
      },
    },
    {
      method: 'POST',
      path: '/indexes/:uid/documents/fetch',
      action: 'documents.get',
      scope: 'index',
      handle: ({ uid, body }) => fetchDocuments(uid, store.find(uid), (body ?? {}) as FetchRequest),
    },
    {
      method: 'GET',
      path: '/indexes/:uid/documents',
      action: 'documents.get',
      scope: 'index',
      handle: ({ uid, query }) => fetchDocuments(uid, store.find(uid), fetchRequest(query)),
    },
  ];
}

function fetchRequest(query: URLSearchParams): FetchRequest {
  const fields = query.get('fields');
  const sort = query.get('sort');
  return {
    filter: query.get('filter'),
    fields: fields === null ? null : fields.split(','),
    ids: query.get('ids')?.split(',') ?? null,
    limit: Number(query.get('limit') ?? 20),
    offset: Number(query.get('offset') ?? 0),
    retrieveVectors: query.get('retrieveVectors') === 'true',
    ...(sort === null ? {} : { sort: sort.split(',') }),
  };
}
