import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { codeAt, fromBase32, stepAt } from '../../src/identity/totp.ts';
import { createTestApp, PASSWORD, type TestApp } from '../support/test-app.ts';
import { expectRefusal, fieldsOf } from './answers.ts';
import { type Browser, openBrowser } from './browser-session.ts';

let app: TestApp;
let required: TestApp;
beforeAll(async () => {
  app = await createTestApp();
  required = await createTestApp({ environment: { SECOND_FACTOR: 'required' } });
});
afterAll(async () => {
  await app.end();
  await required.end();
});

/** What an authenticator app shows; every call lets the step of the code before it pass. */
function appFor(secret: string, service = app) {
  const bytes = fromBase32(secret) ?? new Uint8Array();
  return () => {
    service.clock.advance(30_000);
    return codeAt(bytes, stepAt(service.clock.now()));
  };
}

async function enrol(browser: Browser, service = app) {
  const offered = await browser.send('POST', '/account/second-factor', { password: PASSWORD });
  const { secret, uri } = offered.json<{ secret: string; uri: string }>();
  const show = appFor(secret, service);
  const confirmed = await browser.send('POST', '/account/second-factor/confirmation', { code: show() });
  return { secret, uri, show, confirmed, codes: confirmed.json<{ recoveryCodes: string[] }>().recoveryCodes };
}

describe('a second factor', () => {
  it('is set up, asked for, replaced by a recovery code, and taken off again', async () => {
    const browser = openBrowser(app);
    await browser.signIn('enterprise');
    const { secret, uri, show, confirmed, codes } = await enrol(browser);
    expect(uri).toContain(`secret=${secret}`);
    expect(confirmed.statusCode).toBe(200);
    expect(codes).toHaveLength(10);
    expect((await browser.send('GET', '/session')).json()).toMatchObject({ secondFactor: true });
    expect((await browser.send('GET', '/account')).json()).toMatchObject({
      secondFactor: { on: true, since: expect.any(String), recoveryCodesLeft: 10 },
      can: ['edit', 'change-password', 'remove-second-factor', 'create-token'],
    });

    const other = openBrowser(app);
    const asked = expectRefusal(await other.signIn('enterprise'), 401, 'unauthenticated');
    expect(asked.facts).toEqual({ secondFactor: 'totp' });
    expect(other.cookie()).toBe('');
    const wrong = expectRefusal(await other.signIn('enterprise', '000000'), 401, 'unauthenticated');
    expect(wrong.facts).toEqual({ secondFactor: 'totp' });
    const guess = expectRefusal(
      await other.signIn('enterprise', show(), 'wrong one'),
      401,
      'unauthenticated',
    );
    expect(guess.facts).toBeUndefined();
    expect((await other.signIn('enterprise', show())).json()).toMatchObject({ secondFactor: true });
    expect((await other.signIn('enterprise', codes[0])).statusCode).toBe(201);
    expectRefusal(await other.signIn('enterprise', codes[0]), 401, 'unauthenticated');

    const renewed = await other.send('POST', '/account/recovery-codes', { code: show() });
    expect(renewed.json<{ recoveryCodes: string[] }>().recoveryCodes).toHaveLength(10);
    const removal = { password: PASSWORD, code: '000000' };
    const refused = expectRefusal(
      await other.send('DELETE', '/account/second-factor', removal),
      400,
      'invalid',
    );
    expect(fieldsOf(refused)).toEqual(['code']);
    const off = await other.send('DELETE', '/account/second-factor', { ...removal, code: show() });
    expect(off.statusCode).toBe(204);
    expect((await other.send('GET', '/session')).json()).toMatchObject({ secondFactor: false });
    expectRefusal(await browser.send('GET', '/session'), 401, 'unauthenticated');
    expect((await browser.signIn('enterprise')).statusCode).toBe(201);
  });

  it('is not set up by a stranger at an open desk: the password is asked for', async () => {
    const browser = openBrowser(app);
    await browser.signIn('rival');
    const answer = await browser.send('POST', '/account/second-factor', { password: 'a guess of mine' });
    expect(fieldsOf(expectRefusal(answer, 400, 'invalid'))).toEqual(['password']);
  });

  it('that is not set up cannot be confirmed, taken off or renewed', async () => {
    const browser = openBrowser(app);
    await browser.signIn('peer');
    const code = { code: '123456' };
    expectRefusal(await browser.send('POST', '/account/second-factor/confirmation', code), 409, 'conflict');
    expectRefusal(await browser.send('POST', '/account/recovery-codes', code), 409, 'conflict');
    const removal = { ...code, password: PASSWORD };
    expectRefusal(await browser.send('DELETE', '/account/second-factor', removal), 409, 'conflict');
  });
});

describe('too many failures', () => {
  it('are answered with 429 and when to come back, also to the right password', async () => {
    const browser = openBrowser(app);
    for (let i = 0; i < 5; i += 1) {
      expectRefusal(await browser.signIn('researcher', undefined, 'wrong one'), 401, 'unauthenticated');
    }
    for (const password of ['wrong one', PASSWORD]) {
      const answer = await browser.signIn('researcher', undefined, password);
      expect(expectRefusal(answer, 429, 'rate_limited').facts).toEqual({ retryAfterSeconds: 30 });
      expect(answer.headers['retry-after']).toBe('30');
    }
    app.clock.advance(30_000);
    expect((await browser.signIn('researcher')).statusCode).toBe(201);
  });

  it('lock a name that nobody has in the same way', async () => {
    const browser = openBrowser(app);
    const answers = [];
    for (let i = 0; i < 6; i += 1) answers.push(await browser.signIn('nobody-here', undefined, 'wrong one'));
    expect(answers.map(({ statusCode }) => statusCode)).toEqual([401, 401, 401, 401, 401, 429]);
  });
});

describe('where it is required', () => {
  it('operators and administrators can only set it up before they can do anything else', async () => {
    const browser = openBrowser(required);
    const entered = await browser.signIn('operator');
    expect(entered.json()).toMatchObject({ mustEnrol: true, roles: [], can: [] });
    expectRefusal(await browser.send('GET', '/index/status'), 403, 'forbidden');
    await enrol(browser, required);
    expect((await browser.send('GET', '/session')).json()).toMatchObject({
      mustEnrol: false,
      roles: ['operator'],
      can: ['review', 'index', 'scores', 'organisations'],
    });
    expect((await browser.send('GET', '/index/status')).statusCode).toBe(200);
  });

  it('nobody else notices', async () => {
    const browser = openBrowser(required);
    expect((await browser.signIn('enterprise')).json()).toMatchObject({
      mustEnrol: false,
      roles: ['enterprise'],
      can: ['create:demands'],
    });
  });

  it('is the default of production, the first administrator included', async () => {
    const service = await createTestApp({ environment: { SECOND_FACTOR: '' } });
    try {
      expect((await openBrowser(service).signIn('admin')).json()).toMatchObject({
        mustEnrol: true,
        roles: [],
      });
    } finally {
      await service.end();
    }
  });
});
