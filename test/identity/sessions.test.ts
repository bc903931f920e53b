import { beforeEach, describe, expect, it } from 'vitest';
import { type Actor, toActor } from '../../src/identity/model.ts';
import { createPasswordRules } from '../../src/identity/password-rules.ts';
import type { Started } from '../../src/identity/sessions.ts';
import { countRows } from '../db/test-database.ts';
import { asyncRefusal, refusal } from '../kernel/refusal.ts';
import { createTestIdentity, SESSION_HOURS, type TestIdentity } from './test-identity.ts';

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;
const NEXT = 'another long enough one';

let test: TestIdentity;
beforeEach(() => {
  test = createTestIdentity({ idleMinutes: 60 });
  test.addAccount('li');
  test.addAccount('wang');
});

const signIn = (account = 'li', address = '203.0.113.9', agent = 'Firefox'): Promise<Started> =>
  test.identity.signIn({ account, password: 'right' }, { address, agent });
const actorOf = ({ signedIn }: Started): Actor => toActor(signedIn, '203.0.113.9');
const runs = ({ token }: Started) => test.identity.authenticate(token) !== undefined;
/** Why sessions ended, in order, and who signed it. */
const ends = () =>
  test
    .lines('session.end')
    .map(({ facts, actor_id }) => [(JSON.parse(facts) as { reason: string }).reason, actor_id]);

describe('a session nobody uses', () => {
  it('ends to the millisecond when it was idle for too long', async () => {
    const session = await signIn();
    test.clock.advance(60 * MINUTE_MS - 1);
    expect(runs(session)).toBe(true);
    test.clock.advance(60 * MINUTE_MS);
    expect(runs(session)).toBe(false);
  });

  it('goes on while somebody uses it, but not beyond its hours', async () => {
    const session = await signIn();
    for (let minutes = 0; minutes < SESSION_HOURS * 60; minutes += 30) {
      expect(runs(session)).toBe(true);
      test.clock.advance(30 * MINUTE_MS);
    }
    expect(runs(session)).toBe(false);
  });

  it('is written as seen at most once a minute', async () => {
    const session = await signIn();
    const seen = () => test.db.$client.prepare('SELECT last_seen_at FROM sessions').pluck().get();
    const begun = test.clock.now();
    test.clock.advance(MINUTE_MS - 1);
    runs(session);
    expect(seen()).toBe(begun);
    test.clock.advance(1);
    runs(session);
    expect(seen()).toBe(begun + MINUTE_MS);
  });

  it('is swept away within a minute or so, and the log says why', async () => {
    await signIn();
    test.clock.advance(60 * MINUTE_MS);
    test.identity.sweep();
    const busy = await signIn();
    for (let i = 0; i < SESSION_HOURS; i += 1) {
      test.clock.advance(59 * MINUTE_MS);
      runs(busy);
    }
    test.clock.advance(12 * MINUTE_MS);
    test.identity.sweep();
    expect(ends()).toEqual([
      ['idle', null],
      ['expired', null],
    ]);
    expect(countRows(test.db, 'sessions')).toBe(0);
  });
});

describe('the owner', () => {
  it('sees where sessions run, the newest first, and no token', async () => {
    const first = await signIn();
    test.clock.advance(1000);
    await signIn('li', '198.51.100.4', 'x'.repeat(500));
    await signIn('wang');
    const listed = test.identity.sessions.list(actorOf(first));
    expect(listed.map(({ address, agent }) => [address, agent])).toEqual([
      ['198.51.100.4', 'x'.repeat(200)],
      ['203.0.113.9', 'Firefox'],
    ]);
    expect(listed[1]?.id).toBe(first.signedIn.credentialId);
  });

  it('ends one of them, and none of somebody else', async () => {
    const [first, second, other] = [await signIn(), await signIn(), await signIn('wang')];
    const { sessions } = test.identity;
    for (const id of [other.signedIn.credentialId, 'nonsense', '']) {
      expect(refusal(() => sessions.endOne(actorOf(first), id)).code).toBe('not_found');
    }
    sessions.endOne(actorOf(first), second.signedIn.credentialId);
    expect([runs(first), runs(second), runs(other)]).toEqual([true, false, true]);
    expect(ends()).toEqual([['ended-by-owner', first.signedIn.account.id]]);
  });

  it('ends all others at once', async () => {
    const [first, second, third, other] = [
      await signIn(),
      await signIn(),
      await signIn(),
      await signIn('wang'),
    ];
    test.identity.sessions.endOthers(actorOf(second), second.token);
    expect([runs(first), runs(second), runs(third), runs(other)]).toEqual([false, true, false, true]);
  });

  it('is nobody without signing in', () => {
    const { sessions } = test.identity;
    const visitor: Actor = { kind: 'anonymous', address: null };
    expect(refusal(() => sessions.list(visitor)).code).toBe('unauthenticated');
    expect(refusal(() => sessions.endOne(visitor, 'x')).code).toBe('unauthenticated');
    expect(refusal(() => sessions.endOthers({ kind: 'service' }, 'x')).code).toBe('forbidden');
  });
});

