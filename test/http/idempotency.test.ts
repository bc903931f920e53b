import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { openDatabase } from '../../src/db/open.ts';
import { answers } from '../../src/http/access.ts';
import { registerIdempotency } from '../../src/http/idempotency.ts';
import { expectRefusal, type PageBody } from '../api/answers.ts';
import { countRows, createTestDatabase } from '../db/test-database.ts';
import { createFakeClock } from '../kernel/fake-clock.ts';
import { createTestApp, goodDemand, type Name, type TestApp } from '../support/test-app.ts';
import { createSmallServer } from './small-server.ts';

let app: TestApp;
let number = 0;

beforeAll(async () => {
  app = await createTestApp();
});
afterAll(() => app.end());

const newKey = () => `key-${String(++number).padStart(8, '0')}`;

function create(key: string, form: object = goodDemand, name: Name | null = 'enterprise') {
  return app.as(name, 'POST', '/demands', form, { 'idempotency-key': key });
}

async function count(): Promise<number> {
  return (await app.as('operator', 'GET', '/demands?limit=1')).json<PageBody>().total;
}

describe('a creating request with a key', () => {
  it('is carried out once and answered alike, however often it is sent', async () => {
    const key = newKey();
    const first = await create(key);
    expect(first.statusCode).toBe(201);
    expect(first.headers['idempotency-replayed']).toBeUndefined();
    const before = await count();
    for (let again = 0; again < 3; again += 1) {
      const answer = await create(key);
      expect(answer.statusCode).toBe(201);
      expect(answer.body).toBe(first.body);
      expect(answer.headers['idempotency-replayed']).toBe('true');
      for (const name of ['location', 'etag', 'content-type'] as const) {
        expect(answer.headers[name]).toBe(first.headers[name]);
      }
    }
    expect(await count()).toBe(before);
  });

  it('is another one under another key, by another person or without a key', async () => {
    const key = newKey();
    const ids = new Set<string>();
    for (const answer of [
      await create(key),
      await create(newKey()),
      await create(key, goodDemand, 'rival'),
      await app.as('enterprise', 'POST', '/demands', goodDemand),
      await app.as('enterprise', 'POST', '/demands', goodDemand),
    ]) {
      expect(answer.statusCode).toBe(201);
      ids.add(answer.json<{ id: string }>().id);
    }
    expect(ids.size).toBe(5);
  });

  it('is refused when the key was used for something else', async () => {
    const key = newKey();
    await create(key);
    const before = await count();
    const body = expectRefusal(await create(key, { ...goodDemand, title: '另一条' }), 409, 'conflict');
    expect(body.message).toContain('Idempotency-Key');
    expect(await count()).toBe(before);
  });

  it('frees the key when it is refused', async () => {
    const key = newKey();
    expectRefusal(await create(key, { title: '' }), 400, 'invalid');
    expectRefusal(await create(key, goodDemand, 'researcher'), 403, 'forbidden');
    expect((await create(key, goodDemand, 'researcher')).statusCode).toBe(403);
    expect((await create(key)).statusCode).toBe(201);
  });

  it.each(['short', 'with blank inside', 'x'.repeat(201), 'schlüssel-123'])(
    'has a readable key, unlike %j',
    async (key) => {
      const before = await count();
      expect(expectRefusal(await create(key), 400, 'invalid').message).toContain('200');
      expect(await count()).toBe(before);
    },
  );

  it('for an API token is carried out once, and its secret is kept nowhere', async () => {
    const form = { name: 'robot', scopes: ['read'], expiresInDays: 30 };
    const headers = { 'idempotency-key': newKey() };
    const first = await app.as('peer', 'POST', '/account/tokens', form, headers);
    expect(first.statusCode).toBe(201);
    const again = await app.as('peer', 'POST', '/account/tokens', form, headers);
    expectRefusal(again, 409, 'conflict');
    const db = openDatabase(join(app.dataDir, 'jiebang.sqlite'));
    try {
      const rows = JSON.stringify(db.$client.prepare('SELECT * FROM idempotent_answers').all());
      expect(rows).not.toContain('jbt_');
    } finally {
      db.$client.close();
    }
  });

  it('whose answer set a cookie is not answered again', async () => {
    const key = newKey();
    const signIn = () =>
      app.as(
        null,
        'POST',
        '/session',
        { account: 'peer', password: 'a long enough password' },
        {
          'idempotency-key': key,
        },
      );
    expect((await signIn()).statusCode).toBe(201);
    const again = await signIn();
    expectRefusal(again, 409, 'conflict');
    expect(again.headers['set-cookie']).toBeUndefined();
  });
});

const HOUR_MS = 3_600_000;

