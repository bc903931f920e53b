import type { InjectOptions } from 'fastify';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestApp, goodDemand, PASSWORD, publish, type TestApp } from '../support/test-app.ts';
import { expectRefusal, type PageBody } from './answers.ts';

const credentials = { account: 'enterprise', password: PASSWORD };
const proxied = { 'x-forwarded-proto': 'https', 'x-forwarded-for': '203.0.113.9' };

let app: TestApp;
let behindProxy: TestApp;

beforeAll(async () => {
  app = await createTestApp();
  behindProxy = await createTestApp({ environment: { TRUST_PROXY: '127.0.0.1' } });
});
afterAll(async () => {
  await app.end();
  await behindProxy.end();
});

function signIn(service: TestApp, more: Partial<InjectOptions> = {}) {
  return service.server.inject({ method: 'POST', url: '/api/v1/session', payload: credentials, ...more });
}

describe('every answer', () => {
  it('carries the headers that keep a browser safe, good answer or bad', async () => {
    const id = await publish(app, 'demands');
    const urls = [
      '/api/v1/demands',
      `/api/v1/demands/${id}`,
      '/api/v1/nowhere',
      '/api/v1/session',
      '/livez',
      '/api/openapi.json',
    ];
    for (const url of urls) {
      const { headers } = await app.server.inject({ method: 'GET', url });
      const policy = String(headers['content-security-policy']);
      expect(policy, url).toContain(`default-src 'self'`);
      expect(policy, url).toMatch(/script-src 'self'(;|$)/);
      expect(policy, url).toContain(`frame-ancestors 'none'`);
      expect(policy, url).toContain(`object-src 'none'`);
      expect(policy, url).not.toMatch(/unsafe-inline|unsafe-eval|\*|https?:/);
      expect(headers['x-content-type-options'], url).toBe('nosniff');
      expect(headers['x-frame-options'], url).toBe('SAMEORIGIN');
      expect(headers['referrer-policy'], url).toBeTruthy();
      expect(headers['x-powered-by'], url).toBeUndefined();
      expect(headers['access-control-allow-origin'], url).toBeUndefined();
    }
  });

  it('of the API is kept by no cache', async () => {
    for (const url of ['/api/v1/session', '/api/v1/demands', '/api/v1/demands/nothing']) {
      const answer = await app.server.inject({
        method: 'GET',
        url,
        headers: { cookie: await app.signIn('enterprise') },
      });
      expect(answer.headers['cache-control']).toBe('no-store');
    }
  });

  it('to an unreadable address carries them too', async () => {
    const { headers } = await app.server.inject({ method: 'GET', url: '/api/v1/demands/%E0%A4%A' });
    expect(headers['x-content-type-options']).toBe('nosniff');
    expect(String(headers['content-security-policy'])).toContain(`default-src 'self'`);
  });
});

describe('the session cookie', () => {
  it('is plain over http on this machine, out of reach of scripts and other sites', async () => {
    const answer = await signIn(app);
    expect(answer.statusCode).toBe(201);
    const cookie = String(answer.headers['set-cookie']);
    expect(cookie).toMatch(/^sid=[\w-]{43};/);
    expect(cookie).toContain('HttpOnly');
    expect(cookie).toContain('SameSite=Lax');
    expect(cookie).toContain('Path=/');
    expect(cookie).toMatch(/Expires=/);
    expect(cookie).not.toMatch(/Secure|Domain/i);
  });

  it('is bound to host and https behind a trusted proxy, and only that one is read there', async () => {
    const answer = await signIn(behindProxy, { headers: proxied });
    expect(answer.statusCode).toBe(201);
    const cookie = String(answer.headers['set-cookie']);
    expect(cookie).toMatch(/^__Host-sid=[\w-]{43};/);
    for (const attribute of ['Secure', 'HttpOnly', 'SameSite=Lax', 'Path=/'])
      expect(cookie).toContain(attribute);
    expect(cookie).not.toMatch(/Domain/i);
    const token = cookie.slice('__Host-sid='.length).split(';')[0];
    const read = (pair: string, headers: object) =>
      behindProxy.server.inject({
        method: 'GET',
        url: '/api/v1/session',
        headers: { cookie: pair, ...headers },
      });
    expect((await read(`__Host-sid=${token}`, proxied)).statusCode).toBe(200);
    expectRefusal(await read(`sid=${token}`, proxied), 401, 'unauthenticated');
    const out = await behindProxy.server.inject({
      method: 'DELETE',
      url: '/api/v1/session',
      headers: { cookie: `__Host-sid=${token}`, ...proxied },
    });
    expect(String(out.headers['set-cookie'])).toMatch(/^__Host-sid=;.*Secure/);
    expectRefusal(await read(`__Host-sid=${token}`, proxied), 401, 'unauthenticated');
  });

  it('does not become secure because a stranger claims https', async () => {
    const claimed = await signIn(app, { headers: { 'x-forwarded-proto': 'https' } });
    expect(String(claimed.headers['set-cookie'])).toMatch(/^sid=/);
    const stranger = await signIn(behindProxy, {
      headers: { 'x-forwarded-proto': 'https' },
      remoteAddress: '203.0.113.9',
    });
    expectRefusal(stranger, 403, 'forbidden');
  });
});

