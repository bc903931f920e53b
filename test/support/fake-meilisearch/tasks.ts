import { ApiError, asApiError, type ErrorBody } from './errors.ts';

export interface Task {
  uid: number;
  batchUid: number | null;
  indexUid: string | null;
  status: 'enqueued' | 'processing' | 'succeeded' | 'failed' | 'canceled';
  type: string;
  canceledBy: null;
  details: Record<string, unknown>;
  error: ErrorBody | null;
  duration: string | null;
  enqueuedAt: string;
  startedAt: string | null;
  finishedAt: string | null;
}

/** What a task does when its turn comes; it throws to fail and returns what is to be added to the details. */
export type TaskWork = () => Record<string, unknown>;

/** What a failed task shows for details that were still null. */
const FAILED_DETAILS: Record<string, unknown> = { indexedDocuments: 0, deletedDocuments: 0 };

/** One queue for everything, as in the real server: strictly in order, one at a time, each a few ms later. */
export function createTaskQueue({ now }: { now: () => string }) {
  const tasks: Task[] = [];
  const work = new Map<number, TaskWork>();
  let failures = { left: 0, matching: (_task: Task) => true, code: 'internal' };
  let held = false;
  let stopped = false;
  let timer: NodeJS.Timeout | null = null;

  const next = () => tasks.find(({ status }) => status === 'enqueued' || status === 'processing');

  /** The task to go on with; what was started before a hold is still finished. */
  const ready = () => {
    const task = next();
    return task && !stopped && !(held && task.status === 'enqueued') ? task : null;
  };

  const kick = (): void => {
    if (timer !== null || !ready()) return;
    timer = setTimeout(() => {
      timer = null;
      const task = ready();
      if (task?.status === 'enqueued') start(task);
      else if (task) finish(task);
      kick();
    }, 1);
  };

  const start = (task: Task): void => {
    task.status = 'processing';
    task.batchUid = task.uid;
    task.startedAt = now();
  };

  const finish = (task: Task): void => {
    try {
      if (failures.left > 0 && failures.matching(task)) {
        failures.left -= 1;
        throw new ApiError(failures.code, 'An unexpected crash occurred when processing the task.');
      }
      Object.assign(task.details, work.get(task.uid)!());
      task.status = 'succeeded';
    } catch (error) {
      task.status = 'failed';
      task.error = asApiError(error).body;
      for (const [name, value] of Object.entries(task.details))
        if (value === null && name in FAILED_DETAILS) task.details[name] = FAILED_DETAILS[name];
    }
    work.delete(task.uid);
    task.finishedAt = now();
    task.duration = `PT${Math.max(Date.parse(task.finishedAt) - Date.parse(task.startedAt!), 1) / 1000}S`;
  };

  return {
    tasks,
    add(given: Pick<Task, 'indexUid' | 'type' | 'details'>, effect: TaskWork) {
      const task: Task = {
        uid: tasks.length,
        batchUid: null,
        status: 'enqueued',
        canceledBy: null,
        error: null,
        duration: null,
        enqueuedAt: now(),
        startedAt: null,
        finishedAt: null,
        ...given,
      };
      tasks.push(task);
      work.set(task.uid, effect);
      kick();
      const { uid: taskUid, indexUid, status, type, enqueuedAt } = task;
      return { taskUid, indexUid, status, type, enqueuedAt };
    },
    hold: () => {
      held = true;
    },
    release: () => {
      held = false;
      kick();
    },
    fail: (left: number, matching: (task: Task) => boolean = () => true, code = 'internal') => {
      failures = { left, matching, code };
    },
    /** The process dies: what was being done starts over when it comes back. */
    stop: () => {
      stopped = true;
      if (timer !== null) clearTimeout(timer);
      timer = null;
      for (const task of tasks) if (task.status === 'processing') task.status = 'enqueued';
    },
    resume: () => {
      stopped = false;
      kick();
    },
    wipe: () => {
      tasks.length = 0;
      work.clear();
    },
  };
}

export type TaskQueue = ReturnType<typeof createTaskQueue>;

/** `GET /tasks`: newest first unless reversed; one more is looked for to tell where the next page starts. */
export function listTasks(visible: Task[], query: URLSearchParams) {
  const limit = Number(query.get('limit') ?? 20);
  const from = query.has('from') ? Number(query.get('from')) : null;
  const reverse = query.get('reverse') === 'true';
  const accepts = (name: string, value: string | number | null): boolean => {
    const wanted = query.get(name);
    return wanted === null || wanted === '*' || wanted.split(',').includes(String(value));
  };
  const matching = visible.filter(
    (task) =>
      accepts('statuses', task.status) &&
      accepts('indexUids', task.indexUid) &&
      accepts('types', task.type) &&
      accepts('uids', task.uid),
  );
  const ordered = reverse ? matching : matching.toReversed();
  const page = ordered.filter(({ uid }) => from === null || (reverse ? uid >= from : uid <= from));
  return {
    results: page.slice(0, limit),
    total: matching.length,
    limit,
    from: page.slice(0, limit)[0]?.uid ?? null,
    next: page[limit]?.uid ?? null,
  };
}
