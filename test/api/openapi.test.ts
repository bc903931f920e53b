import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { registerOpenApi } from '../../src/http/openapi.ts';
import { createSmallServer } from '../http/small-server.ts';
import { createTestApp, type TestApp } from '../support/test-app.ts';
import { expectRefusal } from './answers.ts';
import { type Operation, operationsOf, readOpenApi } from './openapi-document.ts';

/** Every operation of the API, by hand: one that is missing here or there fails. */
const expected = [
  'delete /api/v1/account/second-factor 204',
  'delete /api/v1/account/sessions 204',
  'delete /api/v1/account/sessions/{id} 204',
  'delete /api/v1/account/tokens/{id} 204',
  'delete /api/v1/index/rebuild 204',
  'delete /api/v1/organisations/{id}/consents/{consentId} 204',
  'delete /api/v1/organisations/{id}/invitations/{invitationId} 204',
  'delete /api/v1/organisations/{id}/members/{accountId}/{role} 204',
  'delete /api/v1/session 204',
  'get /api/v1/account 200',
  'get /api/v1/account/personal-data 200',
  'get /api/v1/account/sessions 200',
  'get /api/v1/account/tokens 200',
  'get /api/v1/accounts 200',
  'get /api/v1/achievements 200',
  'get /api/v1/achievements/{id} 200',
  'get /api/v1/achievements/{id}/matches 200',
  'get /api/v1/achievements/{id}/preview 200',
  'get /api/v1/achievements/{id}/weighed 200',
  'get /api/v1/audit 200',
  'get /api/v1/audit/export 200',
  'get /api/v1/decisions 200',
  'get /api/v1/demands 200',
  'get /api/v1/demands/{id} 200',
  'get /api/v1/demands/{id}/clinic 200',
  'get /api/v1/demands/{id}/matches 200',
  'get /api/v1/demands/{id}/preview 200',
  'get /api/v1/funnel 200',
  'get /api/v1/inbox 200',
  'get /api/v1/inbox/unread 200',
  'get /api/v1/index/status 200',
  'get /api/v1/introductions/{id} 200',
  'get /api/v1/matches 200',
  'get /api/v1/matches/{id} 200',
  'get /api/v1/organisations 200',
  'get /api/v1/organisations/choices 200',
  'get /api/v1/organisations/mine 200',
  'get /api/v1/organisations/{id} 200',
  'get /api/v1/organisations/{id}/consents 200',
  'get /api/v1/organisations/{id}/invitations 200',
  'get /api/v1/organisations/{id}/members 200',
  'get /api/v1/organisations/{id}/summary 200',
  'get /api/v1/pairs 200',
  'get /api/v1/pledge 200',
  'get /api/v1/score-models 200',
  'get /api/v1/score-models/{name} 200',
  'get /api/v1/search 200',
  'get /api/v1/session 200',
  'get /api/v1/taxonomies/{name} 200',
  'get /api/v1/terms 200',
  'patch /api/v1/account 200',
  'patch /api/v1/achievements/{id} 200',
  'patch /api/v1/demands/{id} 200',
  'patch /api/v1/matches/{id} 200',
  'patch /api/v1/organisations/{id} 200',
  'post /api/v1/account/deletion 200',
  'post /api/v1/account/password 204',
  'post /api/v1/account/recovery-codes 200',
  'post /api/v1/account/second-factor 200',
  'post /api/v1/account/second-factor/confirmation 200',
  'post /api/v1/account/tokens 201',
  'post /api/v1/accounts/{id}/transitions 200',
  'post /api/v1/achievements 201',
  'post /api/v1/achievements/{id}/pledges 201',
  'post /api/v1/achievements/{id}/transitions 200',
  'post /api/v1/audit/verifications 200',
  'post /api/v1/demands 201',
  'post /api/v1/demands/{id}/pledges 201',
  'post /api/v1/demands/{id}/transitions 200',
  'post /api/v1/index/rebuild 202',
  'post /api/v1/index/reconciliations 200',
  'post /api/v1/index/retries 200',
  'post /api/v1/introductions/{id}/answers 201',
  'post /api/v1/introductions/{id}/progress 201',
  'post /api/v1/invitations/acceptance 201',
  'post /api/v1/invitations/preview 200',
  'post /api/v1/matches/decisions 200',
  'post /api/v1/matches/{id}/decisions 201',
  'post /api/v1/matches/{id}/introduction 201',
  'post /api/v1/organisations/{id}/consents 201',
  'post /api/v1/organisations/{id}/handovers 200',
  'post /api/v1/organisations/{id}/invitations 201',
  'post /api/v1/organisations/{id}/transitions 200',
  'post /api/v1/password-resets 202',
  'post /api/v1/password-resets/confirmation 204',
  'post /api/v1/registrations 201',
  'post /api/v1/score-models 202',
  'post /api/v1/score-models/activations 201',
  'post /api/v1/session 201',
  'post /api/v1/setup 201',
].sort();
/** What is asked for by the address alone. */
const withoutBody = [
  '/api/v1/audit/verifications',
  '/api/v1/index/reconciliations',
  '/api/v1/index/rebuild',
  '/api/v1/score-models',
];
/** What is given as a file and not as JSON. */
const files = ['/api/v1/audit/export'];

