import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { z } from 'zod';
import { type Access, answers, registerAccess } from '../../src/http/access.ts';
import { limits, registerRateLimits } from '../../src/http/rate-limits.ts';
import { expectRefusal } from '../api/answers.ts';
import { createTestApp, PASSWORD } from '../support/test-app.ts';
import { createSmallServer } from './small-server.ts';

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date'], now: Date.parse('2026-03-02T02:00:00Z') });
});
afterEach(() => {
  vi.useRealTimers();
});

/** A server with one route of each pace. */
async function createServer() {
  const server = createSmallServer(() => {});
  await registerRateLimits(server);
  const access: Access = { who: 'anyone', action: null, tokens: 'write' };
  const schema = { response: answers({ 200: z.object({}) }, []) };
  await server.register(
    async (api) => {
      registerAccess(api, { strict: true });
      api.get('/things', { config: { access }, schema }, () => ({}));
      api.get('/ranking', { config: { access, pace: 'expensive' }, schema }, () => ({}));
      api.post('/sign-in', { config: { access }, schema }, () => ({}));
      const created = { response: answers({ 201: z.object({}) }, []) };
      const signedIn: Access = { ...access, who: 'signed-in' };
      api.post('/things', { config: { access: signedIn }, schema: created }, async (_request, reply) =>
        reply.status(201).send({}),
      );
      api.patch(
        '/things',
        {
          config: { access: signedIn },
          schema: {
            response: answers({ 200: z.object({}) }, ['precondition_failed', 'precondition_required']),
          },
        },
        () => ({}),
      );
    },
    { prefix: '/api/v1' },
  );
  server.get('/livez', () => ({}));
  server.get('/assets/a.js', () => ({}));
  return server;
}

type Server = Awaited<ReturnType<typeof createServer>>;
interface Asker {
  remoteAddress?: string;
  headers?: Record<string, string>;
}

/** How many of `tries` requests go through. */
async function through(
  server: Server,
  method: 'GET' | 'POST' | 'PATCH',
  path: string,
  asker: Asker,
  tries: number,
) {
  let passed = 0;
  for (let number = 0; number < tries; number += 1) {
    const { statusCode } = await server.inject({ method, url: path, ...asker });
    if (statusCode < 300) passed += 1;
  }
  return passed;
}

const askers = {
  visitor: { remoteAddress: '203.0.113.1' },
  account: { headers: { 'x-account': 'someone', 'x-role': 'enterprise' } },
  staff: { headers: { 'x-account': 'staff', 'x-role': 'operator' } },
} as const;

describe.each(['visitor', 'account', 'staff'] as const)('a %s', (kind) => {
  const asker = askers[kind];

  it.each([
    ['usual', 'GET', '/api/v1/things'],
    ['expensive', 'GET', '/api/v1/ranking'],
    ['open', 'POST', '/api/v1/sign-in'],
    ...(kind === 'visitor' ? [] : [['creating', 'POST', '/api/v1/things'] as const]),
    ...(kind === 'visitor' ? [] : [['usual', 'PATCH', '/api/v1/things'] as const]),
  ] as const)('asks as often as “%s” allows, and again a minute later: %s %s', async (pace, method, path) => {
    const server = await createServer();
    const limit = limits[pace][kind];
    expect(await through(server, method, path, asker, limit + 5)).toBe(limit);
    vi.advanceTimersByTime(59_000);
    expect(await through(server, method, path, asker, 3)).toBe(0);
    vi.advanceTimersByTime(1000);
    expect(await through(server, method, path, asker, limit + 1)).toBe(limit);
  });
});

