import { en } from './en.ts';
import { zhCN } from './zh-cn.ts';

export const locales = ['zh-CN', 'en'] as const;
export type Locale = (typeof locales)[number];

export type TextKey = keyof typeof zhCN;
export type TextParams = Record<string, string | number>;

const dictionaries: Record<Locale, Record<TextKey, string>> = { 'zh-CN': zhCN, en };

/** The sentence for `key` in the reader's language, with `{name}` replaced from `params`. */
export function translate(locale: Locale, key: TextKey, params: TextParams = {}): string {
  return dictionaries[locale][key].replace(/\{(\w+)\}/g, (whole, name: string) =>
    String(params[name] ?? whole),
  );
}

/**
 * The name a reader knows a field by (`keywords.2` → 关键词), in a form within a form the field inside it
 * (`account.password` → 密码); the wire name where there is none.
 */
export function fieldName(locale: Locale, path: string): string {
  const [outer = '', inner] = path.split('.');
  const isForm = inner !== undefined && ['account', 'organisation'].includes(outer);
  const key = `name.${isForm ? inner : outer}`;
  return Object.hasOwn(zhCN, key) ? dictionaries[locale][key as TextKey] : path;
}

/** Chooses the language from an Accept-Language header: Chinese unless English is asked for first. */
export function chooseLocale(acceptLanguage: string | undefined): Locale {
  const first = acceptLanguage?.split(',')[0]?.trim().toLowerCase() ?? '';
  return first.startsWith('en') ? 'en' : 'zh-CN';
}
