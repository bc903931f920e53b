import { afterAll, beforeAll, beforeEach, expect, it, vi } from 'vitest';
import type { Mail } from '../../src/mail/mailer.ts';
import { createTestApp, PASSWORD, type TestApp } from '../support/test-app.ts';
import { expectRefusal, fieldsOf } from './answers.ts';
import { openBrowser } from './browser-session.ts';

const NEXT = 'another long enough one';
const mails: Mail[] = [];
const mailer = { send: async (mail: Mail) => void mails.push(mail), close: () => undefined };

let app: TestApp;
beforeAll(async () => {
  app = await createTestApp({
    overrides: { mailer },
    environment: { PUBLIC_URL: 'https://match.example.cn/' },
  });
  const browser = openBrowser(app);
  await browser.signIn('enterprise');
  const form = { email: 'enterprise@example.cn', password: PASSWORD, version: 1 };
  await browser.send('PATCH', '/account', form);
});
beforeEach(() => {
  mails.length = 0;
  app.clock.advance(60_000);
});
afterAll(() => app.end());

const ask = (account: string, language = 'zh-CN') =>
  app.as(null, 'POST', '/password-resets', { account }, { 'accept-language': language });
const set = (token: string, password = NEXT) =>
  app.as(null, 'POST', '/password-resets/confirmation', { token, password });

async function mailedToken(): Promise<string> {
  await vi.waitFor(() => expect(mails).toHaveLength(1));
  return /#token=([\w-]{43})/.exec(mails[0]?.text ?? '')?.[1] ?? 'no link';
}

it('answers alike for an account with an address, one without and none', async () => {
  const answers = [];
  for (const account of ['enterprise', 'rival', 'nobody at all']) answers.push(await ask(account));
  for (const { statusCode, body, headers } of answers) {
    expect([statusCode, body]).toEqual([202, '{"validMinutes":30}']);
    expect(Object.keys(headers)).toEqual(Object.keys(answers[0]?.headers ?? {}));
  }
  await mailedToken();
  expect(mails.map(({ to }) => to)).toEqual(['enterprise@example.cn']);
});

it('mails the link in the reader’s language, its token behind the # that no server sees', async () => {
  await ask('enterprise', 'en');
  const token = await mailedToken();
  expect(mails[0]?.subject).toBe('Set a new password');
  expect(mails[0]?.text).toContain(`https://match.example.cn/reset#token=${token}\n`);
});

it('lets the reader of that mail set a password once, and ends every session', async () => {
  const browser = openBrowser(app);
  await browser.signIn('enterprise');
  await ask('enterprise');
  const token = await mailedToken();
  const weak = expectRefusal(await set(token, 'woaini1314'), 400, 'invalid');
  expect(fieldsOf(weak)).toEqual(['password']);
  const done = await set(token);
  expect([done.statusCode, done.body]).toEqual([204, '']);
  expect(done.headers['set-cookie']).toBeUndefined();
  expectRefusal(await browser.send('GET', '/session'), 401, 'unauthenticated');
  expectRefusal(await browser.signIn('enterprise'), 401, 'unauthenticated');
  expect((await browser.signIn('enterprise', undefined, NEXT)).statusCode).toBe(201);
  expectRefusal(await set(token), 404, 'not_found');
});

it.each([
  [{ token: 'x'.repeat(43), password: NEXT }, 404],
  [{ token: 'short', password: NEXT }, 400],
  [{ token: 'x'.repeat(43) }, 400],
  [{ token: 'x'.repeat(43), password: '' }, 400],
  [{ token: 'x'.repeat(43), password: NEXT, account: 'admin' }, 400],
])('refuses %j', async (payload, status) => {
  const answer = await app.as(null, 'POST', '/password-resets/confirmation', payload);
  expectRefusal(answer, status, status === 404 ? 'not_found' : 'invalid');
});
