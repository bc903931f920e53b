import { beforeEach, expect, it } from 'vitest';
import { type Actor, toActor } from '../../src/identity/model.ts';
import { asyncRefusal, refusal } from '../kernel/refusal.ts';
import { createTestIdentity, type TestIdentity } from './test-identity.ts';

let test: TestIdentity;
let li: Actor;

beforeEach(async () => {
  test = createTestIdentity();
  test.addAccount('li', 'li@example.cn');
  li = toActor((await test.identity.signIn({ account: 'li', password: 'right' })).signedIn);
});

const edit = (patch: object, basedOn = 1, password?: string, actor = li) =>
  test.identity.profiles.edit(actor, basedOn, patch, password);

it('shows its owner what is known of them, and no secret', () => {
  expect(test.identity.profiles.own(li)).toEqual({
    id: expect.any(String),
    name: 'li',
    displayName: 'li先生',
    email: 'li@example.cn',
    version: 1,
    secondFactorSince: null,
    recoveryCodesLeft: 0,
    passwordChangedAt: test.clock.now(),
    passwordExpiresAt: null,
    consent: null,
  });
  expect(refusal(() => test.identity.profiles.own({ kind: 'anonymous', address: null })).code).toBe(
    'unauthenticated',
  );
});

it('takes a new name without more ado', async () => {
  expect(await edit({ displayName: '李' })).toMatchObject({
    displayName: '李',
    email: 'li@example.cn',
    version: 2,
  });
});

it('takes a new e-mail address only with the password', async () => {
  const without = await asyncRefusal(edit({ email: 'thief@example.cn' }));
  expect(without.issues).toEqual([{ field: 'password', text: 'field.passwordConfirm' }]);
  const wrong = await asyncRefusal(edit({ email: 'thief@example.cn' }, 1, 'wrong'));
  expect(wrong.issues).toEqual([{ field: 'password', text: 'field.passwordIncorrect' }]);
  expect(await edit({ email: 'new@example.cn' }, 1, 'right')).toMatchObject({
    email: 'new@example.cn',
    version: 2,
  });
  expect(await edit({ email: '' }, 2, 'right')).toMatchObject({ email: '', version: 3 });
});

it('asks no password for the address that is there already', async () => {
  expect(await edit({ email: 'li@example.cn', displayName: '李' })).toMatchObject({ version: 2 });
});

it.each([0, 2])('is not changed on the ground of version %i, when 1 is current', async (basedOn) => {
  const error = await asyncRefusal(edit({ displayName: '李' }, basedOn));
  expect([error.code, error.facts]).toEqual(['conflict', { currentVersion: 1 }]);
  expect((await asyncRefusal(edit({ email: 'x@example.cn' }, basedOn, 'right'))).code).toBe('conflict');
  expect(test.identity.profiles.own(li)).toMatchObject({ displayName: 'li先生', email: 'li@example.cn' });
});

it('logs which fields changed, never what they say', async () => {
  await edit({ displayName: '李', email: 'new@example.cn' }, 1, 'right');
  const [line] = test.lines('account.edit');
  expect(JSON.parse(line?.facts ?? '')).toEqual({ fields: ['displayName', 'email'], version: 2 });
  expect(JSON.stringify(test.db.$client.prepare('SELECT * FROM audit_log').all())).not.toContain(
    'example.cn',
  );
});
