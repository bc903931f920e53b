import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { afterFailure, failuresThatLock } from '../../src/identity/lockout.ts';
import type { Failures } from '../../src/identity/sign-in-model.ts';
import { contents, countRows } from '../db/test-database.ts';
import { asyncRefusal } from '../kernel/refusal.ts';
import { createTestIdentity, type TestIdentity } from './test-identity.ts';

const SECOND_MS = 1000;
const DAY_MS = 24 * 3_600_000;

/** Tries a wrong password; gives the refusal's code and the seconds to wait. */
async function guess({ identity }: Pick<TestIdentity, 'identity'>, account = 'li', address = '203.0.113.9') {
  const error = await asyncRefusal(identity.signIn({ account, password: 'wrong' }, { address, agent: '' }));
  return [error.code, error.facts.retryAfterSeconds];
}

async function guessTimes(times: number, test: TestIdentity, account = 'li') {
  for (let i = 0; i < times; i += 1) await guess(test, account);
}

const refused = ['unauthenticated', undefined];
const right = { account: 'li', password: 'right' };

describe('after failures by one name', () => {
  it('the first five are refused like any, then the door is locked for half a minute', async () => {
    const test = createTestIdentity();
    test.addAccount('li');
    for (let i = 0; i < 5; i += 1) expect(await guess(test)).toEqual(refused);
    expect(await guess(test)).toEqual(['unavailable', 30]);
    test.clock.advance(29 * SECOND_MS);
    expect(await guess(test)).toEqual(['unavailable', 1]);
    test.clock.advance(SECOND_MS);
    expect(await guess(test)).toEqual(refused);
  });

  it('refuses the right password as well while it is locked, without hashing it', async () => {
    const test = createTestIdentity();
    test.addAccount('li');
    await guessTimes(5, test);
    const asked = test.plain.asked.length;
    const error = await asyncRefusal(test.identity.signIn(right));
    expect([error.code, error.text]).toEqual(['unavailable', 'error.signInLocked']);
    expect(test.plain.asked).toHaveLength(asked);
    test.clock.advance(30 * SECOND_MS);
    expect((await test.identity.signIn(right)).signedIn.account.name).toBe('li');
  });

  it('locks twice as long each time, a quarter of an hour at most', async () => {
    const test = createTestIdentity();
    test.addAccount('li');
    await guessTimes(4, test);
    const waits: unknown[] = [];
    for (let i = 0; i < 8; i += 1) {
      expect(await guess(test, 'li', `203.0.113.${i}`)).toEqual(refused);
      const [, seconds] = await guess(test, 'li', `203.0.113.${i}`);
      waits.push(seconds);
      test.clock.advance(Number(seconds) * SECOND_MS);
    }
    expect(waits).toEqual([30, 60, 120, 240, 480, 900, 900, 900]);
  });

  it('treats a name that nobody has alike, in whatever case it is typed', async () => {
    const test = createTestIdentity();
    for (const name of ['nobody', 'NOBODY', ' Nobody ', 'nobody', 'nobody']) {
      expect(await guess(test, name)).toEqual(refused);
    }
    expect(await guess(test, 'noBody')).toEqual(['unavailable', 30]);
    expect(await guess(test, 'somebody')).toEqual(refused);
  });

  it('forgets them when the owner comes in', async () => {
    const test = createTestIdentity();
    test.addAccount('li');
    await guessTimes(4, test);
    await test.identity.signIn(right);
    await guessTimes(4, test);
    expect((await test.identity.signIn(right)).signedIn.account.name).toBe('li');
  });

  it('counts a volley of guesses one by one: five are hashed, the rest refused', async () => {
    const test = createTestIdentity();
    test.addAccount('li');
    const volley = await Promise.all(Array.from({ length: 20 }, () => guess(test)));
    expect(volley.filter(([code]) => code === 'unauthenticated')).toHaveLength(5);
    expect(test.plain.asked).toHaveLength(5);
  });

  it('remembers them over a restart', async () => {
    const test = createTestIdentity();
    test.addAccount('li');
    await guessTimes(5, test);
    expect(await guess({ identity: test.restarted() })).toEqual(['unavailable', 30]);
  });

  it('forgets them a day after the last, and keeps nothing of them', async () => {
    const test = createTestIdentity();
    await guessTimes(5, test);
    test.clock.advance(DAY_MS - 1);
    test.identity.sweep();
    expect(countRows(test.db, 'sign_in_failures')).toBe(2);
    test.clock.advance(2);
    test.identity.sweep();
    expect(countRows(test.db, 'sign_in_failures')).toBe(0);
    for (let i = 0; i < 5; i += 1) expect(await guess(test)).toEqual(refused);
  });
});

describe('after failures from one address', () => {
  it('locks it for every name from the twentieth on, and no other address', async () => {
    const test = createTestIdentity();
    test.addAccount('li');
    for (let i = 0; i < 20; i += 1) expect(await guess(test, `name${i}`)).toEqual(refused);
    expect(await guess(test, 'another')).toEqual(['unavailable', 30]);
    const here = { address: '203.0.113.9', agent: '' };
    expect((await asyncRefusal(test.identity.signIn(right, here))).code).toBe('unavailable');
    const elsewhere = { address: '203.0.113.10', agent: '' };
    expect((await test.identity.signIn(right, elsewhere)).signedIn.account.name).toBe('li');
  });

  it('is not forgiven because one of those behind it comes in', async () => {
    const test = createTestIdentity();
    test.addAccount('li');
    for (let i = 0; i < 19; i += 1) await guess(test, `name${i}`);
    await test.identity.signIn(right, { address: '203.0.113.9', agent: '' });
    await guess(test, 'name20');
    expect(await guess(test, 'name21')).toEqual(['unavailable', 30]);
  });
});

describe('the log', () => {
  it('tells of every failure and lock by account and address, and never what was typed', async () => {
    const test = createTestIdentity();
    const id = test.addAccount('li');
    await guessTimes(6, test);
    await guess(test, 'my secret typed as a name');
    const lines = test.lines('session.start');
    expect(lines.map(({ subject_id, facts }) => [subject_id, JSON.parse(facts)])).toEqual([
      ...Array.from({ length: 4 }, () => [id, { reason: 'password' }]),
      [id, { reason: 'password', lockedSeconds: 30 }],
      [id, { reason: 'locked' }],
      [null, { reason: 'password' }],
    ]);
    for (const { outcome, actor_id, address } of lines) {
      expect([outcome, actor_id, address]).toEqual(['refused', null, '203.0.113.9']);
    }
    expect(JSON.stringify(contents(test.db))).not.toMatch(/wrong|my secret/);
  });
});

describe('what is remembered after a failure', () => {
  it('locks from the given number on, by a rule that never shortens, for any history', () => {
    const gaps = fc.array(fc.integer({ min: 0, max: 2 * DAY_MS }), { maxLength: 40 });
    const most = fc.constantFrom(...Object.values(failuresThatLock));
    fc.assert(
      fc.property(gaps, most, (pauses, limit) => {
        let known: Failures | undefined;
        let now = 1_000_000;
        let inARow = 0;
        for (const pause of pauses) {
          now += pause;
          inARow = pause >= DAY_MS ? 1 : inARow + 1;
          known = afterFailure(known, now, limit);
          expect(known.failures).toBe(inARow);
          const wait = known.lockedUntil === 0 ? 0 : known.lockedUntil - now;
          expect(wait).toBe(inARow < limit ? 0 : Math.min(30_000 * 2 ** (inARow - limit), 900_000));
        }
      }),
      { numRuns: 500 },
    );
  });
});
