import { existsSync } from 'node:fs';
import type { InjectOptions } from 'fastify';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestApp, publish, type TestApp } from '../support/test-app.ts';

/** What every answer of this service carries, whatever it is. */
const always: Record<string, string | RegExp> = {
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'origin-agent-cluster': '?1',
  'x-permitted-cross-domain-policies': 'none',
  'x-dns-prefetch-control': 'off',
  'x-download-options': 'noopen',
  'x-xss-protection': '0',
  'permissions-policy': /camera=\(\).*geolocation=\(\).*microphone=\(\)/,
};
const proxied = { 'x-forwarded-proto': 'https', 'x-forwarded-for': '203.0.113.9' };

let app: TestApp;
let behindProxy: TestApp;
let id: string;

beforeAll(async () => {
  app = await createTestApp();
  behindProxy = await createTestApp({ environment: { TRUST_PROXY: '127.0.0.1' } });
  id = await publish(app, 'demands');
});
afterAll(async () => {
  await app.end();
  await behindProxy.end();
});

const hasClient = existsSync('dist/web/index.html');

/** One request for each kind of answer; the last word is the status it gives. */
const kinds: [kind: string, request: InjectOptions, status: number][] = [
  ['a list', { url: '/api/v1/demands' }, 200],
  ['a created thing', { url: '/api/v1/session', method: 'POST', payload: {} }, 400],
  ['a refusal', { url: '/api/v1/session' }, 401],
  ['what is not there', { url: '/api/v1/demands/nothing' }, 404],
  ['an address of the API that leads nowhere', { url: '/api/v1/nowhere' }, 404],
  ['a method that leads nowhere', { url: '/api/v1/demands', method: 'PUT' }, 404],
  ['an unreadable address', { url: '/api/v1/demands/%E0%A4%A' }, 400],
  ['an endless address', { url: `/api/v1/demands/${'x'.repeat(5000)}` }, 414],
  [
    'a broken body',
    { url: '/api/v1/session', method: 'POST', payload: '{', headers: { 'content-type': 'application/json' } },
    400,
  ],
  [
    'a foreign write',
    { url: '/api/v1/session', method: 'DELETE', headers: { 'sec-fetch-site': 'cross-site' } },
    403,
  ],
  ['a probe', { url: '/livez' }, 200],
  ['another probe', { url: '/readyz' }, 200],
  ['the closed documents', { url: '/api/docs' }, 401],
  ['the closed description', { url: '/api/openapi.json' }, 401],
  ['a file that is not there', { url: '/assets/none.js' }, 404],
];
if (hasClient)
  kinds.push(['the page', { url: '/' }, 200], ['the page at any address', { url: '/demands/x' }, 200]);

describe.each(kinds)('%s', (kind, request, status) => {
  it('carries the headers that keep a browser safe', async () => {
    const answer = await app.server.inject(request);
    expect(answer.statusCode).toBe(status);
    for (const [name, value] of Object.entries(always)) {
      expect(answer.headers[name], name).toEqual(
        typeof value === 'string' ? value : expect.stringMatching(value),
      );
    }
    const policy = String(answer.headers['content-security-policy']);
    for (const part of [
      `default-src 'self'`,
      `object-src 'none'`,
      `base-uri 'none'`,
      `form-action 'self'`,
      `frame-ancestors 'none'`,
    ]) {
      expect(policy).toContain(part);
    }
    expect(policy).toMatch(/script-src 'self'( 'nonce-[\w-]{22}')?;/);
    expect(policy).not.toMatch(/script-src[^;]*(unsafe|\*|https?:)/);
    expect(answer.headers['cache-control']).toBe('no-store');
    expect(answer.headers['x-powered-by']).toBeUndefined();
    expect(answer.headers.server).toBeUndefined();
    expect(answer.headers['access-control-allow-origin']).toBeUndefined();
    expect(answer.headers['strict-transport-security']).toBeUndefined();
  });

  // Fastify refuses some addresses before it asks which proxy to believe.
  it.skipIf(/address$/.test(kind) && status !== 404)(
    'is only to be had over https from then on, when that is how it was asked for',
    async () => {
      const headers = { ...request.headers, ...proxied };
      const answer = await behindProxy.server.inject({ ...request, headers });
      expect(answer.headers['strict-transport-security']).toBe('max-age=31536000');
    },
  );
});

it('has no rule for inline styles but in the documents', async () => {
  const cookie = await app.signIn('enterprise');
  const docs = await app.server.inject({ url: '/api/docs/static/index.html', headers: { cookie } });
  expect(String(docs.headers['content-security-policy'])).toContain(`style-src 'self' 'unsafe-inline'`);
  for (const [, request] of kinds.filter(([, { url }]) => !String(url).startsWith('/api/docs'))) {
    const { headers } = await app.server.inject(request);
    expect(headers['content-security-policy']).not.toContain('unsafe');
  }
});

it.runIf(hasClient)('lets browsers keep built files for good, and the page never', async () => {
  const page = await app.server.inject({ url: '/' });
  const file = /(?:src|href)="(\/assets\/[^"]+)"/.exec(page.body)?.[1] ?? '';
  const asset = await app.server.inject({ url: file });
  expect(asset.statusCode).toBe(200);
  expect(asset.headers['cache-control']).toBe('public, max-age=31536000, immutable');
  for (const [name, value] of Object.entries(always)) {
    expect(asset.headers[name], name).toEqual(
      typeof value === 'string' ? value : expect.stringMatching(value),
    );
  }
  const again = await app.server.inject({ url: '/' });
  expect(again.headers['content-security-policy']).not.toBe(page.headers['content-security-policy']);
  const nonces = [...page.body.matchAll(/nonce="([^"]*)"/g)].map(([, nonce]) => nonce);
  for (const nonce of nonces) expect(page.headers['content-security-policy']).toContain(`'nonce-${nonce}'`);
});

it('of the API is kept by no cache, good or bad, for everyone', async () => {
  for (const url of [
    '/session',
    '/demands',
    `/demands/${id}`,
    `/demands/${id}/matches`,
    '/demands/nothing',
  ]) {
    for (const name of [null, 'enterprise', 'operator'] as const) {
      expect((await app.as(name, 'GET', url)).headers['cache-control'], url).toBe('no-store');
    }
  }
});
