import type { FastifyReply, FastifyRequest } from 'fastify';
import type { z } from 'zod';
import { AppError, type ErrorCode, type FieldIssue, invalid } from '../kernel/errors.ts';
import { fieldName, type Locale, type TextKey, type TextParams, translate } from '../kernel/texts/index.ts';

/** The domain's codes and the four that only HTTP knows. */
type HttpCode = ErrorCode | 'precondition_required' | 'precondition_failed' | 'too_large' | 'rate_limited';

const statuses: Record<HttpCode, number> = {
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
};

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

interface Answer {
  status: number;
  code: HttpCode;
  text: TextKey;
  params: TextParams;
  issues: FieldIssue[];
  facts: Record<string, string | number>;
}

/** Turns anything thrown into one body; unknown errors show nothing and are logged whole. */
export function handleError(error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const answer = toAnswer(error);
  const { locale } = request;
  const { status, code, facts, issues } = answer;
  if (status >= 500) request.log.error({ err: error }, 'request failed');
  const message = translate(locale, answer.text, { ...answer.params, ...facts, requestId: request.id });
  const details = issues.map((issue) => toDetail(locale, issue));
  return reply.status(status).send({
    code,
    message,
    ...(details.length > 0 && { details }),
    ...(Object.keys(facts).length > 0 && { facts }),
    requestId: request.id,
  });
}

function toAnswer(error: unknown): Answer {
  const rest = { params: {}, issues: [], facts: {} };
  if (error instanceof AppError) {
    const { code, text, params, issues, facts } = error;
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
  const message = translate(locale, text, { name: fieldName(locale, field), ...params });
  return { field, code: text.replace('field.', ''), message };
}

/** The field errors of a refused zod value as one `invalid`. `part` is what was parsed: body, querystring, params. */
export function fromZod(error: z.ZodError): AppError {
  return invalid(error.issues.flatMap(toIssues));
}

function toIssues(issue: z.core.$ZodIssue): FieldIssue[] {
  const field = issue.path.join('.');
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({
      field: [...issue.path, key].join('.'),
      text: 'field.unknown',
      params: { key },
    }));
  }
  return [{ field, ...refusal(issue, field) }];
}

/** Which sentence a zod issue becomes. Amounts have one of their own: what is wrong is always the same choice. */
function refusal(issue: z.core.$ZodIssue, field: string): Omit<FieldIssue, 'field'> {
  if (['budget', 'reward', 'price'].includes(field.split('.')[0] ?? '')) return { text: 'field.amount' };
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
