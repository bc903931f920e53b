import { type ApiKey, allIndexes, invalidKey, mayUse } from './auth.ts';
import { documentRoutes } from './document-routes.ts';
import { ApiError, asApiError } from './errors.ts';
import { indexRoutes } from './index-routes.ts';
import type { Route } from './route.ts';
import { type SearchQuery, search } from './search.ts';
import type { Store } from './store.ts';
import { listTasks, type Task, type TaskQueue } from './tasks.ts';

/** Every endpoint of the fake, with the action its key needs. */
export function createRoutes({
  store,
  queue,
  key,
}: {
  store: Store;
  queue: TaskQueue;
  key?: ApiKey | undefined;
}): Route[] {
  return [
    {
      method: 'GET',
      path: '/health',
      action: null,
      scope: 'global',
      handle: () => ({ status: 'available' }),
    },
    { method: 'GET', path: '/version', action: 'version', scope: 'global', handle: () => VERSION },
    ...indexRoutes(store, queue, key),
    ...documentRoutes(store, queue, key),
    ...searchRoutes(store, key),
    ...taskRoutes(queue, key),
  ];
}

const VERSION = { commitSha: 'fake', commitDate: '2026-07-23T14:39:41Z', pkgVersion: '1.50.0' };

function searchRoutes(store: Store, key: ApiKey | undefined): Route[] {
  return [
    {
      method: 'POST',
      path: '/indexes/:uid/search',
      action: 'search',
      scope: 'index',
      handle: ({ uid, body }) => search(store, uid, (body ?? {}) as SearchQuery),
    },
    {
      method: 'POST',
      path: '/multi-search',
      action: 'search',
      scope: 'checked',
      handle: ({ body }) => {
        const { queries } = body as { queries: (SearchQuery & { indexUid: string })[] };
        for (const [at, { indexUid }] of queries.entries())
          if (!mayUse(key, indexUid)) throw inQuery(at, invalidKey());
        return { results: queries.map((query, at) => searchOne(store, query, at)) };
      },
    },
  ];
}

/** One bad query spoils the whole request, and a missing index is a 400 here: it is not part of the address. */
function searchOne(store: Store, { indexUid, ...query }: SearchQuery & { indexUid: string }, at: number) {
  try {
    return { indexUid, ...search(store, indexUid, query) };
  } catch (error) {
    throw inQuery(at, asApiError(error));
  }
}

function inQuery(at: number, { code, status, message }: ApiError): ApiError {
  return new ApiError(code, `Inside \`.queries[${at}]\`: ${message}`, status === 404 ? 400 : status);
}

function taskRoutes(queue: TaskQueue, key: ApiKey | undefined): Route[] {
  /** A key limited to some indexes sees no task that is not of one index, swaps among them. */
  const visible = (wholeOnly: boolean): Task[] =>
    queue.tasks.filter(({ indexUid }) =>
      indexUid === null ? allIndexes(key) && !wholeOnly : mayUse(key, indexUid),
    );
  return [
    {
      method: 'GET',
      path: '/tasks',
      action: 'tasks.get',
      scope: 'checked',
      handle: ({ query }) => listTasks(visible(query.has('indexUids')), query),
    },
    {
      method: 'GET',
      path: '/tasks/:task',
      action: 'tasks.get',
      scope: 'checked',
      handle: ({ uid }) => {
        const task = visible(false).find((one) => String(one.uid) === uid);
        if (!task) throw new ApiError('task_not_found', `Task \`${uid}\` not found.`);
        return task;
      },
    },
  ];
}