describe('a password', () => {
  it.each(['203.0.113.9', '192.168.1.20', '::ffff:10.0.0.5', '2001:db8::1'])(
    'is not taken over plain http from %s',
    async (remoteAddress) => {
      const answer = await signIn(app, { remoteAddress });
      expect(expectRefusal(answer, 403, 'forbidden').message).toContain('https');
      expect(answer.headers['set-cookie']).toBeUndefined();
      const setup = {
        token: 'x'.repeat(43),
        account: 'first',
        displayName: '甲',
        password: PASSWORD,
        organisation: '局',
      };
      const offered = { method: 'POST', url: '/api/v1/setup', payload: setup, remoteAddress } as const;
      expect(expectRefusal(await app.server.inject(offered), 403, 'forbidden').message).toContain('https');
    },
  );

  it.each(['127.0.0.1', '127.8.8.8', '::1', '::ffff:127.0.0.1'])(
    'is taken over plain http from %s',
    async (remoteAddress) => {
      expect((await signIn(app, { remoteAddress })).statusCode).toBe(201);
    },
  );

  it('is not taken when the proxy itself was reached over plain http', async () => {
    const answer = await signIn(behindProxy, {
      headers: { 'x-forwarded-for': '203.0.113.9', 'x-forwarded-proto': 'http' },
    });
    expectRefusal(answer, 403, 'forbidden');
  });
});

describe('a write that another website sent', () => {
  it.each(['cross-site', 'same-site'])('is refused when the browser says %s', async (site) => {
    const id = await publish(app, 'demands');
    const cookie = await app.signIn('enterprise');
    const before = (await app.as('operator', 'GET', '/demands?limit=1')).json<PageBody>().total;
    const headers = { cookie, 'sec-fetch-site': site };
    const writes: InjectOptions[] = [
      { method: 'POST', url: '/api/v1/demands', payload: goodDemand, headers },
      { method: 'PATCH', url: `/api/v1/demands/${id}`, payload: { title: '改', version: 3 }, headers },
      { method: 'POST', url: `/api/v1/demands/${id}/transitions`, payload: { to: 'withdrawn' }, headers },
      { method: 'POST', url: '/api/v1/session', payload: credentials, headers },
      { method: 'DELETE', url: '/api/v1/session', headers },
    ];
    for (const write of writes) expectRefusal(await app.server.inject(write), 403, 'forbidden');
    expect((await app.as('operator', 'GET', '/demands?limit=1')).json<PageBody>().total).toBe(before);
    expect((await app.as('enterprise', 'GET', `/demands/${id}`)).json()).toMatchObject({
      version: 3,
      state: 'published',
    });
  });

  it('is told apart from one’s own pages, the address bar and reading', async () => {
    const cookie = await app.signIn('enterprise');
    for (const site of ['same-origin', 'none']) {
      const headers = { cookie, 'sec-fetch-site': site };
      const answer = await app.server.inject({
        method: 'POST',
        url: '/api/v1/demands',
        payload: goodDemand,
        headers,
      });
      expect(answer.statusCode).toBe(201);
    }
    const read = {
      method: 'GET',
      url: '/api/v1/demands',
      headers: { cookie, 'sec-fetch-site': 'cross-site' },
    } as const;
    expect((await app.server.inject(read)).statusCode).toBe(200);
  });

  it('is refused when an older browser names a foreign Origin only', async () => {
    const cookie = await app.signIn('enterprise');
    const headers = { cookie, host: 'localhost:3000', origin: 'https://evil.example' };
    const answer = await app.server.inject({
      method: 'POST',
      url: '/api/v1/demands',
      payload: goodDemand,
      headers,
    });
    expectRefusal(answer, 403, 'forbidden');
  });
});