it('counts visitors by address, whole IPv6 networks as one, and accounts wherever they are', async () => {
  const server = await createServer();
  const path = '/api/v1/things';
  const from = (remoteAddress: string, headers = {}) => ({ remoteAddress, headers });
  const { visitor, account } = limits.usual;
  expect(await through(server, 'GET', path, from('203.0.113.1'), visitor + 1)).toBe(visitor);
  expect(await through(server, 'GET', path, from('::ffff:203.0.113.1'), 1)).toBe(0);
  expect(await through(server, 'GET', path, from('203.0.113.2'), 1)).toBe(1);
  expect(await through(server, 'GET', path, from('2001:db8:1:2::1'), visitor)).toBe(visitor);
  expect(await through(server, 'GET', path, from('2001:db8:1:2:ffff::2'), 1)).toBe(0);
  expect(await through(server, 'GET', path, from('2001:db8:1:3::1'), 1)).toBe(1);
  const someone = { 'x-account': 'someone' };
  expect(await through(server, 'GET', path, from('203.0.113.1', someone), account)).toBe(account);
  expect(await through(server, 'GET', path, from('203.0.113.9', someone), 1)).toBe(0);
  expect(await through(server, 'GET', path, from('203.0.113.9', { 'x-account': 'other' }), 1)).toBe(1);
});

it('counts open writes by address, whoever is signed in there', async () => {
  const server = await createServer();
  const asker = (account: string) => ({ remoteAddress: '203.0.113.1', headers: { 'x-account': account } });
  expect(await through(server, 'POST', '/api/v1/sign-in', asker('a'), 40)).toBe(30);
  expect(await through(server, 'POST', '/api/v1/sign-in', asker('b'), 1)).toBe(0);
});

it('counts refusals, too, and what leads nowhere; probes and files are free', async () => {
  const server = await createServer();
  const { visitor } = limits.usual;
  const asker = { remoteAddress: '203.0.113.1' };
  for (let number = 0; number < visitor; number += 1) {
    expect((await server.inject({ method: 'GET', url: '/api/v1/nowhere', ...asker })).statusCode).toBe(404);
  }
  expect((await server.inject({ method: 'GET', url: '/api/v1/nowhere', ...asker })).statusCode).toBe(429);
  expect((await server.inject({ method: 'GET', url: '/api/v1/things', ...asker })).statusCode).toBe(429);
  expect(await through(server, 'GET', '/livez', asker, 2 * visitor)).toBe(2 * visitor);
  expect(await through(server, 'GET', '/assets/a.js', asker, 2 * visitor)).toBe(2 * visitor);
});

describe('the service', () => {
  it('says in the reader’s language when to come back', async () => {
    const app = await createTestApp({ environment: { RATE_LIMITS: 'on' } });
    try {
      const wrong = { account: 'nobody', password: PASSWORD };
      const from = { 'x-forwarded-for': '198.51.100.7' };
      let answer = await app.as(null, 'POST', '/session', {}, from);
      for (let number = 1; number < limits.open.visitor; number += 1) {
        answer = await app.as(null, 'POST', '/session', {}, from);
      }
      expectRefusal(answer, 400, 'invalid');
      for (const [language, words] of [
        ['zh-CN', /请在 \d+ 秒后再试/],
        ['en', /try again in \d+ seconds/],
      ] as const) {
        const refused = await app.as(null, 'POST', '/session', wrong, { 'accept-language': language });
        const body = expectRefusal(refused, 429, 'rate_limited');
        expect(body.message).toMatch(words);
        expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0);
        expect(Number(refused.headers['retry-after'])).toBeLessThanOrEqual(60);
        expect(body.facts?.retryAfterSeconds).toBe(Number(refused.headers['retry-after']));
      }
      expect((await app.as(null, 'GET', '/demands')).statusCode).toBe(200);
    } finally {
      await app.end();
    }
  });

  it('lets everybody through where the limits are off', async () => {
    const app = await createTestApp({ environment: { RATE_LIMITS: 'off' } });
    try {
      for (let number = 0; number < limits.open.visitor + 5; number += 1) {
        expectRefusal(await app.as(null, 'POST', '/session', {}), 400, 'invalid');
      }
    } finally {
      await app.end();
    }
  });
});
