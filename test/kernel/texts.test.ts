import { describe, expect, it } from 'vitest';
import { AppError, describeError, invalid, notFound } from '../../src/kernel/errors.ts';
import { en } from '../../src/kernel/texts/en.ts';
import { chooseLocale, fieldName, locales, type TextKey, translate } from '../../src/kernel/texts/index.ts';
import { zhCN } from '../../src/kernel/texts/zh-cn.ts';

const keys = Object.keys(zhCN) as TextKey[];
const placeholders = (text: string) => [...new Set(text.match(/\{\w+\}/g) ?? [])].sort();

describe('both languages', () => {
  it('say the same things', () => {
    expect(keys.length).toBeGreaterThan(50);
    expect(Object.keys(en).sort()).toEqual([...keys].sort());
  });

  it.each(keys)('have the same places to fill in %s, and words around them', (key) => {
    expect(placeholders(en[key])).toEqual(placeholders(zhCN[key]));
    for (const text of [en[key], zhCN[key]]) {
      expect(text.trim()).toBe(text);
      expect(text.replace(/\{\w+\}/g, '').length).toBeGreaterThan(0);
      expect(text.replace(/\{\w+\}/g, '')).not.toMatch(/[{}]/);
    }
  });

  it('are written in their own script', () => {
    for (const key of keys) {
      expect([key, zhCN[key]]).toEqual([key, expect.stringMatching(/\p{Script=Han}/u)]);
      expect([key, en[key]]).toEqual([key, expect.not.stringMatching(/\p{Script=Han}/u)]);
    }
  });
});

describe('a sentence', () => {
  it('has its places filled in, in the reader’s language', () => {
    const params = { name: '标题', max: 80 };
    expect(translate('zh-CN', 'field.tooLong', params)).toBe('标题过长，最多 80 个字符。');
    expect(translate('en', 'field.tooLong', params)).toBe('标题 is too long: at most 80 characters.');
  });

  it('shows 0 and empty values, and keeps a place nobody filled', () => {
    expect(translate('en', 'field.tooSmall', { name: '', min: 0 })).toBe(' must not be less than 0.');
    expect(translate('en', 'error.importRow', { row: 3 })).toBe('Row 3: {reason}');
  });

  it('takes values as they are, even those that look like a place or a pattern', () => {
    const text = translate('en', 'error.importRow', { row: '{reason}', reason: '$& $1 {row}' });
    expect(text).toBe('Row {reason}: $& $1 {row}');
  });

  it('calls a field by the name people know, a list item by its list, an unknown field by its own', () => {
    expect(fieldName('zh-CN', 'keywords.2')).toBe('关键词');
    expect(fieldName('en', 'title')).toBe('Title');
    expect(fieldName('en', 'mystery.1')).toBe('mystery.1');
    expect(fieldName('zh-CN', '')).toBe('');
    expect(fieldName('zh-CN', 'constructor')).toBe('constructor');
  });

  it.each([
    [undefined, 'zh-CN'],
    ['', 'zh-CN'],
    ['zh-CN,zh;q=0.9,en;q=0.8', 'zh-CN'],
    ['en', 'en'],
    ['EN-US,en;q=0.9,zh;q=0.8', 'en'],
    [' en-GB;q=0.9', 'en'],
    ['fr,en', 'zh-CN'],
    ['*', 'zh-CN'],
  ] as const)('for %j is in %s', (header, locale) => {
    expect(chooseLocale(header)).toBe(locale);
    expect(locales).toContain(locale);
  });
});

describe('an error', () => {
  it('is told on a terminal in both languages, without its code', () => {
    const error = new AppError('conflict', 'error.dataFolderLocked', { params: { folder: '/data' } });
    const lines = describeError(error).split('\n');
    expect(lines).toHaveLength(2);
    expect(lines[0]).toContain('数据目录 /data 正被另一个进程使用');
    expect(lines[1]).toContain('The data folder /data is in use');
    expect(describeError(error)).not.toMatch(/[{}]|error\.|\n {4}at /);
  });

  it('of another kind is told as it is', () => {
    expect(describeError(new Error('out of paper'))).toBe('out of paper');
    expect(describeError('out of ink')).toBe('out of ink');
    expect(describeError(undefined)).toBe('undefined');
  });

  it('over fields keeps every one of them; a hidden object is told like an absent one', () => {
    const issues = [
      { field: 'title', text: 'field.required' as const },
      { field: 'keywords.2', text: 'field.tooLong' as const, params: { max: 30 } },
    ];
    expect(invalid(issues)).toMatchObject({ code: 'invalid', text: 'error.invalid', issues });
    expect(notFound()).toMatchObject({
      code: 'not_found',
      text: 'error.not_found',
      issues: [],
      facts: {},
      params: {},
    });
  });
});
