import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestApp, PASSWORD, type TestApp } from '../support/test-app.ts';
import { expectRefusal, fieldsOf } from './answers.ts';
import { openBrowser } from './browser-session.ts';

const NEXT = 'another long enough one';

let app: TestApp;
beforeAll(async () => {
  app = await createTestApp();
});
afterAll(() => app.end());

async function browserOf(account: string, agent?: string) {
  const browser = openBrowser(app, agent);
  await browser.signIn(account);
  return browser;
}

describe('one’s own account', () => {
  it.each([
    ['GET', '/account'],
    ['PATCH', '/account'],
    ['POST', '/account/password'],
    ['GET', '/account/sessions'],
    ['DELETE', '/account/sessions'],
    ['DELETE', '/account/sessions/x'],
    ['POST', '/account/second-factor'],
    ['POST', '/account/second-factor/confirmation'],
    ['DELETE', '/account/second-factor'],
    ['POST', '/account/recovery-codes'],
    ['GET', '/account/tokens'],
    ['POST', '/account/tokens'],
    ['DELETE', '/account/tokens/x'],
  ] as const)('is nobody’s without signing in: %s %s', async (method, path) => {
    expectRefusal(await app.as(null, method, path), 401, 'unauthenticated');
  });

  it('is shown whole, with what may be done to it, and no secret', async () => {
    const answer = await (await browserOf('enterprise')).send('GET', '/account');
    expect(answer.statusCode).toBe(200);
    expect(answer.headers.etag).toBe('"1"');
    expect(answer.json()).toEqual({
      id: expect.any(String),
      name: 'enterprise',
      displayName: 'enterprise',
      email: '',
      version: 1,
      secondFactor: { on: false, since: null, recoveryCodesLeft: 0 },
      mustEnrol: false,
      mustChangePassword: false,
      passwordChangedAt: new Date(app.clock.now()).toISOString(),
      passwordExpiresAt: null,
      consent: null,
      can: ['edit', 'change-password', 'enrol', 'create-token'],
    });
  });

  it('is changed on the ground of the version one has seen', async () => {
    const browser = await browserOf('researcher');
    const form = { displayName: '李研究员' };
    expectRefusal(await browser.send('PATCH', '/account', form), 428, 'precondition_required');
    const changed = await browser.send('PATCH', '/account', form, { 'if-match': '"1"' });
    expect([changed.statusCode, changed.headers.etag]).toEqual([200, '"2"']);
    expect(changed.json()).toMatchObject({ displayName: '李研究员', version: 2 });
    for (const stale of [
      { ...form, version: 1 },
      { email: 'x@example.cn', password: PASSWORD, version: 1 },
    ]) {
      const refusal = expectRefusal(
        await browser.send('PATCH', '/account', stale),
        412,
        'precondition_failed',
      );
      expect(refusal.facts).toEqual({ currentVersion: 2 });
    }
  });

  it('needs the password for a new e-mail address', async () => {
    const browser = await browserOf('peer');
    const form = { email: 'peer@example.cn', version: 1 };
    const without = expectRefusal(await browser.send('PATCH', '/account', form), 400, 'invalid');
    expect(fieldsOf(without)).toEqual(['password']);
    const changed = await browser.send('PATCH', '/account', { ...form, password: PASSWORD });
    expect(changed.json()).toMatchObject({ email: 'peer@example.cn', version: 2 });
  });

  it.each([
    [{ email: 'no address' }, 'email'],
    [{ email: 'a@b.cn\r\nBcc: c@d.cn' }, 'email'],
    [{ email: `${'x'.repeat(250)}@example.cn` }, 'email'],
    [{ displayName: '' }, 'displayName'],
    [{ displayName: 'x'.repeat(81) }, 'displayName'],
    [{ name: 'chief' }, 'name'],
    [{ state: 'active' }, 'state'],
  ])('refuses %j', async (form, field) => {
    const browser = await browserOf('rival');
    const answer = await browser.send('PATCH', '/account', { ...form, password: PASSWORD, version: 1 });
    expect(fieldsOf(expectRefusal(answer, 400, 'invalid'))).toEqual([field]);
  });
});

describe('one’s sessions', () => {
  it('are listed with where they run; one is marked as this one, others can be ended', async () => {
    const here = await browserOf('rival', 'Firefox');
    await here.send('DELETE', '/account/sessions');
    const there = await browserOf('rival', 'Chromium');
    const listed = await here.send('GET', '/account/sessions');
    const { items } = listed.json<{ items: { id: string; agent: string; current: boolean }[] }>();
    expect(items.map(({ agent, current }) => [agent, current]).sort()).toEqual([
      ['Chromium', false],
      ['Firefox', true],
    ]);
    expect(listed.body).not.toContain(here.cookie().split('=')[1]);
    const other = items.find(({ current }) => !current)?.id ?? '';
    expect((await here.send('DELETE', `/account/sessions/${other}`)).statusCode).toBe(204);
    expectRefusal(await there.send('GET', '/session'), 401, 'unauthenticated');
    expectRefusal(await here.send('DELETE', `/account/sessions/${other}`), 404, 'not_found');
  });

  it('cannot be ended by anybody else', async () => {
    const owner = await browserOf('researcher');
    const items = (await owner.send('GET', '/account/sessions')).json<{
      items: { id: string; current: boolean }[];
    }>().items;
    const id = items.find(({ current }) => current)?.id ?? '';
    const admin = await browserOf('admin');
    expectRefusal(await admin.send('DELETE', `/account/sessions/${id}`), 404, 'not_found');
    expect((await owner.send('GET', '/session')).statusCode).toBe(200);
  });

  it('end one for all others at once', async () => {
    const [here, there] = [await browserOf('peer'), await browserOf('peer')];
    expect((await here.send('DELETE', '/account/sessions')).statusCode).toBe(204);
    expect((await here.send('GET', '/session')).statusCode).toBe(200);
    expectRefusal(await there.send('GET', '/session'), 401, 'unauthenticated');
  });
});