/** A server on which a thing can be made, after `work`. */
function createMaker(work: () => unknown = () => {}, more: { secretAnswer?: boolean } = {}) {
  const db = createTestDatabase();
  const clock = createFakeClock();
  const server = createSmallServer((api) => registerIdempotency(api, { db, clock }));
  let made = 0;
  const schema = {
    body: z.looseObject({}),
    response: answers({ 201: z.object({ made: z.int() }) }, ['conflict', 'internal']),
  };
  for (const url of ['/things', '/others']) {
    server.post(url, { schema, config: more }, async (_request, reply) => {
      await work();
      made += 1;
      return reply.status(201).header('etag', `"${made}"`).send({ made });
    });
  }
  const make = (headers: Record<string, string> = {}, payload: object = { a: 1 }, url = '/things') => {
    const key = { 'idempotency-key': 'a-key-of-mine' };
    return server.inject({ method: 'POST', url, payload, headers: { ...key, ...headers } });
  };
  return { db, clock, make, made: () => made };
}

describe('what is kept of an answer', () => {
  it('is kept for a day, across the accounts and addresses that used the same key', async () => {
    const { make, clock, made } = createMaker();
    await make({ 'x-account': 'one' });
    await make({ 'x-account': 'two' });
    await make();
    expect(made()).toBe(3);
    clock.advance(24 * HOUR_MS - 1);
    for (const headers of [{ 'x-account': 'one' }, { 'x-account': 'two' }, {}]) {
      expect((await make(headers)).headers['idempotency-replayed']).toBe('true');
    }
    expect(made()).toBe(3);
    clock.advance(1);
    expect((await make({ 'x-account': 'one' })).json()).toEqual({ made: 4 });
  });

  it('goes with the first request after its day', async () => {
    const { make, clock, db } = createMaker();
    for (let key = 0; key < 20; key += 1) await make({ 'idempotency-key': `some-key-${key}` });
    expect(countRows(db, 'idempotent_answers')).toBe(20);
    clock.advance(24 * HOUR_MS + 1);
    await make();
    expect(countRows(db, 'idempotent_answers')).toBe(1);
  });

  it('is of that address, method and body alone', async () => {
    const { make, made } = createMaker();
    await make();
    for (const answer of [
      await make({}, { a: 2 }),
      await make({}, { a: '1' }),
      await make({}, { a: 1, b: 1 }),
      await make({}, { a: 1 }, '/others'),
      await make({}, { a: 1 }, '/things?b=1'),
    ]) {
      expect(answer.statusCode).toBe(409);
    }
    expect(made()).toBe(1);
  });

  it('has neither the key nor anything of the request in it', async () => {
    const { make, db } = createMaker();
    await make({}, { password: 'correct horse' });
    const stored = JSON.stringify(db.$client.prepare('SELECT * FROM idempotent_answers').all());
    expect(stored).not.toContain('a-key-of-mine');
    expect(stored).not.toContain('horse');
  });

  it('leaves out an answer with a secret: the second request hears that the first was carried out', async () => {
    const { make, db, made } = createMaker(() => {}, { secretAnswer: true });
    expect((await make()).json()).toEqual({ made: 1 });
    const again = await make();
    expect(again.statusCode).toBe(409);
    expect(again.json<{ message: string }>().message).toContain('shown once');
    expect(made()).toBe(1);
    expect(db.$client.prepare('SELECT status, body, headers FROM idempotent_answers').all()).toEqual([
      { status: 201, body: null, headers: '{}' },
    ]);
  });
});

describe('while a request is being carried out', () => {
  it('the same one is refused, and answered alike afterwards', async () => {
    let finish = () => {};
    const running = new Promise<void>((resolve) => {
      finish = resolve;
    });
    const { make, made } = createMaker(() => running);
    const first = make();
    await new Promise((resolve) => setTimeout(resolve, 20));
    const meanwhile = await Promise.all([make(), make(), make()]);
    expect(meanwhile.map(({ statusCode }) => statusCode)).toEqual([409, 409, 409]);
    finish();
    expect((await first).statusCode).toBe(201);
    expect((await make()).headers['idempotency-replayed']).toBe('true');
    expect(made()).toBe(1);
  });

  it('of twenty at once one is carried out', async () => {
    const { make, made } = createMaker(() => new Promise((resolve) => setTimeout(resolve, 20)));
    const all = await Promise.all(Array.from({ length: 20 }, () => make()));
    expect(all.filter(({ statusCode }) => statusCode === 201).length).toBe(1);
    expect(made()).toBe(1);
  });

  it('a failure frees the key', async () => {
    let fails = true;
    const { make, made, db } = createMaker(() => {
      if (fails) throw new Error('disk full');
    });
    expect((await make()).statusCode).toBe(500);
    expect(countRows(db, 'idempotent_answers')).toBe(0);
    fails = false;
    expect((await make()).statusCode).toBe(201);
    expect(made()).toBe(1);
  });

  it('a process that died leaves the key locked for a minute, not for ever', async () => {
    const { make, db, clock } = createMaker();
    await make();
    db.$client.exec('UPDATE idempotent_answers SET status = NULL, body = NULL, headers = NULL');
    clock.advance(59_999);
    expect((await make()).statusCode).toBe(409);
    clock.advance(1);
    const answer = await make();
    expect(answer.statusCode).toBe(201);
    expect((await make()).body).toBe(answer.body);
  });
});
