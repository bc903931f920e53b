import type { List } from '../api/entry-types.ts';
import type { Texts } from '../texts/zh-cn.ts';

/** The word for a state; a state this client does not know yet is shown by its code. */
export function stateWord(texts: Texts, list: List, state: string): string {
  const words: Record<string, string> = list === 'demands' ? texts.states.demands : texts.states.achievements;
  return words[state] ?? state;
}

/** The label of a field path such as `problem` or `indicators.0.metric`. */
export function fieldWord(texts: Texts, path: string): string {
  const [field = path] = path.split('.');
  const words: Record<string, string> = texts.fields;
  return words[field] ?? path;
}

interface Titled {
  title: string;
  titleEn: string;
}

/** The title in the reader's language where the author wrote one. */
export function titleOf(entry: Titled, language: string): string {
  return entry[titleFieldOf(entry, language)];
}

/** Which field holds that title. Pure. */
export function titleFieldOf(entry: Titled, language: string): keyof Titled {
  return language === 'en' && entry.titleEn ? 'titleEn' : 'title';
}
