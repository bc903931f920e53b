import { beforeEach, describe, expect, it } from 'vitest';
import { toActor } from '../../src/identity/model.ts';
import { sha256 } from '../../src/kernel/ids.ts';
import { contents, countRows } from '../db/test-database.ts';
import { asyncRefusal } from '../kernel/refusal.ts';
import { createTestIdentity, PUBLIC_URL, type TestIdentity } from './test-identity.ts';

const MINUTE_MS = 60_000;
const NEXT = 'another long enough one';

let test: TestIdentity;
beforeEach(() => {
  test = createTestIdentity();
  test.addAccount('li', 'li@example.cn');
  test.addAccount('wang');
});

const offer = (account = 'li', locale: 'zh-CN' | 'en' = 'zh-CN') =>
  test.identity.resets.offer(account, '203.0.113.9', locale);
const confirm = (token: string, password = NEXT) =>
  test.identity.resets.confirm(token, password, '203.0.113.9');
const signIn = (password: string) => test.identity.signIn({ account: 'li', password });

/** The token of the newest mail’s link. */
function tokenOf(text = test.mails.at(-1)?.text ?? ''): string {
  return /#token=([\w-]{43})/.exec(text)?.[1] ?? 'no link';
}

async function offeredToken(): Promise<string> {
  await offer();
  return tokenOf();
}

describe('asking for a new password', () => {
  it('sends a link to the address of the account, in the reader’s language', async () => {
    await offer(' LI ');
    test.clock.advance(MINUTE_MS);
    await offer('li', 'en');
    expect(test.mails.map(({ to, subject }) => [to, subject])).toEqual([
      ['li@example.cn', '重新设置您的密码'],
      ['li@example.cn', 'Set a new password'],
    ]);
    for (const { text } of test.mails)
      expect(text).toMatch(/https:\/\/match\.example\.cn\/reset#token=[\w-]{43}\n/);
    expect(PUBLIC_URL).toBe('https://match.example.cn');
  });

  it.each(['nobody', 'wang', '', "li' --"])('says and sends nothing for %j', async (account) => {
    await offer(account);
    expect(test.mails).toEqual([]);
    expect(countRows(test.db, 'password_resets')).toBe(0);
  });

  it('sends nothing to an account that is not active', async () => {
    test.db.$client.exec(`UPDATE accounts SET state = 'deactivated'`);
    await offer();
    expect(test.mails).toEqual([]);
  });

  it('fills nobody’s letter box: one mail a minute', async () => {
    await offer();
    test.clock.advance(MINUTE_MS - 1);
    await offer();
    expect(test.mails).toHaveLength(1);
    test.clock.advance(1);
    await offer();
    expect(test.mails).toHaveLength(2);
  });

  it('does its work after the answer, so that the time taken tells nothing', async () => {
    const working = offer();
    await Promise.resolve();
    expect(countRows(test.db, 'password_resets')).toBe(0);
    await working;
    expect(countRows(test.db, 'password_resets')).toBe(1);
  });

  it('stores the fingerprint of the token only, and the log has neither it nor the address', async () => {
    const token = await offeredToken();
    const stored = JSON.stringify(contents(test.db));
    expect(stored).not.toContain(token);
    expect(stored).toContain(sha256(token));
    const log = JSON.stringify(test.lines('password.reset-offered'));
    expect(log).not.toContain('example.cn');
    expect(log).toContain('203.0.113.9');
  });
});

describe('a link', () => {
  it('sets the password, and the old one is over', async () => {
    await confirm(await offeredToken());
    expect((await asyncRefusal(signIn('right'))).code).toBe('unauthenticated');
    expect((await signIn(NEXT)).signedIn.account.name).toBe('li');
  });

  it('works once', async () => {
    const token = await offeredToken();
    await confirm(token);
    const error = await asyncRefusal(confirm(token, 'yet another long one'));
    expect([error.code, error.text]).toEqual(['not_found', 'error.resetLink']);
    await signIn(NEXT);
  });

  it('works for one of two who use it at the same moment', async () => {
    const token = await offeredToken();
    const outcomes = await Promise.allSettled([confirm(token), confirm(token, 'yet another long one')]);
    expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  });

  it('works for half an hour', async () => {
    const token = await offeredToken();
    test.clock.advance(30 * MINUTE_MS);
    expect((await asyncRefusal(confirm(token))).code).toBe('not_found');
    test.identity.sweep();
    expect(countRows(test.db, 'password_resets')).toBe(0);
  });

  it('works no more once there is a newer one', async () => {
    const older = await offeredToken();
    test.clock.advance(MINUTE_MS);
    const newer = await offeredToken();
    expect((await asyncRefusal(confirm(older))).code).toBe('not_found');
    await confirm(newer);
  });

  it('works no more once the password or the e-mail address was changed', async () => {
    const { token, signedIn } = await signIn('right');
    const actor = toActor(signedIn);
    const first = await offeredToken();
    await test.identity.changePassword(actor, token, 'right', NEXT);
    expect((await asyncRefusal(confirm(first, 'yet another long one'))).code).toBe('not_found');
    test.clock.advance(MINUTE_MS);
    const second = await offeredToken();
    await test.identity.profiles.edit(actor, 1, { email: 'new@example.cn' }, NEXT);
    expect((await asyncRefusal(confirm(second, 'yet another long one'))).code).toBe('not_found');
  });

  it('works no more once the account is not active', async () => {
    const token = await offeredToken();
    test.db.$client.exec(`UPDATE accounts SET state = 'deactivated'`);
    expect((await asyncRefusal(confirm(token))).code).toBe('not_found');
  });

  it.each(['', 'x', 'A'.repeat(43)])('with token %j is none, and nothing is hashed for it', async (token) => {
    test.plain.fail(new Error('hashed'));
    expect((await asyncRefusal(confirm(token))).code).toBe('not_found');
  });

  it('is not used up by a password that is against the rules', async () => {
    const token = await offeredToken();
    const error = await asyncRefusal(confirm(token, 'short'));
    expect(error.issues).toEqual([{ field: 'password', text: 'field.tooShort', params: { min: 8 } }]);
    await confirm(token);
  });

  it('ends all sessions, revokes all API tokens and lifts a lock', async () => {
    const session = await signIn('right');
    const actor = toActor(session.signedIn);
    const input = { name: 'x', scopes: ['read' as const], expiresInDays: 1 };
    const { token: apiToken } = test.identity.tokens.create(actor, input, false);
    for (let i = 0; i < 5; i += 1) await asyncRefusal(signIn('wrong'));
    expect((await asyncRefusal(signIn('right'))).code).toBe('unavailable');
    await confirm(await offeredToken());
    expect(test.identity.authenticate(session.token)).toBe(undefined);
    expect(test.identity.tokens.authenticate(apiToken)).toBe(undefined);
    expect((await signIn(NEXT)).signedIn.account.name).toBe('li');
    expect(test.actions()).toEqual(expect.arrayContaining(['password.reset', 'session.end', 'token.revoke']));
  });
});
