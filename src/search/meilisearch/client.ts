import { setTimeout as wait } from 'node:timers/promises';
import {
  type EnqueuedTask,
  Meilisearch,
  MeilisearchApiError,
  MeilisearchRequestError,
  type Task,
} from 'meilisearch';
import { AppError } from '../../kernel/errors.ts';
import { EngineRefusal } from '../engine-port.ts';

/** Long enough for a batch of vectors on a busy machine; searches bring a shorter limit of their own. */
const REQUEST_MS = 60_000;
const FIRST_POLL_MS = 20;
const LONGEST_POLL_MS = 500;

/**
 * The npm client with this service's idea of failure. Errors never carry a request, a header or a document: the
 * client's own ones hold whole requests in their causes, and errors are logged.
 */
export function createServerClient({ url, key }: { url: string; key: string | undefined }) {
  const client = new Meilisearch({
    host: url,
    timeout: REQUEST_MS,
    ...(key !== undefined && { apiKey: key }),
  });
  const closing = new AbortController();

  /** Any request. Throws `unavailable` when there is no proper answer, `EngineRefusal` when there is one that says no. */
  async function ask<Result>(call: (client: Meilisearch) => PromiseLike<Result>): Promise<Result> {
    if (closing.signal.aborted) throw unavailable('closing');
    try {
      return await untilClosed(call(client));
    } catch (error) {
      throw translate(error);
    }
  }

  /** At the end of the process nobody waits for a server that hangs. */
  function untilClosed<Result>(asked: PromiseLike<Result>): Promise<Result> {
    return new Promise((resolve, reject) => {
      const giveUp = () => reject(unavailable('closing'));
      closing.signal.addEventListener('abort', giveUp, { once: true });
      const done = () => closing.signal.removeEventListener('abort', giveUp);
      Promise.resolve(asked).then(resolve, reject).finally(done);
    });
  }

  /**
   * Requests that enqueue a task each, in this order, and the wait for all their ends: the server works on one task
   * after the other. Throws as `ask` does, also when a task failed.
   */
  async function work(...calls: ((client: Meilisearch) => PromiseLike<EnqueuedTask>)[]): Promise<void> {
    const tasks: number[] = [];
    for (const call of calls) tasks.push((await ask(call)).taskUid);
    for (const task of tasks) await waitFor(task);
  }

  async function waitFor(taskUid: number): Promise<void> {
    let pause = FIRST_POLL_MS;
    for (;;) {
      const task = await ask((server) => server.tasks.getTask(taskUid));
      if (task.status === 'succeeded') return;
      if (task.status === 'failed' || task.status === 'canceled') throw failure(task);
      // At the end of the process the next request says why.
      await wait(pause, undefined, { signal: closing.signal }).catch(() => undefined);
      pause = Math.min(pause * 1.5, LONGEST_POLL_MS);
    }
  }

  /** Whether this task failed; false where the key may not see it. */
  async function hasFailed(taskUid: number): Promise<boolean> {
    const task = await ask((server) => server.tasks.getTask(taskUid)).catch(() => null);
    return task?.status === 'failed' || task?.status === 'canceled';
  }

  return { ask, work, hasFailed, close: () => closing.abort() };
}

export function unavailable(reason: string): AppError {
  return new AppError('unavailable', 'error.engineUnavailable', { params: { reason } });
}

function translate(error: unknown): Error {
  if (error instanceof AppError) return error;
  if (error instanceof MeilisearchApiError) {
    const { status } = error.response;
    const code = error.cause?.code ?? String(status);
    // A wrong key is mended by whoever runs the service, and then everything goes on.
    // A task that is not there was lost with the server's folder.
    const passing = status >= 500 || status === 401 || status === 403 || code === 'task_not_found';
    if (passing || error.cause === undefined) return unavailable(`${status} ${code}`);
    return new EngineRefusal(code, error.cause.message ?? '');
  }
  return unavailable(error instanceof MeilisearchRequestError ? networkReason(error.cause) : 'bad answer');
}

/** E.g. `ECONNREFUSED`: the innermost code there is, never a sentence that could quote a request. */
function networkReason(error: unknown): string {
  for (let cause = error, depth = 0; cause instanceof Error && depth < 5; cause = cause.cause, depth += 1) {
    if ('code' in cause && typeof cause.code === 'string') return cause.code;
    if (cause.name === 'MeilisearchRequestTimeOutError') return 'timeout';
  }
  return error instanceof Error && error.name === 'AbortError' ? 'aborted' : 'no answer';
}

/** Why a task did not succeed. What is the server's own trouble, e.g. a full disk, is no fault of the documents. */
function failure({ status, error }: Task): Error {
  if (status === 'canceled') return unavailable('task canceled');
  // An index that went between two requests is made anew before the next try.
  const passing = ['internal', 'system'].includes(error?.type ?? '') || error?.code === 'index_not_found';
  if (error === null || passing) {
    return unavailable(error?.code ?? 'task failed');
  }
  return new EngineRefusal(error.code, error.message);
}
