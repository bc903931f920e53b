import { beforeEach, describe, expect, it } from 'vitest';
import { type Actor, toActor } from '../../src/identity/model.ts';
import { createPasswordRules } from '../../src/identity/password-rules.ts';
import { sha256 } from '../../src/kernel/ids.ts';
import { contents } from '../db/test-database.ts';
import { refusal } from '../kernel/refusal.ts';
import { createTestIdentity, type TestIdentity } from './test-identity.ts';

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;

let test: TestIdentity;
let li: Actor;
let wang: Actor;

async function actorOf(account: string): Promise<Actor> {
  return toActor((await test.identity.signIn({ account, password: 'right' })).signedIn);
}

beforeEach(async () => {
  test = createTestIdentity();
  test.addAccount('li');
  test.addAccount('wang');
  li = await actorOf('li');
  wang = await actorOf('wang');
});

const make = (input = {}, secondFactor = false, actor = li) =>
  test.identity.tokens.create(
    actor,
    { name: 'nightly export', scopes: ['read'], expiresInDays: 30, ...input },
    secondFactor,
  );

describe('a token', () => {
  it('speaks for its account, says what it may be used for, and is recognised where it lies', () => {
    const { token } = make({ scopes: ['write', 'read', 'read'] });
    expect(token).toMatch(/^jbt_[\w-]{43}$/);
    const found = test.identity.tokens.authenticate(token);
    expect(found?.scopes).toEqual(['read', 'write']);
    expect(found?.signedIn).toMatchObject({ account: { name: 'li' }, memberships: [{ role: 'enterprise' }] });
  });

  it('is stored as a fingerprint only, and opens no session', () => {
    const { token } = make();
    const stored = JSON.stringify(contents(test.db));
    expect(stored).not.toContain(token);
    expect(stored).toContain(sha256(token));
    expect(test.identity.authenticate(token)).toBe(undefined);
    expect(test.identity.tokens.authenticate(sha256(token))).toBe(undefined);
  });

  it('ends to the millisecond after its days', () => {
    const { token } = make({ expiresInDays: 1 });
    test.clock.advance(DAY_MS - 1);
    expect(test.identity.tokens.authenticate(token)).toBeDefined();
    test.clock.advance(1);
    expect(test.identity.tokens.authenticate(token)).toBe(undefined);
  });

  it.each(['deactivated', 'deleted'])('of an account that is %s opens nothing', (state) => {
    const { token } = make();
    test.db.$client.prepare('UPDATE accounts SET state = ?').run(state);
    expect(test.identity.tokens.authenticate(token)).toBe(undefined);
  });

  it.each(['', 'jbt_', 'jbt_x', `jbt_${'A'.repeat(43)}`])('%j is none', (token) => {
    expect(test.identity.tokens.authenticate(token)).toBe(undefined);
  });

  it('shows when it was last used, to the minute', () => {
    const { token } = make();
    const lastUsed = () => test.identity.tokens.list(li)[0]?.lastUsedAt;
    expect(lastUsed()).toBe(null);
    const first = test.clock.now();
    test.identity.tokens.authenticate(token);
    test.clock.advance(MINUTE_MS - 1);
    test.identity.tokens.authenticate(token);
    expect(lastUsed()).toBe(first);
    test.clock.advance(1);
    test.identity.tokens.authenticate(token);
    expect(lastUsed()).toBe(first + MINUTE_MS);
  });
});

describe('the owner', () => {
  it('sees their own tokens, the newest first', () => {
    make({ name: 'first' });
    test.clock.advance(1);
    make({ name: ' second ' });
    make({ name: 'of wang' }, false, wang);
    expect(test.identity.tokens.list(li).map(({ name }) => name)).toEqual(['second', 'first']);
  });

  it('revokes one, which then opens nothing and is listed no more; nobody else can', () => {
    const { token, stored } = make();
    const { tokens } = test.identity;
    expect(refusal(() => tokens.revoke(wang, stored.id)).code).toBe('not_found');
    expect(tokens.authenticate(token)).toBeDefined();
    tokens.revoke(li, stored.id);
    expect(tokens.authenticate(token)).toBe(undefined);
    expect(tokens.list(li)).toEqual([]);
    expect(refusal(() => tokens.revoke(li, stored.id)).code).toBe('not_found');
  });

  it('has fifty at most at a time', () => {
    for (let i = 0; i < 50; i += 1) make({ expiresInDays: 1 });
    const error = refusal(() => make());
    expect([error.code, error.text]).toEqual(['conflict', 'error.tokenLimit']);
    make({}, false, wang);
    test.clock.advance(DAY_MS);
    make();
  });

  it('is nobody without signing in', () => {
    const visitor: Actor = { kind: 'anonymous', address: null };
    expect(refusal(() => make({}, false, visitor)).code).toBe('unauthenticated');
    expect(refusal(() => test.identity.tokens.list(visitor)).code).toBe('unauthenticated');
    expect(refusal(() => test.identity.tokens.revoke({ kind: 'service' }, 'x')).code).toBe('forbidden');
  });
});

it('is logged when made and revoked, by its id and scopes', () => {
  const { token, stored } = make();
  test.identity.tokens.revoke(li, stored.id);
  const facts = (action: string) => JSON.parse(test.lines(action)[0]?.facts ?? '');
  expect(facts('token.create')).toEqual({ token: stored.id, scopes: ['read'], expiresInDays: 30 });
  expect(facts('token.revoke')).toEqual({ token: stored.id });
  const log = JSON.stringify(test.db.$client.prepare('SELECT * FROM audit_log').all());
  expect(log).not.toContain(token);
  expect(log).not.toContain('nightly');
});

describe('where a second factor is required', () => {
  it('a token has its owner’s roles of operators only when made in a session that showed one', () => {
    const service = createTestIdentity({ isSecondFactorRequired: () => true });
    const { identity, organisationId } = service;
    const account = { name: 'chief', displayName: 'chief', passwordHash: 'hash of right' };
    const accountId = identity.createAccount(account, [{ organisationId, role: 'operator' }]);
    const chief: Actor = { kind: 'account', accountId, memberships: [], actsFor: [], address: null };
    const input = { name: 'x', scopes: ['read' as const], expiresInDays: 1 };
    const rolesOf = (secondFactor: boolean) => {
      const { token } = identity.tokens.create(chief, input, secondFactor);
      return identity.tokens.authenticate(token)?.signedIn.memberships.map(({ role }) => role);
    };
    expect(rolesOf(false)).toEqual([]);
    expect(rolesOf(true)).toEqual(['operator']);
  });
});

it('loses every role while its owner’s password is too old', async () => {
  const passwordRules = createPasswordRules({ preset: 'dengbao', common: new Set() });
  test = createTestIdentity({ passwordRules });
  test.addAccount('li');
  li = await actorOf('li');
  const { token } = make({ expiresInDays: 365 });
  test.clock.advance(90 * DAY_MS);
  expect(test.identity.tokens.authenticate(token)?.signedIn).toMatchObject({
    mustChangePassword: true,
    memberships: [],
  });
});
