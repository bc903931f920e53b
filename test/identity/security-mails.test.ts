import { beforeEach, expect, it } from 'vitest';
import { type Actor, toActor } from '../../src/identity/model.ts';
import { codeAt, fromBase32, stepAt } from '../../src/identity/totp.ts';
import { asyncRefusal } from '../kernel/refusal.ts';
import { createTestIdentity, type TestIdentity } from './test-identity.ts';

const NEXT = 'another long enough one';
const ADDRESS = '203.0.113.9';

let test: TestIdentity;
let token: string;
let li: Actor;

beforeEach(async () => {
  test = createTestIdentity();
  test.addAccount('li', 'li@example.cn');
  const started = await test.identity.signIn({ account: 'li', password: 'right' });
  token = started.token;
  li = toActor(started.signedIn, ADDRESS);
});

/** What the newest mail says, in both languages. */
const newest = () => test.mails.at(-1)?.text ?? '';

it('tells the owner of a new password: when, from where, and nothing secret', async () => {
  await test.identity.changePassword(li, token, 'right', NEXT);
  expect(test.mails).toHaveLength(1);
  expect(test.mails[0]).toMatchObject({ to: 'li@example.cn' });
  expect(newest()).toContain('账号 li 的密码已修改');
  expect(newest()).toContain('its password was changed');
  expect(newest()).toContain(ADDRESS);
  expect(newest()).toMatch(/\d{4}-\d\d-\d\d \d\d:\d\d/);
  expect(newest()).not.toContain(NEXT);
});

it('says nothing where nothing was changed', async () => {
  await asyncRefusal(test.identity.changePassword(li, token, 'wrong', NEXT));
  await asyncRefusal(test.identity.secondFactor.remove(li, token, { password: 'wrong', code: '123456' }));
  expect(test.mails).toEqual([]);
});

it('tells of a password that was set through a link', async () => {
  await test.identity.resets.offer('li', ADDRESS, 'en');
  const link = /#token=([\w-]{43})/.exec(newest())?.[1] ?? '';
  await test.identity.resets.confirm(link, NEXT, ADDRESS);
  expect(test.mails).toHaveLength(2);
  expect(newest()).toContain('通过邮件链接重新设置');
  expect(newest()).not.toContain(link);
});

it('tells of the second factor: on, new recovery codes, off', async () => {
  const { secondFactor } = test.identity;
  const { secret } = await secondFactor.enrol(li, 'right');
  expect(test.mails).toEqual([]);
  const code = () => {
    test.clock.advance(30_000);
    return codeAt(fromBase32(secret) ?? new Uint8Array(), stepAt(test.clock.now()));
  };
  const confirmed = secondFactor.confirm(li, token, code());
  expect(newest()).toContain('已启用两步验证');
  expect(newest()).not.toContain(secret);
  const [recovery] = await secondFactor.renewRecoveryCodes(li, code());
  expect(newest()).toContain('已更换恢复码');
  expect(newest()).not.toContain(recovery);
  await secondFactor.remove(li, confirmed.token, { password: 'right', code: code() });
  expect(newest()).toContain('已停用两步验证');
  expect(test.mails).toHaveLength(3);
});

it('tells the old address of a new one', async () => {
  await test.identity.profiles.edit(li, 1, { email: 'new@example.cn' }, 'right');
  expect(test.mails).toMatchObject([{ to: 'li@example.cn' }]);
  expect(newest()).not.toContain('new@example.cn');
});
