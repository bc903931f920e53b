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
const content = z.record(z.string(), z.object({ schema: schema.optional() }));
const operation = z.object({
  summary: z.string().optional(),
  security: z.array(z.record(z.string(), z.array(z.string()))).optional(),
  parameters: z
    .array(z.object({ name: z.string(), in: z.string(), required: z.boolean().default(false), schema }))
    .default([]),
  requestBody: z.object({ content }).optional(),
  responses: z.record(z.string(), z.object({ content: content.optional() })),
});
const document = z.object({
  openapi: z.string(),
  components: z.object({ securitySchemes: z.record(z.string(), z.object({ type: z.string() })) }),
  paths: z.record(z.string(), z.record(z.string(), operation)),
});

/** As those who are signed in read it. */
export async function readOpenApi(app: TestApp) {
  const cookie = await app.signIn('operator');
  const answer = await app.server.inject({ method: 'GET', url: '/api/openapi.json', headers: { cookie } });
  return document.parse(answer.json());
}

export interface Operation {
  method: string;
  path: string;
  summary: string | undefined;
  parameters: z.infer<typeof operation>['parameters'];
  body: Schema | undefined;
  responses: z.infer<typeof operation>['responses'];
  security: z.infer<typeof operation>['security'];
}

/** Every operation of the document, one a row. */
export function operationsOf({ paths }: z.infer<typeof document>): Operation[] {
  return Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, { requestBody, ...rest }]) => ({
      ...rest,
      method,
      path,
      summary: rest.summary,
      security: rest.security,
      body: requestBody?.content['application/json']?.schema,
    })),
  );
}
