import type { InjectOptions } from 'fastify';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestApp, goodDemand, PASSWORD, publish, type TestApp } from '../support/test-app.ts';
import { expectRefusal } from './answers.ts';

let app: TestApp;

beforeAll(async () => {
  app = await createTestApp();
});
afterAll(() => app.end());

function signIn(
  account = 'enterprise',
  password = PASSWORD,
  more: Partial<InjectOptions> = {},
  service = app,
) {
  const payload = { account, password };
  return service.server.inject({ method: 'POST', url: '/api/v1/session', payload, ...more });
}

function whoAmI(cookie: string, more: Partial<InjectOptions> = {}, service = app) {
  return service.server.inject({ method: 'GET', url: '/api/v1/session', headers: { cookie }, ...more });
}

/** The cookie of an answer, taken apart: its name and value, and its attributes in lower case. */
function cookieOf(header: unknown) {
  const [pair = '', ...attributes] = String(header).split('; ');
  return {
    pair,
    name: pair.split('=')[0],
    attributes: attributes.map((attribute) => attribute.toLowerCase()),
  };
}

describe('signing in', () => {
  it('says who one is and what one may do, and nothing secret', async () => {
    const answer = await signIn();
    expect(answer.statusCode).toBe(201);
    const { pair } = cookieOf(answer.headers['set-cookie']);
    const token = pair.split('=')[1] ?? 'none';
    const read = await whoAmI(pair);
    for (const body of [answer.json(), read.json()]) {
      expect(Object.keys(body).sort()).toEqual([
        'account',
        'can',
        'expiresAt',
        'memberships',
        'mustChangePassword',
        'mustEnrol',
        'roles',
        'secondFactor',
      ]);
      expect(Object.keys(body.account).sort()).toEqual(['displayName', 'id', 'name']);
      expect(body).toMatchObject({
        account: { name: 'enterprise' },
        roles: ['enterprise'],
        can: ['create:demands'],
        secondFactor: false,
        mustEnrol: false,
        mustChangePassword: false,
      });
      expect(body.memberships).toEqual([
        {
          organisationId: expect.any(String),
          organisationName: '甲方公司',
          kind: 'enterprise',
          role: 'enterprise',
        },
      ]);
      const values = JSON.stringify({ ...body, mustChangePassword: null }).replace('mustChangePassword', '');
      expect(values).not.toMatch(/hash|token|argon|secret|password/i);
      expect(JSON.stringify(body)).not.toContain(token);
    }
  });

  it.each([
    ['researcher', ['create:achievements']],
    ['operator', ['review', 'index', 'scores', 'organisations']],
    ['admin', ['index', 'scores', 'organisations', 'accounts']],
  ])('tells %s their rights', async (name, rights) => {
    const { pair } = cookieOf((await signIn(name)).headers['set-cookie']);
    expect((await whoAmI(pair)).json<{ can: string[] }>().can).toEqual(rights);
  });

  it('takes the account name in any case and with blanks around it', async () => {
    expect((await signIn(' ENTERPRISE ')).statusCode).toBe(201);
  });

  it('refuses a wrong password and an unknown account with the same words and without a cookie', async () => {
    const wrong = await signIn('enterprise', 'not the password');
    const unknown = await signIn('nobody-at-all', PASSWORD);
    const bodies = [wrong, unknown].map((answer) => {
      expect(answer.headers['set-cookie']).toBeUndefined();
      return { ...expectRefusal(answer, 401, 'unauthenticated'), requestId: '' };
    });
    expect(bodies[0]).toEqual(bodies[1]);
  });

  it.each([
    { account: '', password: PASSWORD },
    { account: 'enterprise', password: '' },
    { account: 'enterprise' },
    { account: ['enterprise'], password: PASSWORD },
    { account: 'enterprise', password: PASSWORD, admin: true },
    { account: 'enterprise', password: 'x'.repeat(401) },
  ])('refuses the form %j without hashing anything', async (payload) => {
    expectRefusal(
      await app.server.inject({ method: 'POST', url: '/api/v1/session', payload }),
      400,
      'invalid',
    );
  });

  it('gives a new token each time and ends the session it replaces', async () => {
    const first = cookieOf((await signIn()).headers['set-cookie']).pair;
    const again = await signIn('enterprise', PASSWORD, { headers: { cookie: first } });
    const second = cookieOf(again.headers['set-cookie']).pair;
    expect(second).not.toBe(first);
    expectRefusal(await whoAmI(first), 401, 'unauthenticated');
    expect((await whoAmI(second)).statusCode).toBe(200);
  });
});

