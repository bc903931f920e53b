import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createIds, newToken, sha256 } from '../../src/kernel/ids.ts';
import { createFakeClock } from './fake-clock.ts';

describe('identifiers', () => {
  it('sort by the time they were made', () => {
    const instant = fc.integer({ min: 0, max: 36 ** 9 - 1 });
    fc.assert(
      fc.property(instant, instant, (one, other) => {
        fc.pre(one < other);
        expect(createIds({ now: () => one })() < createIds({ now: () => other })()).toBe(true);
      }),
      // The 9th digit of the time is first used in 2059.
      { examples: [[36 ** 8 - 1, 36 ** 8]] },
    );
  });

  it('keep the order in which they were made within a millisecond, and when the clock is set back', () => {
    const clock = createFakeClock();
    const newId = createIds(clock);
    const ids = Array.from({ length: 3000 }, (_, made) => {
      if (made % 1000 === 999) clock.advance(-60_000);
      return newId();
    });
    expect([...ids].sort()).toEqual(ids);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('differ, ten thousand of one millisecond', () => {
    const newId = createIds(createFakeClock());
    const ids = Array.from({ length: 10_000 }, newId);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('are 22 lower-case letters and digits, so they fit wherever 64 are allowed', () => {
    const clock = createFakeClock();
    const newId = createIds(clock);
    for (let i = 0; i < 2000; i += 1) {
      clock.advance(i);
      expect(newId()).toMatch(/^[0-9a-z]{22}$/);
    }
  });

  it('cannot be guessed from one another: the random half has no fixed digit', () => {
    const clock = createFakeClock();
    const newId = createIds(clock);
    const ids = Array.from({ length: 500 }, () => {
      clock.advance(1);
      return newId();
    });
    for (let digit = 9; digit < 22; digit += 1) {
      expect(new Set(ids.map((id) => id[digit])).size).toBeGreaterThan(10);
    }
  });
});

it('makes tokens of 256 bits that fit a cookie and a link, never the same twice', () => {
  const tokens = Array.from({ length: 1000 }, newToken);
  for (const token of tokens) {
    expect(token).toMatch(/^[A-Za-z0-9_-]{43}$/);
    expect(Buffer.from(token, 'base64url')).toHaveLength(32);
  }
  expect(new Set(tokens).size).toBe(1000);
});

it('takes fingerprints as everybody else does', () => {
  expect(sha256('')).toBe('e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855');
  expect(sha256('abc')).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
});
