import { describe, expect, it } from 'vitest';
import { toActor } from '../../src/identity/model.ts';
import { sha256 } from '../../src/kernel/ids.ts';
import { contents, countRows } from '../db/test-database.ts';
import { asyncRefusal, refusal } from '../kernel/refusal.ts';
import { createTestIdentity, SESSION_HOURS } from './test-identity.ts';

const HOUR_MS = 3_600_000;

describe('signing in', () => {
  it('starts a session that knows the person and what they are where', async () => {
    const { identity, addAccount, organisationId, clock, actions } = createTestIdentity();
    const id = addAccount('li');
    const { token, signedIn } = await identity.signIn({ account: 'li', password: 'right' });
    expect(signedIn).toEqual({
      account: { id, name: 'li', displayName: 'li先生' },
      memberships: [{ organisationId, role: 'enterprise', organisationName: '甲方公司', kind: 'enterprise' }],
      actsFor: [],
      expiresAt: clock.now() + SESSION_HOURS * HOUR_MS,
      credentialId: sha256(token).slice(0, 22),
      secondFactor: false,
      mustEnrol: false,
      mustChangePassword: false,
    });
    expect(identity.authenticate(token)).toEqual(signedIn);
    expect(toActor(signedIn, '203.0.113.9')).toEqual({
      kind: 'account',
      accountId: id,
      memberships: [{ organisationId, role: 'enterprise' }],
      actsFor: [],
      address: '203.0.113.9',
    });
    expect(actions()).toEqual(['organisation.create', 'account.create', 'session.start']);
  });

  it.each(['Li.Ming', 'li.ming', 'LI.MING', '  li.ming '])('takes the account name as %j', async (name) => {
    const { identity, addAccount } = createTestIdentity();
    addAccount('Li.Ming');
    expect((await identity.signIn({ account: name, password: 'right' })).signedIn.account.name).toBe(
      'Li.Ming',
    );
  });

  it('refuses a wrong password and an unknown account alike, and takes equally long over both', async () => {
    const { identity, addAccount, plain, db } = createTestIdentity();
    addAccount('li');
    const wrong = await asyncRefusal(identity.signIn({ account: 'li', password: 'wrong' }));
    const unknown = await asyncRefusal(identity.signIn({ account: 'nobody', password: 'wrong' }));
    expect([wrong.code, wrong.text, wrong.params, wrong.issues, wrong.facts]).toEqual([
      'unauthenticated',
      'error.signIn',
      {},
      [],
      {},
    ]);
    expect({ ...unknown }).toEqual({ ...wrong });
    expect(plain.asked).toEqual([
      { stored: 'hash of right', password: 'wrong' },
      { stored: undefined, password: 'wrong' },
    ]);
    expect(countRows(db, 'sessions')).toBe(0);
  });

  it('does not trim or fold the password', async () => {
    const { identity, addAccount } = createTestIdentity();
    addAccount('li');
    for (const password of [' right', 'right ', 'RIGHT', '']) {
      expect((await asyncRefusal(identity.signIn({ account: 'li', password }))).code).toBe('unauthenticated');
    }
  });

  it('is not fooled by SQL in an account name', async () => {
    const { identity, addAccount } = createTestIdentity();
    addAccount('li');
    for (const name of [`' OR 1 = 1 --`, '%', 'l_', 'li" --']) {
      expect((await asyncRefusal(identity.signIn({ account: name, password: 'right' }))).code).toBe(
        'unauthenticated',
      );
    }
  });

  it('takes the new password and no longer the old one when it was changed', async () => {
    const { identity, addAccount } = createTestIdentity();
    addAccount('li');
    identity.setPasswordHash('LI', await identity.hashPassword('new'));
    expect((await asyncRefusal(identity.signIn({ account: 'li', password: 'right' }))).code).toBe(
      'unauthenticated',
    );
    expect((await identity.signIn({ account: 'li', password: 'new' })).signedIn.account.name).toBe('li');
  });
});

