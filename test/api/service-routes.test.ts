import { readdirSync, readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createTestApp, publish, type TestApp } from '../support/test-app.ts';
import { expectRefusal } from './answers.ts';

const folder = new URL('../../data/taxonomies/', import.meta.url);

let app: TestApp;

beforeAll(async () => {
  app = await createTestApp();
});
afterAll(() => app.end());

it.each(readdirSync(folder))('serves the vocabulary %s to everyone as the file says', async (file) => {
  const stored = JSON.parse(readFileSync(new URL(file, folder), 'utf8')) as { name: string };
  expect(`${stored.name}.json`).toBe(file);
  const answer = await app.as(null, 'GET', `/taxonomies/${stored.name}`);
  expect(answer.statusCode).toBe(200);
  expect(answer.json()).toEqual(stored);
});

it.each(['nothing', '__proto__', 'constructor', 'chains.json', '..%2Ftaxonomies%2Fchains', '%00', 'CHAINS'])(
  'knows no vocabulary %s',
  async (name) => {
    expectRefusal(await app.as(null, 'GET', `/taxonomies/${name}`), 404, 'not_found');
  },
);

it('tells operators and administrators how far the indexes are', async () => {
  await publish(app, 'demands');
  await publish(app, 'achievements');
  await publish(app, 'achievements');
  await app.worker.drain();
  for (const name of ['operator', 'admin'] as const) {
    const answer = await app.as(name, 'GET', '/index/status');
    expect(answer.statusCode).toBe(200);
    expect(answer.json()).toEqual({
      pending: 0,
      failed: 0,
      engine: 'embedded',
      model: { id: 'fake', dtype: 'fp32', ready: true, message: '' },
      counts: { demands: 1, achievements: 2 },
      oldestSeconds: null,
      server: null,
      parked: [],
      can: [],
    });
  }
});

it('tells nobody else about the indexes', async () => {
  for (const name of ['enterprise', 'researcher'] as const) {
    expectRefusal(await app.as(name, 'GET', '/index/status'), 403, 'forbidden');
  }
  expectRefusal(await app.as(null, 'GET', '/index/status'), 401, 'unauthenticated');
});

it('stays alive and ready without the model, warns, and says what to do in the reader’s language', async () => {
  const ready = () => app.server.inject({ method: 'GET', url: '/readyz' });
  expect((await app.server.inject({ method: 'GET', url: '/livez' })).json()).toEqual({ status: 'alive' });
  expect((await ready()).json()).toEqual({ status: 'ready', warnings: [] });

  app.embedder.fail();
  try {
    expect((await app.server.inject({ method: 'GET', url: '/livez' })).statusCode).toBe(200);
    const warned = await ready();
    expect(warned.statusCode).toBe(200);
    expect(warned.json<{ warnings: string[] }>().warnings.length).toBe(1);
    const said = async (language: string) => {
      const answer = await app.as('operator', 'GET', '/index/status', undefined, {
        'accept-language': language,
      });
      return answer.json<{ model: { ready: boolean; message: string } }>().model;
    };
    expect(await said('zh-CN')).toMatchObject({
      ready: false,
      message: expect.stringContaining('找不到语义模型文件'),
    });
    expect(await said('en')).toMatchObject({
      ready: false,
      message: expect.stringContaining('Put the model back'),
    });
  } finally {
    app.embedder.heal();
  }
  expect((await ready()).json()).toEqual({ status: 'ready', warnings: [] });
});

it('counts what waits for a model that is gone as pending, and catches up when it is back', async () => {
  app.embedder.fail();
  await publish(app, 'demands', { title: '等待模型' });
  await app.worker.drain();
  const status = async () =>
    (await app.as('operator', 'GET', '/index/status')).json<{ pending: number; failed: number }>();
  expect(await status()).toMatchObject({ pending: 1, failed: 0 });
  app.embedder.heal();
  app.clock.advance(10_000);
  await app.worker.drain();
  expect(await status()).toMatchObject({ pending: 0, failed: 0 });
});