describe('one’s password', () => {
  it('is changed against the present one; this browser goes on, others do not, nor does a stolen cookie', async () => {
    const [here, there] = [await browserOf('operator'), await browserOf('operator')];
    const before = here.cookie();
    const wrong = { current: 'not the password', next: NEXT };
    const refusal = expectRefusal(await here.send('POST', '/account/password', wrong), 400, 'invalid');
    expect(fieldsOf(refusal)).toEqual(['current']);
    const changed = await here.send('POST', '/account/password', { current: PASSWORD, next: NEXT });
    expect([changed.statusCode, changed.body]).toEqual([204, '']);
    expect(here.cookie()).not.toBe(before);
    expect((await here.send('GET', '/session')).statusCode).toBe(200);
    expectRefusal(await there.send('GET', '/session'), 401, 'unauthenticated');
    const thief = openBrowser(app);
    thief.use(before);
    expectRefusal(await thief.send('GET', '/session'), 401, 'unauthenticated');
    expectRefusal(await thief.signIn('operator'), 401, 'unauthenticated');
    expect((await thief.signIn('operator', undefined, NEXT)).statusCode).toBe(201);
  });

  it.each([
    ['short', 'tooShort'],
    ['woaini1314', 'passwordCommon'],
    ['i am the auditor', 'passwordContext'],
    ['x'.repeat(50), 'passwordCommon'],
    ['long '.repeat(26), 'tooLong'],
  ])('is not %j', async (next, code) => {
    const browser = await browserOf('auditor');
    const answer = await browser.send('POST', '/account/password', { current: PASSWORD, next });
    const [detail] = expectRefusal(answer, 400, 'invalid').details ?? [];
    expect(detail).toMatchObject({ field: 'next', code });
  });

  it('does not travel in the clear from another machine', async () => {
    const headers = { cookie: (await browserOf('auditor')).cookie() };
    for (const [path, payload] of [
      ['/account/password', { current: PASSWORD, next: NEXT }],
      ['/account/second-factor', { password: PASSWORD }],
      ['/password-resets/confirmation', { token: 'x'.repeat(43), password: NEXT }],
    ] as const) {
      const request = { method: 'POST', url: `/api/v1${path}`, payload, headers } as const;
      const answer = await app.server.inject({ ...request, remoteAddress: '203.0.113.9' });
      expectRefusal(answer, 403, 'forbidden');
    }
  });
});

describe('a session nobody used for an hour', () => {
  it('is over, as the service is set by default', async () => {
    const service = await createTestApp({ environment: { SESSION_IDLE_MINUTES: '' } });
    try {
      const browser = openBrowser(service);
      await browser.signIn('enterprise');
      service.clock.advance(3_600_000 - 1);
      expect((await browser.send('GET', '/session')).statusCode).toBe(200);
      service.clock.advance(3_600_000);
      expectRefusal(await browser.send('GET', '/session'), 401, 'unauthenticated');
    } finally {
      await service.end();
    }
  });
});

describe('with the 等保 rules', () => {
  it('a password of 90 days opens nothing but its own change', async () => {
    const service = await createTestApp({ environment: { PASSWORD_RULES: 'dengbao', SESSION_HOURS: '720' } });
    try {
      service.clock.advance(90 * 24 * 3_600_000);
      const browser = openBrowser(service);
      const entered = await browser.signIn('operator');
      expect(entered.json()).toMatchObject({ mustChangePassword: true, roles: [], can: [] });
      expectRefusal(await browser.send('GET', '/index/status'), 403, 'forbidden');
      const token = { name: 'x', scopes: ['read'], expiresInDays: 1 };
      expectRefusal(await browser.send('POST', '/account/tokens', token), 403, 'forbidden');
      expectRefusal(
        await browser.send('PATCH', '/account', { displayName: 'x', version: 1 }),
        403,
        'forbidden',
      );
      const shown = await browser.send('GET', '/account');
      expect(shown.json()).toMatchObject({ can: ['change-password'], passwordExpiresAt: expect.any(String) });
      const simple = await browser.send('POST', '/account/password', { current: PASSWORD, next: NEXT });
      expect(expectRefusal(simple, 400, 'invalid').details?.[0]?.code).toBe('passwordKinds');
      await browser.send('POST', '/account/password', { current: PASSWORD, next: 'Another-long-1' });
      expect((await browser.send('GET', '/session')).json()).toMatchObject({
        mustChangePassword: false,
        roles: ['operator'],
      });
    } finally {
      await service.end();
    }
  });
});
