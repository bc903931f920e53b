import { z } from 'zod';
import type { TestApp } from '../support/test-app.ts';

/** The part of JSON Schema that the OpenAPI document uses. */
export interface Schema {
  type?: string | string[] | undefined;
  properties?: Record<string, Schema> | undefined;
  required?: string[] | undefined;
  additionalProperties?: boolean | Schema | undefined;
  items?: Schema | undefined;
  anyOf?: Schema[] | undefined;
  oneOf?: Schema[] | undefined;
  enum?: unknown[] | undefined;
  const?: unknown;
  minLength?: number | undefined;
  maxLength?: number | undefined;
  minimum?: number | undefined;
  maximum?: number | undefined;
  maxItems?: number | undefined;
  [key: string]: unknown;
}

const schema = z.custom<Schema>((value) => typeof value === 'object' && value !== null);
const content = z.object({ 'application/json': z.object({ schema }) });
const operation = z.object({
  summary: z.string().optional(),
  parameters: z.array(z.object({ name: z.string(), in: z.string(), schema })).default([]),
  requestBody: z.object({ content }).optional(),
  responses: z.record(z.string(), z.object({ content: content.optional() })),
});
const document = z.object({
  openapi: z.string(),
  paths: z.record(z.string(), z.record(z.string(), operation)),
});

export async function readOpenApi(app: TestApp) {
  const answer = await app.server.inject({ method: 'GET', url: '/api/openapi.json' });
  return document.parse(answer.json());
}

export interface Operation {
  method: string;
  path: string;
  summary: string | undefined;
  parameters: z.infer<typeof operation>['parameters'];
  body: Schema | undefined;
  responses: z.infer<typeof operation>['responses'];
}

/** Every operation of the document, one a row. */
export function operationsOf({ paths }: z.infer<typeof document>): Operation[] {
  return Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, { summary, parameters, requestBody, responses }]) => ({
      method,
      path,
      summary,
      parameters,
      body: requestBody?.content['application/json'].schema,
      responses,
    })),
  );
}
