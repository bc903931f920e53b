import { expect, it } from 'vitest';
import { isCleanText } from '../../src/kernel/text.ts';

it.each([
  ['Chinese with signs', '精度 ≤ 0.1 mm，９５％'],
  ['tabs and line breaks of every system', 'a\tb\nc\r\nd'],
  ['whole emoji and characters outside the basic plane', '😀𠮷👨‍👩‍👧'],
  ['nothing', ''],
])('takes %s', (_what, text) => {
  expect(isCleanText(text)).toBe(true);
});

it.each([
  ['NUL', 'a\u0000b'],
  ['an escape character', '\u001b[31m'],
  ['a vertical tab', 'a\u000bb'],
  ['a form feed', 'a\u000cb'],
  ['DELETE', 'a\u007f'],
  ['the first half of an emoji', 'a\ud83d'],
  ['the second half of an emoji', '\ude00b'],
  ['the halves the wrong way round', '\ude00\ud83d'],
])('refuses %s', (_what, text) => {
  expect(isCleanText(text)).toBe(false);
});
