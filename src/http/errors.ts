import type { IncomingMessage } from 'node:http';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { z } from 'zod';
import { AppError, type ErrorCode, type FieldIssue, invalid } from '../kernel/errors.ts';
import { fieldName, type Locale, type TextKey, type TextParams, translate } from '../kernel/texts/index.ts';

/** The domain's codes and the four that only HTTP knows. */
export type HttpCode =
  | ErrorCode
  | 'precondition_required'
  | 'precondition_failed'
  | 'too_large'
  | 'rate_limited';

export const statuses = {
  invalid: 400,
  unauthenticated: 401,
  forbidden: 403,
  not_found: 404,
  conflict: 409,
  precondition_failed: 412,
  too_large: 413,
  precondition_required: 428,
  rate_limited: 429,
  internal: 500,
  unavailable: 503,
} as const satisfies Record<HttpCode, number>;

/** An error of the transport itself, e.g. a missing If-Match. */
export class HttpError extends Error {
  constructor(
    readonly code: HttpCode,
    readonly text: TextKey,
    readonly facts: Record<string, string | number> = {},
  ) {
    super(`${code}: ${text}`);
  }
}

/** Largest request body in bytes; the longest form is far below it. */
export const BODY_LIMIT = 1024 * 1024;

/** A body with thousands of wrong keys is told about the first few. */
const MOST_DETAILS = 50;
const LONGEST_ECHO = 80;

interface Answer {
  status: number;
  code: HttpCode;
  text: TextKey;
  params: TextParams;
  issues: FieldIssue[];
  facts: Record<string, string | number>;
}

/** Turns anything thrown into one body; unknown errors show nothing and are logged whole. */
export async function handleError(error: unknown, request: FastifyRequest, reply: FastifyReply) {
  const answer = toAnswer(error);
  if (answer.code === 'too_large') await readOut(request.raw);
  return sendError(error, answer, request, reply);
}

/** The same for what Fastify refuses before any hook has run, e.g. an address that cannot be decoded. */
export function handleFrameworkError(
  error: unknown,
  request: FastifyRequest,
  reply: FastifyReply,
): FastifyReply {
  return sendError(error, toAnswer(error), request, reply);
}

function sendError(
  error: unknown,
  answer: Answer,
  request: FastifyRequest,
  reply: FastifyReply,
): FastifyReply {
  const { locale } = request;
  const { status, code, facts, issues } = answer;
  if (status >= 500) request.log.error({ err: error }, 'request failed');
  const wait = facts.retryAfterSeconds;
  if (typeof wait === 'number') reply.header('retry-after', String(Math.ceil(wait)));
  const known = { ...answer.params, ...facts, requestId: request.id };
  const message = translate(locale, answer.text, {
    ...(typeof wait === 'number' && { after: inWords(locale, wait) }),
    ...known,
  });
  const details = issues.slice(0, MOST_DETAILS).map((issue) => toDetail(locale, issue));
  return reply.status(status).send({
    code,
    message,
    ...(details.length > 0 && { details }),
    ...(Object.keys(facts).length > 0 && { facts }),
    requestId: request.id,
  });
}

function inWords(locale: Locale, seconds: number): string {
  if (seconds <= 90) return translate(locale, 'duration.seconds', { count: Math.ceil(seconds) });
  return translate(locale, 'duration.minutes', { count: Math.ceil(seconds / 60) });
}

function toAnswer(error: unknown): Answer {
  const rest = { params: {}, issues: [], facts: {} };
  if (error instanceof AppError) {
    const { text, params, issues, facts } = error;
    // The domain has no code for “later”; whoever is told how long to wait asked too often.
    const code: HttpCode = facts.retryAfterSeconds === undefined ? error.code : 'rate_limited';
    return { status: statuses[code], code, text, params, issues, facts };
  }
  if (error instanceof HttpError) {
    return { ...rest, status: statuses[error.code], code: error.code, text: error.text, facts: error.facts };
  }
  const { code, statusCode } = error as { code?: string; statusCode?: number };
  if (code === 'FST_ERR_CTP_BODY_TOO_LARGE') {
    return { ...rest, status: 413, code: 'too_large', text: 'error.too_large', params: { limit: '1 MB' } };
  }
  if (code?.startsWith('FST_ERR_CTP') && code !== 'FST_ERR_CTP_INVALID_MEDIA_TYPE') {
    return { ...rest, status: 400, code: 'invalid', text: 'error.body' };
  }
  // What Fastify itself refuses: an unreadable URL, a body of unknown type.
  if (statusCode !== undefined && statusCode >= 400 && statusCode < 500) {
    return { ...rest, status: statusCode, code: 'invalid', text: 'error.method' };
  }
  return { ...rest, status: 500, code: 'internal', text: 'error.internal' };
}

