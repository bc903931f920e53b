import { expect, it } from 'vitest';
import { amount, undetermined } from '../../src/kernel/money.ts';

const takes = (value: unknown) => amount.safeParse(value).success;

it('is a number of 万元, 面议 or 待定', () => {
  expect(takes({ kind: 'amount', wan: 30 })).toBe(true);
  expect(takes({ kind: 'amount', wan: 0.5 })).toBe(true);
  expect(takes({ kind: 'amount', wan: 10_000_000 })).toBe(true);
  expect(takes({ kind: 'negotiable' })).toBe(true);
  expect(takes(undetermined)).toBe(true);
});

it.each([
  ['0, which means nothing at all', { kind: 'amount', wan: 0 }],
  ['less than nothing', { kind: 'amount', wan: -1 }],
  ['more than the world has', { kind: 'amount', wan: 10_000_001 }],
  ['no number', { kind: 'amount' }],
  ['a number in words', { kind: 'amount', wan: '30' }],
  ['a number that is none', { kind: 'amount', wan: Number.NaN }],
  ['infinity', { kind: 'amount', wan: Number.POSITIVE_INFINITY }],
  ['面议 and a number at once', { kind: 'negotiable', wan: 30 }],
  ['待定 and a number at once', { kind: 'undetermined', wan: 30 }],
  ['a number with something else', { kind: 'amount', wan: 30, unit: '元' }],
  ['a kind nobody knows', { kind: 'free' }],
  ['a bare number', 30],
  ['nothing', null],
])('refuses %s', (_what, value) => {
  expect(takes(value)).toBe(false);
});