describe('a new password', () => {
  const change = (session: Started, current = 'right', next = NEXT) =>
    test.identity.changePassword(actorOf(session), session.token, current, next);

  it('needs the present one, counted like a sign-in', async () => {
    const session = await signIn();
    for (let i = 0; i < 5; i += 1) {
      const error = await asyncRefusal(change(session, 'wrong'));
      expect(error.issues).toEqual([{ field: 'current', text: 'field.passwordIncorrect' }]);
    }
    expect((await asyncRefusal(change(session))).text).toBe('error.signInLocked');
    expect(test.lines('password.change').map(({ outcome }) => outcome)).toEqual(Array(6).fill('refused'));
  });

  it.each([
    ['short', 'field.tooShort'],
    ['my name is li先生', 'field.passwordContext'],
    ['right', 'field.tooShort'],
  ])('of %j is refused', async (next, text) => {
    const error = await asyncRefusal(change(await signIn(), 'right', next));
    expect(error.issues[0]).toMatchObject({ field: 'next', text });
  });

  it('is not the old one again', async () => {
    const session = await signIn();
    const changed = await change(session);
    const error = await asyncRefusal(change(changed, NEXT, NEXT));
    expect(error.issues).toEqual([{ field: 'next', text: 'field.passwordSame' }]);
  });

  it('ends every other session, and gives this one a new token', async () => {
    const [session, other] = [await signIn(), await signIn()];
    const changed = await change(session);
    expect([runs(session), runs(other), runs(changed)]).toEqual([false, false, true]);
    expect((await asyncRefusal(signIn())).code).toBe('unauthenticated');
    await test.identity.signIn({ account: 'li', password: NEXT });
    expect(ends()).toEqual([['password-changed', session.signedIn.account.id]]);
  });
});

describe('with the 等保 rules', () => {
  beforeEach(() => {
    const passwordRules = createPasswordRules({ preset: 'dengbao', common: new Set() });
    test = createTestIdentity({ passwordRules });
    test.addAccount('li');
  });

  it('a password of 90 days lets its owner change it and do nothing else', async () => {
    const before = await signIn();
    test.clock.advance(90 * DAY_MS - 1);
    expect((await signIn()).signedIn).toMatchObject({ mustChangePassword: false });
    test.clock.advance(1);
    const session = await signIn();
    expect(session.signedIn).toMatchObject({ mustChangePassword: true, memberships: [], actsFor: [] });
    expect(runs(before)).toBe(false);
    const changed = await test.identity.changePassword(
      actorOf(session),
      session.token,
      'right',
      'Long-enough-1',
    );
    expect(changed.signedIn).toMatchObject({ mustChangePassword: false });
    expect(changed.signedIn.memberships).toHaveLength(1);
  });

  it('an account from before passwords had a date counts from its beginning', async () => {
    test.db.$client.exec('UPDATE accounts SET password_changed_at = 0');
    expect((await signIn()).signedIn.mustChangePassword).toBe(false);
  });
});

describe('an account that is not active', () => {
  it.each(['deactivated', 'deleted'])('(%s) cannot sign in, and its sessions open nothing', async (state) => {
    const session = await signIn();
    test.db.$client.prepare(`UPDATE accounts SET state = ? WHERE name = 'li'`).run(state);
    expect(runs(session)).toBe(false);
    const error = await asyncRefusal(signIn());
    expect([error.code, error.text]).toEqual(['unauthenticated', 'error.signIn']);
    expect(test.plain.asked.at(-1)).toEqual({ stored: undefined, password: 'right' });
    test.db.$client.prepare(`UPDATE accounts SET state = 'active'`).run();
    expect(runs(session)).toBe(true);
  });

  it('closed while its password is being checked does not get in', async () => {
    const attempt = signIn();
    test.db.$client.prepare(`UPDATE accounts SET state = 'deactivated'`).run();
    expect((await asyncRefusal(attempt)).code).toBe('unauthenticated');
  });

  it('whose password changes while it is being checked does not get in with the old one', async () => {
    const attempt = signIn();
    test.identity.setPasswordHash('li', 'hash of new');
    expect((await asyncRefusal(attempt)).code).toBe('unauthenticated');
  });
});