/** What whoever asks too often, stumbles over us or shows a bad token hears everywhere, and what writes hear beside. */
const everywhere = ['401', '403', '429', '500', '503'];
const onWrites = ['400', '413', '415'];

let app: TestApp;
let version: string;
let operations: Operation[];
let schemes: string[];

beforeAll(async () => {
  app = await createTestApp();
  const document = await readOpenApi(app);
  version = document.openapi;
  schemes = Object.keys(document.components.securitySchemes);
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
      if (status === '204' || (status === '200' && files.includes(path))) continue;
      expect(response.content?.['application/json']?.schema, `${at} ${status}`).toMatchObject({
        type: 'object',
      });
    }
    const refusals = Object.keys(responses).filter((status) => !status.startsWith('2'));
    expect(refusals, at).toEqual(expect.arrayContaining(everywhere));
    if (method !== 'get') expect(refusals, at).toEqual(expect.arrayContaining(onWrites));
    if (method === 'patch') expect(refusals, at).toEqual(expect.arrayContaining(['412', '428']));
    // Whatever is asked for by an id may not be there.
    if (path.includes('{')) expect(refusals, at).toContain('404');
    for (const status of refusals) {
      expect(status, at).toMatch(/^[45]\d\d$/);
      const schema = responses[status]?.content?.['application/json']?.schema;
      expect(schema?.required, `${at} ${status}`).toEqual(
        expect.arrayContaining(['code', 'message', 'requestId']),
      );
    }
  }
});

it('says of every operation who may ask, and whether a token will do', () => {
  expect(schemes.sort()).toEqual(['session', 'token']);
  for (const { method, path, security } of operations) {
    const at = `${method} ${path}`;
    const named = (security ?? []).map((scheme) => Object.keys(scheme)[0] ?? 'nobody');
    expect(named, at).toContain('session');
    expect(new Set(named).size, at).toBe(named.length);
    const scope = security?.find((scheme) => 'token' in scheme)?.token;
    if (scope !== undefined) expect(scope, at).toEqual([method === 'get' ? 'read' : 'write']);
    if (path.startsWith('/api/v1/session')) expect(named, at).not.toContain('token');
  }
  const of = (name: string) => operations.find(({ method, path }) => `${method} ${path}` === name)?.security;
  expect(of('get /api/v1/demands')).toEqual([{}, { session: [] }, { token: ['read'] }]);
  expect(of('post /api/v1/demands')).toEqual([{ session: [] }, { token: ['write'] }]);
});

it('names the headers that make asking twice and changing at once safe', () => {
  const headersOf = (name: string) =>
    operations
      .find(({ method, path }) => `${method} ${path}` === name)
      ?.parameters.filter((parameter) => parameter.in === 'header')
      .map(({ name: header }) => header);
  expect(headersOf('post /api/v1/demands')).toEqual(['idempotency-key']);
  expect(headersOf('patch /api/v1/demands/{id}')).toEqual(['if-match']);
  expect(headersOf('get /api/v1/demands/{id}')).toEqual([]);
});

describe('the description', () => {
  const urls = ['/api/openapi.json', '/api/docs', '/api/docs/static/swagger-ui-bundle.js'];

  it('is for those who are signed in on a real site', async () => {
    const cookie = await app.signIn('enterprise');
    for (const url of urls) {
      expectRefusal(await app.server.inject({ method: 'GET', url }), 401, 'unauthenticated');
      const { statusCode } = await app.server.inject({ method: 'GET', url, headers: { cookie } });
      expect(statusCode, url).toBeLessThan(400);
    }
  });

  it('is open where the server was told so, as in demo mode', async () => {
    const server = createSmallServer(() => {});
    await registerOpenApi(server, { open: true });
    for (const url of urls) {
      expect((await server.inject({ method: 'GET', url })).statusCode, url).toBeLessThan(400);
    }
  });
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
    'title chain keywords indicators cooperation trl region contact disclosure fieldDisclosure maskWords titleEn summaryEn targets'.split(
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
  const headers = { cookie: await app.signIn('operator') };
  const first = await app.server.inject({ method: 'GET', url: '/api/docs', headers });
  const page =
    first.statusCode === 200
      ? first
      : await app.server.inject({ method: 'GET', url: String(first.headers.location), headers });
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
    const answer = await app.server.inject({ method: 'GET', url: pathname, headers });
    expect(answer.statusCode, pathname).toBe(200);
  }
});
