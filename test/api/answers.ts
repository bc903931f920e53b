import type { LightMyRequestResponse } from 'fastify';
import { expect } from 'vitest';
import { z } from 'zod';

/** The one body that every refusal of this service has, written apart from the service's own contract. */
export const refusalBody = z.strictObject({
  code: z.enum([
    'invalid',
    'unauthenticated',
    'forbidden',
    'not_found',
    'conflict',
    'unavailable',
    'internal',
    'precondition_required',
    'precondition_failed',
    'too_large',
    'rate_limited',
  ]),
  message: z.string().min(1),
  details: z
    .array(z.strictObject({ field: z.string(), code: z.string().min(1), message: z.string().min(1) }))
    .min(1)
    .optional(),
  facts: z.record(z.string(), z.union([z.string(), z.number()])).optional(),
  requestId: z.string().min(1),
});
export type RefusalBody = z.infer<typeof refusalBody>;

/** Checks that an answer is a refusal of that status and code in the one shape, and gives its body. */
export function expectRefusal(answer: LightMyRequestResponse, status: number, code: string): RefusalBody {
  expect({ status: answer.statusCode, body: answer.body }).toMatchObject({ status });
  expect(String(answer.headers['content-type'])).toMatch(/^application\/json/);
  const body = refusalBody.parse(answer.json());
  expect(body.code).toBe(code);
  return body;
}

/** The fields that a refusal names. */
export function fieldsOf(body: RefusalBody): string[] {
  return (body.details ?? []).map(({ field }) => field);
}

/** Parts of an entry and of a list page that tests look at. */
export interface EntryBody {
  id: string;
  state: string;
  version: number;
  title: string;
  publishedAt: string | null;
  createdAt: string;
  reviewNote: string;
  can: string[];
  [field: string]: unknown;
}

export interface PageBody {
  items: EntryBody[];
  nextCursor: string | null;
  total: number;
  facets: Record<string, { value: string; count: number }[]>;
}

export type ListName = 'demands' | 'achievements';
export const listNames: ListName[] = ['demands', 'achievements'];

/** Han characters in the text: the mark of a Chinese sentence, whose absence marks an English one. */
export function isChinese(text: string): boolean {
  return /\p{Script=Han}/u.test(text);
}
