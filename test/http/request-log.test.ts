import { Writable } from 'node:stream';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { createLogger } from '../../src/kernel/log.ts';
import { createTestApp, goodDemand, PASSWORD, type TestApp } from '../support/test-app.ts';

let app: TestApp;
let written = '';

beforeAll(async () => {
  const sink = new Writable({
    write(chunk, _encoding, done) {
      written += String(chunk);
      done();
    },
  });
  app = await createTestApp({ overrides: { log: createLogger('debug', sink) } });
});
afterAll(() => app.end());
beforeEach(() => {
  written = '';
});

const lines = () =>
  written
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as Record<string, unknown>);
const requests = () => lines().filter(({ msg }) => msg === 'request');

it('has one line a request: who by id, what, how it went', async () => {
  await app.signIn('enterprise');
  written = '';
  const answer = await app.as('enterprise', 'POST', '/demands', goodDemand);
  const accountId = requests()[0]?.account;
  expect(requests()).toEqual([
    expect.objectContaining({
      level: 30,
      method: 'POST',
      path: '/api/v1/demands',
      status: 201,
      ms: expect.any(Number),
      reqId: expect.any(String),
      address: '127.0.0.1',
    }),
  ]);
  expect(String(accountId)).toMatch(/^[0-9a-z]{22}$/);
  expect(answer.statusCode).toBe(201);
  expect(lines().length).toBe(1);
});

it('names the number that the answer names', async () => {
  const answer = await app.as(null, 'GET', '/demands/nothing');
  expect(requests()).toEqual([
    expect.objectContaining({
      reqId: answer.json<{ requestId: string }>().requestId,
      status: 404,
      account: null,
    }),
  ]);
});

it('knows nothing of what was searched, sent, or shown to prove who one is', async () => {
  const secrets = [
    '绝密配方',
    'nonsense-token',
    'jbt_secret',
    'secret-key',
    '"a long',
    encodeURIComponent('绝密配方'),
  ];
  await app.as(null, 'GET', `/search?list=demands&q=${encodeURIComponent('绝密配方')}`);
  await app.as(null, 'GET', `/demands?cursor=${encodeURIComponent('绝密配方')}`);
  await app.as(null, 'POST', '/session', { account: '绝密配方', password: 'nonsense-token' });
  await app.as(null, 'POST', '/setup', { token: 'nonsense-token' });
  await app.as(
    'enterprise',
    'POST',
    '/demands',
    { ...goodDemand, title: '绝密配方' },
    {
      cookie: `${await app.signIn('enterprise')}`,
      'idempotency-key': 'secret-key-0001',
    },
  );
  await app.as(null, 'GET', '/demands', undefined, { authorization: 'Bearer jbt_secret' });
  await app.server.inject({ method: 'GET', url: '/api/v1/demands/%E0%A4%A?q=nonsense-token' });
  await app.server.inject({ method: 'GET', url: '/nowhere?q=nonsense-token' });
  await app.server.inject({ method: 'GET', url: '/api/v1/nowhere?q=nonsense-token' });
  await app.as(null, 'POST', '/session', { account: 'researcher', password: PASSWORD });
  expect(requests().length).toBeGreaterThanOrEqual(9);
  const cookie = (await app.signIn('enterprise')).split('=')[1] ?? '';
  for (const secret of [...secrets, PASSWORD, cookie]) expect(written).not.toContain(secret);
});

it('whispers of probes', async () => {
  await app.server.inject({ method: 'GET', url: '/livez' });
  expect(requests()).toEqual([expect.objectContaining({ level: 20, path: '/livez' })]);
});

it('redacts what somebody logs by mistake', () => {
  let said = '';
  const sink = new Writable({
    write(chunk, _encoding, done) {
      said += String(chunk);
      done();
    },
  });
  const log = createLogger('info', sink);
  const req = { method: 'GET', url: '/api/v1/search?q=geheim', headers: { cookie: 'sid=geheim' } };
  log.info({ req, form: { password: 'geheim', token: 'geheim' } }, 'said');
  expect(said).toContain('/api/v1/search');
  expect(said).not.toContain('geheim');
});
