import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestApp, goodDemand, type Name, type TestApp } from '../support/test-app.ts';
import { expectRefusal, fieldsOf } from './answers.ts';

let app: TestApp;
beforeAll(async () => {
  app = await createTestApp();
});
afterAll(() => app.end());

const form = { name: 'nightly export', scopes: ['read'], expiresInDays: 30 };

async function make(name: Name, more: object = {}) {
  const answer = await app.as(name, 'POST', '/account/tokens', { ...form, ...more });
  expect(answer.statusCode).toBe(201);
  return answer.json<{ id: string; token: string }>();
}

/** A request signed with a token, and with nothing else. */
const by = (
  token: string,
  method: 'GET' | 'HEAD' | 'POST' | 'DELETE' | 'PATCH',
  path: string,
  payload?: object,
) =>
  app.server.inject({
    method,
    url: `/api/v1${path}`,
    headers: { authorization: `Bearer ${token}` },
    ...(payload && { payload }),
  });

describe('an API token', () => {
  it('is shown once, and listed without itself', async () => {
    const { id, token } = await make('enterprise');
    const listed = await app.as('enterprise', 'GET', '/account/tokens');
    expect(listed.body).not.toContain(token);
    expect(listed.json<{ items: object[] }>().items).toEqual([
      {
        id,
        name: 'nightly export',
        scopes: ['read'],
        createdAt: new Date(app.clock.now()).toISOString(),
        expiresAt: new Date(app.clock.now() + 30 * 24 * 3_600_000).toISOString(),
        lastUsedAt: null,
      },
    ]);
    await by(token, 'GET', '/demands');
    const used = (await app.as('enterprise', 'GET', '/account/tokens')).json<{ items: object[] }>().items[0];
    expect(used).toMatchObject({ lastUsedAt: new Date(app.clock.now()).toISOString() });
  });

  it('sees what its account sees', async () => {
    const draft = await app.as('rival', 'POST', '/demands', goodDemand);
    const path = `/demands/${draft.json<{ id: string }>().id}`;
    const own = await make('rival');
    const other = await make('researcher');
    expect((await by(own.token, 'GET', path)).statusCode).toBe(200);
    expect((await by(own.token, 'HEAD', path)).statusCode).toBe(200);
    expectRefusal(await by(other.token, 'GET', path), 404, 'not_found');
  });

  it('reads or writes as it was made to, and not the other', async () => {
    const reader = await make('enterprise');
    const writer = await make('enterprise', { scopes: ['write'] });
    const both = await make('enterprise', { scopes: ['read', 'write'] });
    expectRefusal(await by(reader.token, 'POST', '/demands', goodDemand), 403, 'forbidden');
    expect((await by(writer.token, 'POST', '/demands', goodDemand)).statusCode).toBe(201);
    expectRefusal(await by(writer.token, 'GET', '/demands'), 403, 'forbidden');
    expect((await by(both.token, 'POST', '/demands', goodDemand)).statusCode).toBe(201);
    expect((await by(both.token, 'GET', '/demands')).statusCode).toBe(200);
  });

  it.each([
    ['GET', '/account'],
    ['GET', '/account/sessions'],
    ['GET', '/account/tokens'],
    ['POST', '/account/tokens'],
    ['DELETE', '/account/sessions'],
    ['POST', '/account/password'],
    ['POST', '/account/second-factor'],
    ['GET', '/session'],
    ['POST', '/session'],
    ['DELETE', '/session'],
    ['POST', '/setup'],
    ['POST', '/password-resets'],
  ] as const)('opens nothing of its owner’s own: %s %s', async (method, path) => {
    const { token } = await make('peer', { scopes: ['read', 'write'] });
    expectRefusal(await by(token, method, path), 403, 'forbidden');
    const { items } = (await app.as('peer', 'GET', '/account/tokens')).json<{ items: { id: string }[] }>();
    for (const { id } of items) await app.as('peer', 'DELETE', `/account/tokens/${id}`);
  });

  it('is over once it is revoked, by its owner alone', async () => {
    const { id, token } = await make('researcher');
    expectRefusal(await app.as('admin', 'DELETE', `/account/tokens/${id}`), 404, 'not_found');
    expect((await app.as('researcher', 'DELETE', `/account/tokens/${id}`)).statusCode).toBe(204);
    expectRefusal(await by(token, 'GET', '/demands'), 401, 'unauthenticated');
  });

  it.each(['jbt_', 'jbt_x', `jbt_${'A'.repeat(43)}`])(
    'that is not valid (%s) is refused, not taken for a visitor',
    async (token) => {
      expectRefusal(await by(token, 'GET', '/demands'), 401, 'unauthenticated');
    },
  );

  it.each(['Basic dXNlcjpwYXNz', 'Bearer of-a-proxy', 'Bearer', ''])(
    'is none in %j: the request is a visitor’s',
    async (authorization) => {
      const answer = await app.server.inject({ url: '/api/v1/demands', headers: { authorization } });
      expect(answer.statusCode).toBe(200);
    },
  );

  it('decides alone, whatever cookie comes with it', async () => {
    const { token } = await make('researcher');
    const headers = { authorization: `bearer ${token}`, cookie: await app.signIn('enterprise') };
    const answer = await app.server.inject({
      method: 'POST',
      url: '/api/v1/demands',
      payload: goodDemand,
      headers,
    });
    expectRefusal(answer, 403, 'forbidden');
  });

  it('does not travel in the clear from another machine', async () => {
    const { token } = await make('enterprise');
    const headers = { authorization: `Bearer ${token}` };
    const answer = await app.server.inject({ url: '/api/v1/demands', headers, remoteAddress: '203.0.113.9' });
    expectRefusal(answer, 403, 'forbidden');
  });

  it('needs no proof of which website it comes from, since no browser adds it by itself', async () => {
    const { token } = await make('enterprise', { scopes: ['write'] });
    const headers = { authorization: `Bearer ${token}`, 'sec-fetch-site': 'cross-site' };
    const request = { method: 'POST', url: '/api/v1/demands', payload: goodDemand } as const;
    expect((await app.server.inject({ ...request, headers })).statusCode).toBe(201);
    const cookie = await app.signIn('enterprise');
    const borrowed = { cookie, 'sec-fetch-site': 'cross-site' };
    expectRefusal(await app.server.inject({ ...request, headers: borrowed }), 403, 'forbidden');
  });

  it.each([
    [{ name: '' }, 'name'],
    [{ name: 'x'.repeat(81) }, 'name'],
    [{ scopes: [] }, 'scopes'],
    [{ scopes: ['admin'] }, 'scopes.0'],
    [{ expiresInDays: 0 }, 'expiresInDays'],
    [{ expiresInDays: 366 }, 'expiresInDays'],
    [{ expiresInDays: 1.5 }, 'expiresInDays'],
    [{ accountId: 'somebody' }, 'accountId'],
  ])('is not made of %j', async (more, field) => {
    const answer = await app.as('enterprise', 'POST', '/account/tokens', { ...form, ...more });
    expect(fieldsOf(expectRefusal(answer, 400, 'invalid'))).toEqual([field]);
  });
});
