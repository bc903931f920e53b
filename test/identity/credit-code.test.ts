import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  CREDIT_CODE_CHARACTERS,
  checkDigit,
  isCreditCode,
  normaliseCreditCode,
} from '../../src/identity/credit-code.ts';

const RUNS = { numRuns: 10_000 };
const character = fc.constantFrom(...CREDIT_CODE_CHARACTERS);
const body = fc.array(character, { minLength: 17, maxLength: 17 }).map((all) => all.join(''));
const code = body.map((text) => text + checkDigit(text));

describe('a 统一社会信用代码', () => {
  it('of the standard itself and of known organisations is right', () => {
    for (const known of [
      '91350100M000100Y43',
      '914403001922038216',
      '9144030071526726XG',
      '91330100799655058B',
      '91110000802100433B',
    ]) {
      expect([known, isCreditCode(known)]).toEqual([known, true]);
    }
  });

  it('is right whenever its last character is the check digit', () => {
    fc.assert(
      fc.property(code, (made) => isCreditCode(made)),
      RUNS,
    );
  });

  it('is refused once any single character is another', () => {
    const place = fc.integer({ min: 0, max: 17 });
    fc.assert(
      fc.property(code, place, character, (made, at, other) => {
        fc.pre(made[at] !== other);
        return !isCreditCode(made.slice(0, at) + other + made.slice(at + 1));
      }),
      RUNS,
    );
  });

  it('is refused with two different neighbours swapped', () => {
    fc.assert(
      fc.property(code, fc.integer({ min: 0, max: 15 }), (made, at) => {
        fc.pre(made[at] !== made[at + 1]);
        const swapped = made.slice(0, at) + made[at + 1] + made[at] + made.slice(at + 2);
        return !isCreditCode(swapped);
      }),
      RUNS,
    );
  });

  it('is never found in any other text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 40 }), (text) => {
        const looks = text.length === 18 && [...text].every((one) => CREDIT_CODE_CHARACTERS.includes(one));
        fc.pre(!looks);
        return !isCreditCode(text);
      }),
      RUNS,
    );
  });

  it.each([
    '',
    '9135010',
    '91350100M000100Y4',
    '91350100M000100Y433',
    '91350100I000100Y43',
    '９1350100M000100Y43',
  ])('is not %j', (wrong) => {
    expect(isCreditCode(wrong)).toBe(false);
  });

  it('has no check digit where the body is no body', () => {
    expect(checkDigit('91350100M000100Y')).toBe(undefined);
    expect(checkDigit('91350100O000100Y4')).toBe(undefined);
    expect(checkDigit('91350100M000100Y4')).toBe('3');
  });
});

describe('a typed code', () => {
  it('may have blanks, small letters and full-width characters', () => {
    expect(normaliseCreditCode(' 9135 0100 m000　100y43\n')).toBe('91350100M000100Y43');
    expect(normaliseCreditCode('９１３５０１００Ｍ０００１００Ｙ４３')).toBe('91350100M000100Y43');
  });

  it('is the same code however its characters are typed', () => {
    const typed = (one: string) =>
      fc.constantFrom(
        one,
        one.toLowerCase(),
        String.fromCharCode(one.charCodeAt(0) + 0xfee0),
        ` ${one}`,
        `${one}\t`,
      );
    const ways = code.chain((made) =>
      fc.tuple(
        fc.constant(made),
        fc.tuple(...[...made].map(typed)).map((all) => all.join('')),
      ),
    );
    fc.assert(
      fc.property(ways, ([made, text]) => normaliseCreditCode(text) === made),
      RUNS,
    );
  });
});
