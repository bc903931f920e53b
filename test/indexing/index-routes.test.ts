import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { expectRefusal } from '../api/answers.ts';
import { createTestApp, type Name, type TestApp } from '../support/test-app.ts';
import { type Mirrored, openMirrored } from './mirrored-app.ts';

const managed = [
  ['POST', '/index/rebuild', undefined],
  ['DELETE', '/index/rebuild', undefined],
  ['POST', '/index/reconciliations', undefined],
] as const;
const all = [...managed, ['POST', '/index/retries', {}]] as const;
const strangers: Name[] = ['enterprise', 'rival', 'researcher', 'peer'];

describe('where the embedded index is all there is', () => {
  let app: TestApp;
  beforeAll(async () => {
    app = await createTestApp();
  });
  afterAll(() => app.end());

  it.each(managed)('%s %s is refused to operators: there is no server', async (method, path, payload) => {
    for (const name of ['operator', 'admin'] as const) {
      expectRefusal(await app.as(name, method, path, payload), 409, 'conflict');
    }
  });

  it.each(all)('%s %s is refused to everybody else as if there were one', async (method, path, payload) => {
    expectRefusal(await app.as(null, method, path, payload), 401, 'unauthenticated');
    for (const name of strangers) expectRefusal(await app.as(name, method, path, payload), 403, 'forbidden');
  });

  it('retries parked jobs all the same', async () => {
    const answer = await app.as('operator', 'POST', '/index/retries', {});
    expect([answer.statusCode, answer.json()]).toEqual([200, { retried: 0 }]);
  });
});

describe('beside a server', () => {
  let world: Mirrored;
  beforeAll(async () => {
    world = await openMirrored();
    await world.settle();
  });
  afterAll(() => world.end());

  it.each(all)('%s %s is refused to visitors, enterprises and researchers', async (method, path, payload) => {
    const before = world.fake.requests.length;
    expectRefusal(await world.app.as(null, method, path, payload), 401, 'unauthenticated');
    for (const name of strangers) {
      expectRefusal(await world.app.as(name, method, path, payload), 403, 'forbidden');
    }
    await world.app.worker.drain();
    expect(world.fake.requests.length).toBe(before);
  });

  it.each(['operator', 'admin'] as const)('%s may compare, rebuild and cancel', async (name) => {
    const compared = await world.app.as(name, 'POST', '/index/reconciliations');
    expect([compared.statusCode, compared.json()]).toMatchObject([200, { missing: 0, stale: 0, extra: 0 }]);
    expect((await world.app.as(name, 'POST', '/index/rebuild')).statusCode).toBe(202);
    await world.app.worker.drain();
    expect((await world.status()).server?.rebuild).toMatchObject({
      state: 'done',
      done: 0,
      total: 0,
      perSecond: null,
    });
    expect((await world.app.as(name, 'DELETE', '/index/rebuild')).statusCode).toBe(204);
    await world.app.worker.drain();
    expect((await world.status()).server?.rebuild?.state).toBe('done');
  });

  it.each([
    { job: { topic: '', key: 'a' } },
    { job: { topic: 'entry.search' } },
    { job: { topic: 'entry.search', key: 'a', more: 1 } },
    { jobs: [] },
    { job: 'all' },
    [],
  ])('does not read %j as jobs to be retried', async (payload) => {
    expectRefusal(await world.app.as('operator', 'POST', '/index/retries', payload), 400, 'invalid');
  });

  it('retries no job that was not given up', async () => {
    const job = { topic: 'entry.search', key: 'nothing' };
    expect((await world.app.as('operator', 'POST', '/index/retries', { job })).json()).toEqual({
      retried: 0,
    });
  });
});
