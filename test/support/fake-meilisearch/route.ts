import type { Need } from './auth.ts';
import { ApiError } from './errors.ts';

interface Call {
  uid: string;
  query: URLSearchParams;
  body: unknown;
}

export interface Route extends Need {
  method: string;
  /** `:uid` stands for the index, `:task` for a task. */
  path: string;
  /** The answer's value; 200 unless it is an enqueued task's (202). */
  handle(call: Call): unknown;
  status?: number;
}

export function checkUid(uid: unknown): asserts uid is string {
  if (typeof uid === 'string' && /^[a-zA-Z0-9_-]{1,400}$/.test(uid)) return;
  throw new ApiError(
    'invalid_index_uid',
    `\`${uid}\` is not a valid index uid. Index uid can be an integer or a string containing only alphanumeric characters, hyphens (-) and underscores (_), and can not be more than 400 bytes.`,
  );
}
