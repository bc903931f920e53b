import fc from 'fast-check';
import type { InjectOptions } from 'fastify';
import { afterAll, beforeAll, expect, it } from 'vitest';
import {
  createTestApp,
  goodAchievement,
  goodDemand,
  type Name,
  publish,
  type TestApp,
} from '../support/test-app.ts';
import { type EntryBody, refusalBody } from './answers.ts';
import { addressPart, encode, nearly } from './arbitrary-input.ts';
import { type Operation, operationsOf, readOpenApi } from './openapi-document.ts';

const RUNS = 60;
const readers: (Name | null)[] = [null, 'enterprise', 'researcher', 'operator', 'admin'];

let app: TestApp;
let operations: Operation[];
/** Operations that gave a good answer at least once: refusals alone would prove little. */
const answered: string[] = [];
/** Ids and names that lead somewhere. */
const known: string[] = ['chains', 'trl'];

beforeAll(async () => {
  app = await createTestApp();
  operations = operationsOf(await readOpenApi(app));
  for (const list of ['demands', 'achievements'] as const) {
    known.push(await publish(app, list));
    const owner = list === 'demands' ? 'enterprise' : 'researcher';
    const draft = await app.as(owner, 'POST', `/${list}`, list === 'demands' ? goodDemand : goodAchievement);
    known.push(draft.json<EntryBody>().id);
  }
});
afterAll(() => app.end());

/** Requests for one operation as its description allows, and some way beyond. */
function requestsFor({ method, path, parameters, body }: Operation) {
  const inPath = Object.fromEntries(
    parameters.filter((p) => p.in === 'path').map((p) => [p.name, addressPart(known)]),
  );
  const inQuery = Object.fromEntries(
    parameters.filter((p) => p.in === 'query').map((p) => [p.name, nearly(p.schema)]),
  );
  const versions = fc.constantFrom('"1"', '"2"', '"3"', 'W/"3"', '*', '', 'x', '"99999999999999999999"');
  // Signing out the people of this test would leave the later requests to visitors alone.
  const reader =
    path === '/api/v1/session' && method === 'delete'
      ? fc.constant(null)
      : fc.constantFrom(
          ...readers,
          'operator' as const,
          path.includes('demands') ? ('enterprise' as const) : ('researcher' as const),
        );
  return fc.record({
    path: fc
      .record(inPath)
      .map((parts) => path.replace(/\{(\w+)\}/g, (_, name: string) => parts[name] ?? '')),
    query: fc.record(inQuery, { requiredKeys: [] }).map(toQuery),
    body: body === undefined ? fc.constant(undefined) : nearly(body),
    reader,
    ifMatch: fc.oneof(
      { weight: 6, arbitrary: fc.constant('current') },
      { weight: 1, arbitrary: fc.option(versions, { nil: undefined }) },
    ),
    language: fc.constantFrom('zh-CN', 'en-GB', '', '*;q=0', 'x'.repeat(300)),
    cookie: fc.constantFrom('', 'sid=', 'sid=%E0%A4%A', '__Host-sid=x; sid=y', 'sid=__proto__', ';;;='),
  });
}

async function currentTag(path: string): Promise<string> {
  const answer = await app.as('operator', 'GET', path.replace('/api/v1', ''));
  return String(answer.headers.etag ?? '"1"');
}

function toQuery(values: Record<string, unknown>): string {
  const pairs = Object.entries(values).map(([key, value]) => {
    const text = typeof value === 'string' ? value : (JSON.stringify(value) ?? '');
    return `${encode(key)}=${encode(text)}`;
  });
  return pairs.length === 0 ? '' : `?${pairs.join('&')}`;
}

it('knows enough operations to be worth the name', () => {
  expect(operations.length).toBeGreaterThanOrEqual(19);
});

/** A good answer that broke its own schema would be a 5xx: the server checks what it sends. */
it.each(
  [
    'get /api/v1/achievements',
    'get /api/v1/achievements/{id}',
    'get /api/v1/achievements/{id}/matches',
    'get /api/v1/demands',
    'get /api/v1/demands/{id}',
    'get /api/v1/demands/{id}/matches',
    'get /api/v1/index/status',
    'get /api/v1/search',
    'get /api/v1/session',
    'get /api/v1/taxonomies/{name}',
    'patch /api/v1/achievements/{id}',
    'patch /api/v1/demands/{id}',
    'post /api/v1/achievements',
    'post /api/v1/achievements/{id}/transitions',
    'post /api/v1/demands',
    'post /api/v1/demands/{id}/transitions',
    'post /api/v1/session',
    'post /api/v1/setup',
    'delete /api/v1/session',
  ].map((name) => [name]),
)('%s never stumbles, whatever it is sent', async (name) => {
  const operation = operations.find(({ method, path }) => `${method} ${path}` === name);
  if (operation === undefined) throw new Error(`${name} is not described`);
  const seen = new Set<number>();
  await fc.assert(
    fc.asyncProperty(
      requestsFor(operation),
      async ({ path, query, body, reader, ifMatch, language, cookie }) => {
        const own = reader === null ? cookie : await app.signIn(reader);
        const headers: Record<string, string> = { cookie: own, 'accept-language': language };
        if (ifMatch !== undefined)
          headers['if-match'] = ifMatch === 'current' ? await currentTag(path) : ifMatch;
        const method = operation.method.toUpperCase() as NonNullable<InjectOptions['method']>;
        const request: InjectOptions = { method, url: path + query, headers };
        if (body !== undefined) {
          headers['content-type'] = 'application/json';
          request.payload = JSON.stringify(body);
        }
        const answer = await app.server.inject(request);
        seen.add(answer.statusCode);
        expect(answer.statusCode, answer.body).toBeLessThan(500);
        if (answer.statusCode >= 400) refusalBody.parse(answer.json());
      },
    ),
    { numRuns: RUNS },
  );
  if ([...seen].some((status) => status < 300)) answered.push(name);
});

it('was understood as often as refused', () => {
  expect(answered.length).toBeGreaterThanOrEqual(9);
});

it('leaves the service whole after all of that', async () => {
  await app.worker.drain();
  const status = (await app.as('operator', 'GET', '/index/status')).json<{
    pending: number;
    failed: number;
  }>();
  expect(status).toMatchObject({ pending: 0, failed: 0 });
  for (const list of ['demands', 'achievements']) {
    const listed = (await app.as('operator', 'GET', `/${list}?limit=1`)).json<{ total: number }>().total;
    const states = 'draft,submitted,returned,rejected,published,withdrawn,unclaimed,expired';
    const found = await app.as('operator', 'GET', `/search?list=${list}&limit=1&state=${states}`);
    expect(found.json<{ total: number }>().total).toBe(listed);
  }
});