describe('a session', () => {
  it('is kept as a fingerprint only: its token is nowhere in the database', async () => {
    const { identity, addAccount, db } = createTestIdentity();
    addAccount('li');
    const { token } = await identity.signIn({ account: 'li', password: 'right' });
    const stored = JSON.stringify(contents(db));
    expect(stored).not.toContain(token);
    expect(stored).toContain(sha256(token));
    expect(identity.authenticate(sha256(token))).toBe(undefined);
  });

  it('has a token of its own at every sign-in, and several can run side by side', async () => {
    const { identity, addAccount } = createTestIdentity();
    addAccount('li');
    const first = await identity.signIn({ account: 'li', password: 'right' });
    const second = await identity.signIn({ account: 'li', password: 'right' });
    expect(first.token).not.toBe(second.token);
    identity.signOut(first.token);
    expect(identity.authenticate(first.token)).toBe(undefined);
    expect(identity.authenticate(second.token)?.account.name).toBe('li');
  });

  it('ends to the millisecond when its time is over', async () => {
    const { identity, addAccount, clock } = createTestIdentity();
    addAccount('li');
    const { token } = await identity.signIn({ account: 'li', password: 'right' });
    clock.advance(SESSION_HOURS * HOUR_MS - 1);
    expect(identity.authenticate(token)?.account.name).toBe('li');
    clock.advance(1);
    expect(identity.authenticate(token)).toBe(undefined);
  });

  it('that is over is swept away at the next sign-in, a running one is not', async () => {
    const { identity, addAccount, clock, db } = createTestIdentity();
    addAccount('li');
    await identity.signIn({ account: 'li', password: 'right' });
    clock.advance(HOUR_MS);
    const { token } = await identity.signIn({ account: 'li', password: 'right' });
    clock.advance(SESSION_HOURS * HOUR_MS - HOUR_MS + 1);
    await identity.signIn({ account: 'li', password: 'right' });
    expect(countRows(db, 'sessions')).toBe(2);
    expect(identity.authenticate(token)?.account.name).toBe('li');
  });

  it('ends when its owner signs out, and ending it twice is no error', async () => {
    const { identity, addAccount, db } = createTestIdentity();
    addAccount('li');
    const { token } = await identity.signIn({ account: 'li', password: 'right' });
    identity.signOut(token);
    expect(identity.authenticate(token)).toBe(undefined);
    expect(countRows(db, 'sessions')).toBe(0);
    identity.signOut(token);
    identity.signOut('never was one');
  });

  it('ends with its account', async () => {
    const { identity, addAccount, db } = createTestIdentity();
    const id = addAccount('li');
    const { token } = await identity.signIn({ account: 'li', password: 'right' });
    db.$client.prepare('DELETE FROM accounts WHERE id = ?').run(id);
    expect(identity.authenticate(token)).toBe(undefined);
  });

  it.each(['', 'x', '0'.repeat(64)])('is nobody’s for the token %j', (token) => {
    expect(createTestIdentity().identity.authenticate(token)).toBe(undefined);
  });
});

describe('an account', () => {
  it.each(['li', 'LI', 'Li'])('cannot have the name of another: %s', (name) => {
    const { identity, addAccount, db, organisationId } = createTestIdentity();
    addAccount('Li');
    const lines = countRows(db, 'audit_log');
    const account = { name, displayName: '另一人', passwordHash: 'x' };
    const error = refusal(() => identity.createAccount(account, [{ organisationId, role: 'admin' }]));
    expect(error.issues).toEqual([{ field: 'account', text: 'field.account' }]);
    expect([countRows(db, 'accounts'), countRows(db, 'memberships'), countRows(db, 'audit_log')]).toEqual([
      1,
      1,
      lines,
    ]);
  });

  it('is not made at all when one of its roles cannot be', () => {
    const { identity, db } = createTestIdentity();
    const account = { name: 'li', displayName: '李', passwordHash: 'x' };
    const roles = [{ organisationId: 'nowhere', role: 'enterprise' as const }];
    expect(() => identity.createAccount(account, roles)).toThrow('FOREIGN KEY');
    expect(identity.hasAccounts()).toBe(false);
    expect(countRows(db, 'audit_log')).toBe(1);
  });

  it('is logged without its password', () => {
    const { addAccount, db } = createTestIdentity();
    const id = addAccount('li');
    const line = db.$client.prepare(`SELECT * FROM audit_log WHERE action = 'account.create'`).get();
    expect(line).toMatchObject({ subject_id: id, facts: '{"roles":["enterprise"]}' });
    expect(JSON.stringify(line)).not.toContain('hash of');
  });

  it('gives the names of the organisations asked for, each once, unknown ones left out', () => {
    const { identity, organisationId } = createTestIdentity();
    const found = identity.organisations([organisationId, organisationId, 'nowhere']);
    expect([...found.keys()]).toEqual([organisationId]);
    expect(found.get(organisationId)).toMatchObject({ name: '甲方公司', kind: 'enterprise', sample: false });
    expect(identity.organisations([]).size).toBe(0);
  });
});