describe('a session', () => {
  it('ends when its owner signs out, and the cookie goes', async () => {
    const { pair } = cookieOf((await signIn()).headers['set-cookie']);
    const out = await app.server.inject({
      method: 'DELETE',
      url: '/api/v1/session',
      headers: { cookie: pair },
    });
    expect(out.statusCode).toBe(204);
    expect(out.body).toBe('');
    const cleared = cookieOf(out.headers['set-cookie']);
    expect(cleared.pair).toBe('sid=');
    expect(cleared.attributes).toContain('expires=thu, 01 jan 1970 00:00:00 gmt');
    expectRefusal(await whoAmI(pair), 401, 'unauthenticated');
    const write = {
      method: 'POST',
      url: '/api/v1/demands',
      payload: goodDemand,
      headers: { cookie: pair },
    } as const;
    expectRefusal(await app.server.inject(write), 401, 'unauthenticated');
    const twice = await app.server.inject({
      method: 'DELETE',
      url: '/api/v1/session',
      headers: { cookie: pair },
    });
    expect(twice.statusCode).toBe(204);
  });

  it('ends after its hours', async () => {
    const service = await createTestApp({ environment: { SESSION_HOURS: '2' } });
    try {
      const answer = await signIn('enterprise', PASSWORD, {}, service);
      const { pair } = cookieOf(answer.headers['set-cookie']);
      const ends = new Date(service.clock.now() + 2 * 3_600_000).toISOString();
      expect(answer.json<{ expiresAt: string }>().expiresAt).toBe(ends);
      service.clock.advance(2 * 3_600_000 - 1);
      expect((await whoAmI(pair, {}, service)).statusCode).toBe(200);
      service.clock.advance(1);
      expectRefusal(await whoAmI(pair, {}, service), 401, 'unauthenticated');
    } finally {
      await service.end();
    }
  });

  it.each([
    'sid=',
    'sid=nonsense',
    'sid=%E0%A4%A',
    'sid=a; sid=b',
    '__Host-sid=x',
    `sid=${'x'.repeat(4000)}`,
  ])('is not found behind the cookie %s', async (cookie) => {
    expectRefusal(await whoAmI(cookie), 401, 'unauthenticated');
    expect(
      (await app.server.inject({ method: 'GET', url: '/api/v1/demands', headers: { cookie } })).statusCode,
    ).toBe(200);
  });
});

describe('what leaves the service', () => {
  it('is only what the contract declares', async () => {
    const id = await publish(app, 'demands');
    const page = await app.as(null, 'GET', `/demands/${id}`);
    const names = Object.keys(page.json<object>());
    for (const secret of ['organisationId', 'createdBy', 'number', 'content'])
      expect(names).not.toContain(secret);
    const row = (await app.as(null, 'GET', '/demands')).json<{ items: object[] }>().items[0] ?? {};
    for (const secret of ['contact', 'organisationId', 'createdBy', 'content', 'problem', 'reviewNote']) {
      expect(Object.keys(row)).not.toContain(secret);
    }
  });

  it('shows the operator’s note to the two sides only', async () => {
    const id = await publish(app, 'demands');
    const note = '请尽快补充联系人';
    await app.as('operator', 'POST', `/demands/${id}/transitions`, { to: 'withdrawn', note });
    for (const name of ['enterprise', 'operator'] as const) {
      expect((await app.as(name, 'GET', `/demands/${id}`)).body).toContain(note);
    }
  });
});
