import { afterAll, beforeAll, expect, it } from 'vitest';
import { createTestApp, type TestApp } from '../support/test-app.ts';
import { type Operation, operationsOf, readOpenApi } from './openapi-document.ts';

/** Every operation of the API, by hand: one that is missing here or there fails. */
const expected = [
  'get /api/v1/achievements 200',
  'get /api/v1/achievements/{id} 200',
  'get /api/v1/achievements/{id}/matches 200',
  'get /api/v1/demands 200',
  'get /api/v1/demands/{id} 200',
  'get /api/v1/demands/{id}/matches 200',
  'get /api/v1/index/status 200',
  'get /api/v1/search 200',
  'get /api/v1/session 200',
  'get /api/v1/taxonomies/{name} 200',
  'patch /api/v1/achievements/{id} 200',
  'patch /api/v1/demands/{id} 200',
  'post /api/v1/achievements 201',
  'post /api/v1/achievements/{id}/transitions 200',
  'post /api/v1/demands 201',
  'post /api/v1/demands/{id}/transitions 200',
  'post /api/v1/session 201',
  'post /api/v1/setup 201',
  'delete /api/v1/session 204',
  'post /api/v1/index/retries 200',
  'post /api/v1/index/reconciliations 200',
  'post /api/v1/index/rebuild 202',
  'delete /api/v1/index/rebuild 204',
].sort();
/** What is asked for by the address alone. */
const withoutBody = ['/api/v1/index/reconciliations', '/api/v1/index/rebuild'];

let app: TestApp;
let version: string;
let operations: Operation[];

beforeAll(async () => {
  app = await createTestApp();
  const document = await readOpenApi(app);
  version = document.openapi;
  operations = operationsOf(document);
});
afterAll(() => app.end());

it('is OpenAPI 3.1 and lists every operation with its good answer', () => {
  expect(version).toMatch(/^3\.1\./);
  const found = operations.map(({ method, path, responses }) => {
    const good = Object.keys(responses).filter((status) => status.startsWith('2'));
    return `${method} ${path} ${good.join(',')}`;
  });
  expect(found.sort()).toEqual(expected);
});

it('leaves out no route of the API that the server has', () => {
  const described = operations.map(({ method, path }) => `${method} ${path.replace(/\{(\w+)\}/g, ':$1')}`);
  expect(servedRoutes(app.server.printRoutes({ commonPrefix: false })).sort()).toEqual(described.sort());
});

/** The routes of the API in the tree that Fastify prints, e.g. `get /api/v1/demands/:id`. */
function servedRoutes(tree: string): string[] {
  const parents: string[] = [];
  return tree.split('\n').flatMap((line) => {
    const [, indent = '', segment = '', methods = ''] = /^([│ ]*)[├└]── (\S+)(?: \((.+)\))?/.exec(line) ?? [];
    const depth = indent.length / 4;
    parents.splice(depth, parents.length, segment);
    const path = parents.join('');
    if (!path.startsWith('/api/v1/')) return [];
    const named = methods.split(', ').filter((method) => method !== '' && method !== 'HEAD');
    return named.map((method) => `${method.toLowerCase()} ${path}`);
  });
}

it('describes what every operation answers, good and bad', () => {
  for (const { method, path, responses, summary } of operations) {
    const at = `${method} ${path}`;
    expect(summary, at).toBeTruthy();
    for (const [status, response] of Object.entries(responses)) {
      if (status === '204') continue;
      expect(response.content?.['application/json']?.schema, `${at} ${status}`).toMatchObject({
        type: 'object',
      });
    }
    for (const status of ['4XX', '5XX']) {
      const schema = responses[status]?.content?.['application/json']?.schema;
      expect(schema?.required, `${at} ${status}`).toEqual(
        expect.arrayContaining(['code', 'message', 'requestId']),
      );
    }
  }
});

it('describes what every operation takes: parameters and bodies that refuse unknown keys', () => {
  for (const { method, path, body, parameters } of operations) {
    const at = `${method} ${path}`;
    const named = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
    const inPath = parameters.filter((parameter) => parameter.in === 'path');
    expect(
      inPath.map(({ name }) => name),
      at,
    ).toEqual(named);
    if (withoutBody.includes(path)) expect(body, at).toBeUndefined();
    else if (method === 'post' || method === 'patch') {
      expect(body?.type, at).toBe('object');
      expect(body?.additionalProperties, at).toBe(false);
    }
  }
});

it('names the wire fields of both lists', () => {
  const body = (path: string) =>
    Object.keys(operations.find((o) => o.method === 'post' && o.path === path)?.body?.properties ?? {});
  const shared =
    'title chain keywords indicators cooperation trl region contact disclosure titleEn summaryEn targets'.split(
      ' ',
    );
  const demand =
    'problem technology goals budget reward deadline completionMonths ipTerms conditions source'.split(' ');
  const achievement = 'field summary innovation prospects cases patents price evaluation expiry'.split(' ');
  expect(body('/api/v1/demands').sort()).toEqual([...shared, ...demand, 'organisationId'].sort());
  expect(body('/api/v1/achievements').sort()).toEqual([...shared, ...achievement, 'organisationId'].sort());
});

it('asks of a new draft nothing but a title', () => {
  for (const path of ['/api/v1/demands', '/api/v1/achievements']) {
    const posted = operations.find((operation) => operation.method === 'post' && operation.path === path);
    expect(posted?.body?.required).toEqual(['title']);
    const patched = operations.find(
      (operation) => operation.method === 'patch' && operation.path === `${path}/{id}`,
    );
    expect(patched?.body?.required ?? []).toEqual([]);
    const defaults = Object.values(patched?.body?.properties ?? {}).filter((schema) => 'default' in schema);
    expect(defaults).toEqual([]);
  }
});

it('has a page for people, which loads only from this service and runs nothing inline', async () => {
  const first = await app.server.inject({ method: 'GET', url: '/api/docs' });
  const page =
    first.statusCode === 200
      ? first
      : await app.server.inject({ method: 'GET', url: String(first.headers.location) });
  expect(page.statusCode).toBe(200);
  expect(page.headers['content-type']).toMatch(/^text\/html/);
  expect(page.body).not.toMatch(/<script(?![^>]*\ssrc=)[^>]*>\s*\S/);
  expect(page.body).not.toMatch(/\son\w+=/);
  expect(page.headers['content-security-policy']).toContain("script-src 'self';");
  const scripts = [...page.body.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, url]) => String(url));
  expect(scripts.length).toBeGreaterThan(0);
  for (const script of scripts) {
    const { pathname, origin } = new URL(script, 'http://localhost/api/docs/');
    expect(origin).toBe('http://localhost');
    expect((await app.server.inject({ method: 'GET', url: pathname })).statusCode, pathname).toBe(200);
  }
});
