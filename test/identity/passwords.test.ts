import { describe, expect, it } from 'vitest';
import { createPasswords } from '../../src/identity/passwords.ts';
import { asyncRefusal } from '../kernel/refusal.ts';

const passwords = createPasswords();

describe('a password', () => {
  it('is stored as argon2id with OWASP’s costs, and never the same way twice', async () => {
    const [one, other] = await Promise.all([passwords.hash('right'), passwords.hash('right')]);
    expect(one).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    expect(one).not.toContain('right');
    expect(other).not.toBe(one);
  });

  it('is known again, and no other is taken for it', async () => {
    const stored = await passwords.hash('right 密码');
    expect(await passwords.matches(stored, 'right 密码')).toBe(true);
    for (const wrong of ['', 'right', 'right 密码 ', 'Right 密码']) {
      expect([wrong, await passwords.matches(stored, wrong)]).toEqual([wrong, false]);
    }
  });

  it('counts to its last character, also in Chinese (bcrypt would stop at the 24th)', async () => {
    const long = '密'.repeat(30);
    const stored = await passwords.hash(`${long}甲`);
    expect(await passwords.matches(stored, `${long}甲`)).toBe(true);
    expect(await passwords.matches(stored, `${long}乙`)).toBe(false);
  });

  it('fits no account that does not exist, not even the decoy’s own', async () => {
    for (const guess of ['', 'right', 'no account has this password']) {
      expect(await passwords.matches(undefined, guess)).toBe(false);
    }
  });

  it('costs as much to check for an account that does not exist', async () => {
    const stored = await passwords.hash('right');
    const took = async (hash: string | undefined) => {
      const times: number[] = [];
      for (let i = 0; i < 5; i += 1) {
        const begin = performance.now();
        await passwords.matches(hash, 'wrong');
        times.push(performance.now() - begin);
      }
      return Math.min(...times);
    };
    const [known, unknown] = [await took(stored), await took(undefined)];
    expect(unknown).toBeGreaterThan(known / 3);
    expect(known).toBeGreaterThan(unknown / 3);
  });
});

describe('a crowd at the door', () => {
  it('is served two at a time with 64 waiting, and the rest asked to come again', async () => {
    const crowd = Array.from({ length: 70 }, () => passwords.hash('x'));
    const outcomes = await Promise.allSettled(crowd);
    const turnedAway = outcomes.flatMap((outcome) => (outcome.status === 'rejected' ? [outcome.reason] : []));
    expect(turnedAway).toHaveLength(70 - 2 - 64);
    expect(outcomes.slice(0, 66).every(({ status }) => status === 'fulfilled')).toBe(true);
    const error = await asyncRefusal(Promise.reject(turnedAway[0]));
    expect([error.code, error.text]).toEqual(['unavailable', 'error.signInBusy']);
  });

  it('leaves the door open for those who come later', async () => {
    const stored = await passwords.hash('right');
    expect(await passwords.matches(stored, 'right')).toBe(true);
  });
});
