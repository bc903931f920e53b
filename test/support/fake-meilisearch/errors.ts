/** Statuses that differ from 400, by error code. */
const STATUS: Record<string, number> = {
  missing_authorization_header: 401,
  invalid_api_key: 403,
  index_not_found: 404,
  task_not_found: 404,
  document_not_found: 404,
  index_already_exists: 409,
  internal: 500,
};

const AUTH = ['missing_authorization_header', 'invalid_api_key'];

export interface ErrorBody {
  message: string;
  code: string;
  type: string;
  link: string;
}

/** What the server answers, or what a task ends with, when something is refused. */
export class ApiError extends Error {
  readonly code: string;
  readonly status: number;

  constructor(code: string, message: string, status = STATUS[code] ?? 400) {
    super(message);
    this.code = code;
    this.status = status;
  }

  get body(): ErrorBody {
    const type = AUTH.includes(this.code)
      ? 'auth'
      : this.code === 'internal'
        ? 'internal'
        : 'invalid_request';
    return {
      message: this.message,
      code: this.code,
      type,
      link: `https://docs.meilisearch.com/errors#${this.code}`,
    };
  }
}

export const indexNotFound = (uid: string) => new ApiError('index_not_found', `Index \`${uid}\` not found.`);

/** Anything thrown, as the server would word it. */
export function asApiError(thrown: unknown): ApiError {
  if (thrown instanceof ApiError) return thrown;
  return new ApiError('internal', `The fake stumbled: ${thrown instanceof Error ? thrown.stack : thrown}`);
}
