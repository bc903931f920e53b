import type { InjectOptions } from 'fastify';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestApp, goodDemand, PASSWORD, publish, type TestApp } from '../support/test-app.ts';
import { expectRefusal, type PageBody } from './answers.ts';
import { operationsOf, readOpenApi } from './openapi-document.ts';

let app: TestApp;

beforeAll(async () => {
  app = await createTestApp();
});
afterAll(() => app.end());

/** As another website makes a visitor's browser send it. */
const foreign: [string, Record<string, string>][] = [
  ['Sec-Fetch-Site: cross-site', { 'sec-fetch-site': 'cross-site' }],
  ['Sec-Fetch-Site: same-site', { 'sec-fetch-site': 'same-site' }],
  ['an unknown Sec-Fetch-Site', { 'sec-fetch-site': 'nearby' }],
  [
    'a foreign Origin beside a foreign site',
    { 'sec-fetch-site': 'cross-site', origin: 'http://localhost:3000' },
  ],
  ['a foreign Origin', { origin: 'https://evil.example' }],
  ['Origin: null', { origin: 'null' }],
  ['an Origin that is none', { origin: 'nonsense' }],
  ['another port', { origin: 'http://localhost:3001' }],
  ['our name inside another', { origin: 'http://localhost.evil.example' }],
  ['our name as a user', { origin: 'http://localhost:3000@evil.example' }],
];

describe.each(foreign)('a write with %s', (_title, headers) => {
  it('is refused, whichever operation it is, and changes nothing', async () => {
    const id = await publish(app, 'demands');
    const cookie = await app.signIn('enterprise');
    const before = (await app.as('operator', 'GET', '/demands?limit=1')).json<PageBody>().total;
    const writes = operationsOf(await readOpenApi(app)).filter(({ method }) => method !== 'get');
    expect(writes.length).toBeGreaterThanOrEqual(12);
    for (const { method, path } of writes) {
      const url = path.replace('{id}', id).replaceAll(/\{\w+\}/g, 'x');
      const request: InjectOptions = {
        method: method.toUpperCase() as 'POST',
        url,
        payload:
          method === 'delete' ? undefined : { ...goodDemand, account: 'enterprise', password: PASSWORD },
        headers: { cookie, host: 'localhost:3000', ...headers },
      } as InjectOptions;
      expectRefusal(await app.server.inject(request), 403, 'forbidden');
    }
    expect((await app.as('operator', 'GET', '/demands?limit=1')).json<PageBody>().total).toBe(before);
    expect((await app.as('enterprise', 'GET', `/demands/${id}`)).json()).toMatchObject({
      version: 3,
      state: 'published',
    });
    expect((await app.as('enterprise', 'GET', '/session')).statusCode).toBe(200);
  });

  it('is told apart from reading', async () => {
    for (const method of ['GET', 'HEAD'] as const) {
      const { statusCode } = await app.server.inject({ method, url: '/api/v1/demands', headers });
      expect(statusCode).toBe(200);
    }
  });
});

it.each([
  ['one’s own page', { 'sec-fetch-site': 'same-origin', origin: 'http://localhost:3000' }],
  ['the address bar', { 'sec-fetch-site': 'none' }],
  ['an older browser on our own page', { origin: 'http://localhost:3000' }],
  ['a program that is no browser', {}],
])('lets a write from %s through', async (_title, headers) => {
  const cookie = await app.signIn('enterprise');
  const answer = await app.server.inject({
    method: 'POST',
    url: '/api/v1/demands',
    payload: goodDemand,
    headers: { cookie, host: 'localhost:3000', ...headers },
  });
  expect(answer.statusCode).toBe(201);
});

it('lets a write with an API token through, wherever it comes from: no browser adds one by itself', async () => {
  const made = await app.as('enterprise', 'POST', '/account/tokens', {
    name: 'robot',
    scopes: ['read', 'write'],
    expiresInDays: 30,
  });
  const { token } = made.json<{ token: string }>();
  for (const [, headers] of foreign) {
    const answer = await app.server.inject({
      method: 'POST',
      url: '/api/v1/demands',
      payload: goodDemand,
      headers: { authorization: `Bearer ${token}`, host: 'localhost:3000', ...headers },
    });
    expect(answer.statusCode).toBe(201);
  }
  // A cookie beside a token that is none is no way around the check.
  const cookie = await app.signIn('enterprise');
  for (const authorization of ['Bearer jbt_nonsense', 'Basic abc', 'Bearer nonsense', 'Bearer']) {
    const answer = await app.server.inject({
      method: 'POST',
      url: '/api/v1/demands',
      payload: goodDemand,
      headers: { authorization, cookie, 'sec-fetch-site': 'cross-site' },
    });
    expect([401, 403]).toContain(answer.statusCode);
  }
});
