import type { InjectOptions } from 'fastify';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readConfig } from '../../src/config.ts';
import { createTestApp, PASSWORD, type TestApp } from '../support/test-app.ts';
import { expectRefusal } from './answers.ts';

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

describe('a proxy', () => {
  it.each([
    '127.0.0.1',
    '::1',
    '10.0.0.0/8',
    '2001:db8::/32',
    'loopback',
    ' loopback , 10.1.2.3,uniquelocal,linklocal ',
    '',
  ])('may be named as “%s”', (TRUST_PROXY) => {
    const named = TRUST_PROXY.split(',')
      .map((part) => part.trim())
      .filter(Boolean);
    expect(readConfig({ TRUST_PROXY }).TRUST_PROXY).toEqual(named);
  });

  it.each([
    'nginx',
    'true',
    '*',
    '0',
    '1',
    '10.0.0.0/33',
    '10.0.0/8',
    '::1/129',
    '10.0.0.0/8/8',
    '10.0.0.0/',
    '10.0.0.0/255.0.0.0',
    '127.0.0.1:8080',
    'loopback;10.0.0.1',
    'LOOPBACK',
    'http://127.0.0.1',
  ])('named as “%s” keeps the service from starting, with a sentence that says why', (TRUST_PROXY) => {
    expect(() => readConfig({ TRUST_PROXY: `127.0.0.1,${TRUST_PROXY}` })).toThrow(
      /is no IP address, no network such as 10\.0\.0\.0\/8[\s\S]*TRUST_PROXY/,
    );
  });

  it('is believed only where it is named: X-Forwarded headers from elsewhere count for nothing', async () => {
    const ask = (service: TestApp, remoteAddress: string) =>
      signIn(service, { remoteAddress, headers: { 'x-forwarded-for': '127.0.0.1', ...https } });
    const https = { 'x-forwarded-proto': 'https' };
    for (const stranger of ['203.0.113.9', '10.0.0.5', '::ffff:198.51.100.1']) {
      expectRefusal(await ask(app, stranger), 403, 'forbidden');
      expectRefusal(await ask(behindProxy, stranger), 403, 'forbidden');
    }
    expect((await ask(behindProxy, '127.0.0.1')).statusCode).toBe(201);
  });

  it('is believed about the last address alone: what a client wrote before it is not', async () => {
    // The proxy appends the address it sees; a client that claims to be this machine stays a stranger over http.
    const headers = { 'x-forwarded-for': '127.0.0.1, 203.0.113.9', 'x-forwarded-proto': 'http' };
    expectRefusal(await signIn(behindProxy, { headers }), 403, 'forbidden');
  });
});
