import { describe, expect, it } from 'vitest';
import { AppError } from '../../src/kernel/errors.ts';
import { contents } from '../db/test-database.ts';
import { asyncRefusal } from '../kernel/refusal.ts';
import { createEmptyIdentity } from './test-identity.ts';

const PASSWORD = 'a long enough one';
const first = { account: 'root', displayName: '王', password: PASSWORD, organisation: '创新局' };

describe('the first administrator', () => {
  it('is made with the bureau they work for, and is signed in', async () => {
    const { identity } = createEmptyIdentity();
    expect(identity.hasAccounts()).toBe(false);
    const { token, signedIn } = await identity.setUp({ ...first, token: identity.offerSetup() });
    expect(identity.authenticate(token)).toEqual(signedIn);
    expect(signedIn.account).toMatchObject({ name: 'root', displayName: '王' });
    expect(signedIn.memberships).toMatchObject([
      { role: 'admin', organisationName: '创新局', kind: 'authority' },
      { role: 'operator', organisationName: '创新局', kind: 'authority' },
    ]);
    expect(identity.hasAccounts()).toBe(true);
  });

  it('can sign in again later', async () => {
    const { identity } = createEmptyIdentity();
    await identity.setUp({ ...first, token: identity.offerSetup() });
    expect((await identity.signIn({ account: 'root', password: PASSWORD })).signedIn.account.name).toBe(
      'root',
    );
  });

  it('can sign in again with the name as they typed it, blanks around it included', async () => {
    const { identity } = createEmptyIdentity();
    await identity.setUp({ ...first, account: ' root ', token: identity.offerSetup() });
    expect(
      (await identity.signIn({ account: ' root ', password: PASSWORD })).signedIn.account.displayName,
    ).toBe('王');
  });
});

describe('the one-time link', () => {
  it('works once', async () => {
    const { identity, db } = createEmptyIdentity();
    const token = identity.offerSetup();
    await identity.setUp({ ...first, token });
    const before = contents(db);
    const error = await asyncRefusal(identity.setUp({ ...first, account: 'second', token }));
    expect([error.code, error.text]).toEqual(['forbidden', 'error.setupToken']);
    expect(contents(db)).toEqual(before);
  });

  it('works for one of two who use it at the same moment', async () => {
    const { identity, db } = createEmptyIdentity();
    const token = identity.offerSetup();
    const outcomes = await Promise.allSettled([
      identity.setUp({ ...first, token }),
      identity.setUp({ ...first, account: 'second', organisation: '第二局', token }),
    ]);
    expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    const count = (table: string) => db.$client.prepare(`SELECT count(*) FROM ${table}`).pluck().get();
    expect([count('accounts'), count('organisations'), count('sessions')]).toEqual([1, 1, 1]);
  });

  it.each([
    ['a wrong token', () => 'x'.repeat(43)],
    ['no token', () => ''],
    ['half the token', (token: string) => token.slice(0, 20)],
    ['the token of an earlier start', (_token: string, earlier: string) => earlier],
  ])('does not work with %s, and nothing is left behind', async (_what, choose) => {
    const { identity, db } = createEmptyIdentity();
    const earlier = identity.offerSetup();
    const token = identity.offerSetup();
    const before = contents(db);
    const error = await asyncRefusal(identity.setUp({ ...first, token: choose(token, earlier) }));
    expect([error.code, error.text]).toEqual(['forbidden', 'error.setupToken']);
    expect(contents(db)).toEqual(before);
    expect((await identity.setUp({ ...first, token })).signedIn.account.name).toBe('root');
  });

  it('does not work before it was offered', async () => {
    const { identity } = createEmptyIdentity();
    for (const token of ['', 'null', 'undefined']) {
      expect((await asyncRefusal(identity.setUp({ ...first, token }))).code).toBe('forbidden');
    }
  });

  it('does not work once there is an account, however that came', async () => {
    const { identity } = createEmptyIdentity();
    const token = identity.offerSetup();
    identity.createAccount({ name: 'li', displayName: '李', passwordHash: 'x' }, []);
    expect((await asyncRefusal(identity.setUp({ ...first, token }))).code).toBe('forbidden');
  });

  it('is neither stored nor logged', async () => {
    const { identity, db } = createEmptyIdentity();
    const token = identity.offerSetup();
    await identity.setUp({ ...first, token });
    expect(JSON.stringify(contents(db))).not.toContain(token);
  });
});

describe('a set-up that fails', () => {
  it.each([
    ['at the organisation', { organisation: '' }],
    ['at the account, after the organisation was made', { account: '' }],
  ])('%s leaves nothing behind, and can be tried again with the same link', async (_what, mistake) => {
    const { identity, db } = createEmptyIdentity();
    const token = identity.offerSetup();
    const before = contents(db);
    await expect(identity.setUp({ ...first, ...mistake, token })).rejects.toThrow();
    expect(contents(db)).toEqual(before);
    expect((await identity.setUp({ ...first, token })).signedIn.account.name).toBe('root');
  });

  it('for want of a free hash says so, leaves nothing behind and can be tried again', async () => {
    const { identity, db, plain } = createEmptyIdentity();
    const token = identity.offerSetup();
    const before = contents(db);
    plain.fail(new AppError('unavailable', 'error.signInBusy'));
    expect((await asyncRefusal(identity.setUp({ ...first, token }))).code).toBe('unavailable');
    expect(contents(db)).toEqual(before);
    plain.heal();
    expect((await identity.setUp({ ...first, token })).signedIn.account.name).toBe('root');
  });

  it('at the very end, at the session, takes back organisation, account and log', async () => {
    const { identity, db } = createEmptyIdentity();
    const token = identity.offerSetup();
    db.$client.exec('ALTER TABLE sessions RENAME TO away');
    const before = contents(db);
    await expect(identity.setUp({ ...first, token })).rejects.toThrow();
    expect(contents(db)).toEqual(before);
    db.$client.exec('ALTER TABLE away RENAME TO sessions');
    expect((await identity.setUp({ ...first, token })).signedIn.account.name).toBe('root');
  });
});