function toDetail(locale: Locale, { field, text, params }: FieldIssue) {
  // An amount is one field to people, whichever part of it is wrong.
  const named = text === 'field.amount' ? (field.split('.')[0] ?? field) : field;
  const message = translate(locale, text, { name: fieldName(locale, named), ...params });
  return { field, code: text.replace('field.', ''), message };
}

/** The field errors of a refused zod value as one `invalid`. `part` is what was parsed: body, querystring, params. */
export function fromZod(error: z.ZodError): AppError {
  const [first] = error.issues;
  if (first?.code === 'invalid_type' && first.path.length === 0) return new AppError('invalid', 'error.body');
  return invalid(error.issues.flatMap(toIssues));
}

function shorten(key: string): string {
  return key.length <= LONGEST_ECHO ? key : `${key.slice(0, LONGEST_ECHO).toWellFormed()}…`;
}

function isAmount(path: PropertyKey[]): boolean {
  return ['budget', 'reward', 'price'].includes(String(path[0]));
}

function toIssues(issue: z.core.$ZodIssue): FieldIssue[] {
  const field = issue.path.join('.');
  if (issue.code === 'unrecognized_keys' && !isAmount(issue.path)) {
    return issue.keys.slice(0, MOST_DETAILS).map((key) => ({
      field: [...issue.path, shorten(key)].join('.'),
      text: 'field.unknown',
      params: { key: shorten(key) },
    }));
  }
  return [{ field, ...refusal(issue) }];
}

/** Which sentence a zod issue becomes. Amounts have one of their own: what is wrong is always the same choice. */
function refusal(issue: z.core.$ZodIssue): Omit<FieldIssue, 'field'> {
  if (isAmount(issue.path)) return { text: 'field.amount' };
  switch (issue.code) {
    case 'too_big': {
      const max = Number(issue.maximum);
      return { text: sized(issue.origin, 'field.tooLong', 'field.tooMany', 'field.tooBig'), params: { max } };
    }
    case 'too_small': {
      const min = Number(issue.minimum);
      if (issue.origin === 'string' && min === 1) return { text: 'field.required' };
      return {
        text: sized(issue.origin, 'field.tooShort', 'field.tooFew', 'field.tooSmall'),
        params: { min },
      };
    }
    case 'invalid_type':
      return { text: issue.input === undefined ? 'field.required' : 'field.type' };
    case 'invalid_value':
      return { text: 'field.option' };
    case 'custom':
      return { text: (issue.params?.text as TextKey | undefined) ?? 'field.type' };
    default:
      return { text: 'field.type' };
  }
}

function sized(origin: string, text: TextKey, list: TextKey, value: TextKey): TextKey {
  if (origin === 'string') return text;
  return origin === 'array' ? list : value;
}

const MOST_READ_OUT = 16 * BODY_LIMIT;
const LONGEST_READ_OUT_MS = 5000;

/**
 * Takes in and drops the rest of a body that is too large, within bounds. A client that is still sending would see
 * a broken connection instead of the answer.
 */
async function readOut(body: IncomingMessage): Promise<void> {
  if (body.readableEnded || body.destroyed) return;
  await new Promise<void>((resolve) => {
    let dropped = 0;
    const timer = setTimeout(resolve, LONGEST_READ_OUT_MS).unref();
    const done = () => {
      clearTimeout(timer);
      resolve();
    };
    body.on('data', (chunk: Buffer) => {
      dropped += chunk.length;
      if (dropped > MOST_READ_OUT) done();
    });
    body.once('end', done).once('close', done).once('error', done);
    body.resume();
  });
}
