import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createPasswordRules, readCommonPasswords } from '../../src/identity/password-rules.ts';

const common = readCommonPasswords('data/passwords/common.txt');
const standard = createPasswordRules({ preset: 'standard', common });
const dengbao = createPasswordRules({ preset: 'dengbao', common });
const owner = { account: 'Li.Ming@example.cn', displayName: '李明' };

/** What is wrong with a password, by the sentence said; null when nothing is. */
const wrong = (password: string, rules = standard) => rules.check(password, owner)[0]?.text ?? null;

describe('the list of common passwords', () => {
  it('holds at least 3,000, each once and long enough to pass the other rules', () => {
    expect(common.size).toBeGreaterThanOrEqual(3000);
    expect([...common].filter((password) => password.length < 8)).toEqual([]);
  });

  it.each([
    'password',
    '12345678',
    'qwertyuiop',
    'woaini1314',
    'a123456789',
    '5201314520',
    '1qaz2wsx',
    '19900101',
  ])('knows %s, in any case', (password) => {
    for (const typed of [password, password.toUpperCase()]) expect(wrong(typed)).toBe('field.passwordCommon');
  });
});

describe('a password', () => {
  it.each([
    ['7 characters', 'q8#Lw2z', 'field.tooShort'],
    ['7 Han characters', '春眠不觉晓处处', 'field.tooShort'],
    ['7 characters of two code units each', '🦊🐢🐝🦉🐙🦀🐫', 'field.tooShort'],
    ['nothing', '', 'field.tooShort'],
    ['129 characters', 'correct horse '.repeat(10).slice(0, 129), 'field.tooLong'],
    ['half a character', `long enough \ud800`, 'field.unclean'],
    ['one character over and over', 'ééééééééé', 'field.passwordCommon'],
    ['the account', 'my-LI.MING@example.cn-1', 'field.passwordContext'],
    ['the account before its @', 'xx li.ming xx', 'field.passwordContext'],
    ['the person’s name', '春天李明在家里种花', 'field.passwordContext'],
    ['the service', 'welcome to JieBang', 'field.passwordContext'],
    ['the service in Chinese', '我爱揭榜挂帅服务', 'field.passwordContext'],
  ])('with %s is refused', (_what, password, text) => {
    expect(wrong(password)).toBe(text);
  });

  it.each([
    ['8 characters', 'q8#Lw2zv'],
    ['8 Han characters', '春眠不觉晓处处闻'],
    ['blanks and one kind of character', 'correct horse battery'],
    ['128 characters', 'correct horse '.repeat(10).slice(0, 128)],
    ['128 characters of two code units each', '🦊🐢'.repeat(64)],
    ['control characters', 'a\tlong\u0000one\n'],
  ])('of %s is allowed', (_what, password) => {
    expect(wrong(password)).toBe(null);
  });

  it('may contain a name too short to tell', () => {
    const short = { account: 'li', displayName: '王' };
    expect(standard.check('a lilac by the 王 lake', short)).toEqual([]);
  });

  it('is refused under the name of its field, with what the sentence needs', () => {
    expect(standard.check('short', owner, 'next')).toEqual([
      { field: 'next', text: 'field.tooShort', params: { min: 8 } },
    ]);
  });

  it('never breaks the rules by its characters alone, whichever they are', () => {
    const text = fc.string({ unit: 'grapheme', minLength: 12, maxLength: 40 });
    fc.assert(
      fc.property(text, (password) => {
        const length = [...password].length;
        const telling = ['jiebang', '揭榜', 'li.ming', '李明'].some((word) =>
          password.toLowerCase().includes(word),
        );
        const oneKind = new Set(password.toLowerCase()).size === 1 || common.has(password.toLowerCase());
        fc.pre(length <= 128 && !telling && !oneKind);
        expect(standard.check(password, owner)).toEqual([]);
      }),
      { numRuns: 2000 },
    );
  });
});

describe('the 等保 preset', () => {
  it.each([
    ['small letters and blanks', 'correct horse battery', 'field.passwordKinds'],
    ['small letters and digits', 'correcthorse42x', 'field.passwordKinds'],
    ['three kinds', 'CorrectHorse42', null],
    ['three kinds with a sign', 'correct-horse-42', null],
    ['the standard rules first', 'Ab1#', 'field.tooShort'],
  ])('with %s says %s', (_what, password, text) => {
    expect(wrong(password, dengbao)).toBe(text);
  });

  it('lets a password age in 90 days; the standard one does not', () => {
    expect(dengbao.expiresAt(1000)).toBe(1000 + 90 * 24 * 3_600_000);
    expect(standard.expiresAt(1000)).toBe(null);
  });
});
