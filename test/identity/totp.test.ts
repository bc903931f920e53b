import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { codeAt, fromBase32, matchingStep, stepAt, toBase32, toOtpauthUri } from '../../src/identity/totp.ts';

/** The secret of the test vectors in RFC 4226 and RFC 6238. */
const secret = Buffer.from('12345678901234567890');

describe('a code', () => {
  it.each([
    [59, '94287082'],
    [1_111_111_109, '07081804'],
    [1_111_111_111, '14050471'],
    [1_234_567_890, '89005924'],
    [2_000_000_000, '69279037'],
    [20_000_000_000, '65353130'],
  ])('at second %i is that of RFC 6238, appendix B', (second, code) => {
    expect(codeAt(secret, stepAt(second * 1000), 8)).toBe(code);
    expect(codeAt(secret, stepAt(second * 1000))).toBe(code.slice(2));
  });

  it('counts as RFC 4226, appendix D', () => {
    const codes = Array.from({ length: 10 }, (_, counter) => codeAt(secret, counter));
    expect(codes).toEqual('755224 287082 359152 969429 338314 254676 287922 162583 399871 520489'.split(' '));
  });
});

describe('a typed code', () => {
  const now = 1_111_111_109_000;
  const step = stepAt(now);

  it.each([-1, 0, 1])('counts %i steps from now', (off) => {
    expect(matchingStep(secret, codeAt(secret, step + off), now, -1)).toBe(step + off);
  });

  it.each([-2, 2, 100])('does not count %i steps from now', (off) => {
    expect(matchingStep(secret, codeAt(secret, step + off), now, -1)).toBe(null);
  });

  it('works once: neither it nor one before it counts again', () => {
    for (const off of [-1, 0]) expect(matchingStep(secret, codeAt(secret, step + off), now, step)).toBe(null);
    expect(matchingStep(secret, codeAt(secret, step + 1), now, step)).toBe(step + 1);
  });

  it.each(['', '1', '0818044', '08180', '０８１８０４', 'abcdef', '081 804'])('%j is none', (code) => {
    expect(matchingStep(secret, code, now, -1)).toBe(null);
  });

  it('of another secret does not count', () => {
    const other = Buffer.from('12345678901234567891');
    expect(matchingStep(other, codeAt(secret, step), now, -1)).toBe(null);
  });

  it('counts in the very first step there ever was', () => {
    expect(matchingStep(secret, codeAt(secret, 0), 0, -1)).toBe(0);
  });
});

describe('base32', () => {
  it.each([
    ['', ''],
    ['f', 'MY'],
    ['fo', 'MZXQ'],
    ['foo', 'MZXW6'],
    ['foob', 'MZXW6YQ'],
    ['fooba', 'MZXW6YTB'],
    ['foobar', 'MZXW6YTBOI'],
  ])('writes %j as RFC 4648, section 10', (text, encoded) => {
    expect(toBase32(Buffer.from(text))).toBe(encoded);
    expect(Buffer.from(fromBase32(encoded) ?? []).toString()).toBe(text);
  });

  it('reads small letters and padding, and nothing else', () => {
    expect(Buffer.from(fromBase32('mzxw6ytboi======') ?? []).toString()).toBe('foobar');
    for (const text of ['MZXW1', 'MZ W6', 'MZXW6!', '金']) expect(fromBase32(text)).toBe(null);
  });

  it('gives back whatever was written', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 64 }), (bytes) => {
        expect(fromBase32(toBase32(bytes))).toEqual(bytes);
      }),
      { numRuns: 1000 },
    );
  });
});

it('is handed to an app as an otpauth address that any name fits into', () => {
  const uri = new URL(toOtpauthUri('Jiebang Match', '李 ming@x?y', 'MZXW6YTB'));
  expect([uri.protocol, uri.host]).toEqual(['otpauth:', 'totp']);
  expect(decodeURIComponent(uri.pathname)).toBe('/Jiebang Match:李 ming@x?y');
  expect(Object.fromEntries(uri.searchParams)).toEqual({
    secret: 'MZXW6YTB',
    issuer: 'Jiebang Match',
    algorithm: 'SHA1',
    digits: '6',
    period: '30',
  });
  expect(uri.search).not.toContain('+');
});
