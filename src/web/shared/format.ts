import type { EntrySummary } from '../../api/contracts/entries.ts';
import type { Language } from '../texts/language.tsx';

export type Amount = EntrySummary['amount'];

interface AmountWords {
  negotiable: string;
  undetermined: string;
}

/** Money as a reader of that language counts it: 万元 in Chinese, plain yuan in English. */
export function formatAmount(amount: Amount, language: Language, words: AmountWords): string {
  if (amount.kind !== 'amount') return words[amount.kind];
  return language === 'en'
    ? `CNY ${(amount.wan * 10_000).toLocaleString('en-US', { maximumFractionDigits: 0 })}`
    : `${amount.wan.toLocaleString('zh-CN', { maximumFractionDigits: 4 })} 万元`;
}

/** An instant as `2026-03-01 14:05` in Shanghai, whatever the reader's own time zone is. */
export function formatInstant(iso: string): string {
  return shanghai({ dateStyle: 'short', timeStyle: 'short' }).format(new Date(iso));
}

/** The time of day `14:05` in Shanghai. */
export function formatTime(instant: number): string {
  return shanghai({ timeStyle: 'short' }).format(instant);
}

/** The calendar day `2026-03-01` in Shanghai. */
export function formatDay(instant: string | number): string {
  return shanghai({ dateStyle: 'short' }).format(new Date(instant));
}

/** Swedish writes dates as ISO does, so one formatter serves both languages. */
function shanghai(style: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  return new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Shanghai', ...style });
}

/** Whole days from today in Shanghai until the end of `day`: 0 is today, negative is past. */
export function daysUntil(day: string, now: number): number {
  return Math.round((Date.parse(day) - Date.parse(formatDay(now))) / 86_400_000);
}
