import type { ErrorResponse } from '../../api/contracts/common.ts';

export type FieldProblem = NonNullable<ErrorResponse['details']>[number];

/** What a failed request says. `code` is the server's, or `unreachable` when no answer came at all. */
export class ApiError extends Error {
  readonly status: number;
  readonly code: string;
  readonly details: FieldProblem[];
  readonly requestId: string;
  readonly facts: Record<string, string | number>;

  constructor(status: number, body: Partial<ErrorResponse>) {
    super(body.message ?? '');
    this.status = status;
    this.code = body.code ?? 'unavailable';
    this.details = body.details ?? [];
    this.requestId = body.requestId ?? '';
    this.facts = body.facts ?? {};
  }

  /** True when the same request may succeed a moment later. */
  get passing(): boolean {
    return this.code === 'unreachable' || this.code === 'unavailable';
  }
}

export interface CallOptions {
  query?: URLSearchParams;
  body?: unknown;
  signal?: AbortSignal;
  /** How long to wait for the answer, where the work may well take longer than usual. */
  patienceMs?: number;
}

const PATIENCE_MS = 30_000;

/** One request to the API. The answer's type is the contract's; the server checks itself against it. */
export async function call<Answer>(method: string, path: string, options: CallOptions = {}): Promise<Answer> {
  const response = await send(method, path, options);
  const text = await response.text();
  const answer: unknown = parse(text);
  if (!response.ok) throw new ApiError(response.status, isRecord(answer) ? answer : {});
  return answer as Answer;
}

async function send(method: string, path: string, options: CallOptions): Promise<Response> {
  const { query, body, signal, patienceMs = PATIENCE_MS } = options;
  const search = query?.size ? `?${query}` : '';
  const patience = AbortSignal.timeout(patienceMs);
  try {
    return await fetch(`/api/v1${path}${search}`, {
      method,
      credentials: 'same-origin',
      signal: signal ? AbortSignal.any([signal, patience]) : patience,
      headers: {
        accept: 'application/json',
        // The language the page is shown in, so that the server's messages come in it too.
        'accept-language': document.documentElement.lang,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
  } catch (error) {
    if (signal?.aborted) throw error;
    throw new ApiError(0, { code: 'unreachable' });
  }
}

function parse(text: string): unknown {
  try {
    return text === '' ? undefined : JSON.parse(text);
  } catch {
    return undefined;
  }
}

function isRecord(value: unknown): value is Partial<ErrorResponse> {
  return typeof value === 'object' && value !== null;
}
