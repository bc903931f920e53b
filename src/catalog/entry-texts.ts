import { achievementTexts } from './achievement-model.ts';
import { demandTexts } from './demand-model.ts';
import type { Entry } from './entry.ts';

/** One text of an entry and the field path it is stored under, e.g. `problem`, `keywords.1`. */
export interface FieldText {
  field: string;
  text: string;
}

/** The texts of an entry that speak of its substance, raw as stored; empty ones are left out. */
export interface EntryTexts {
  title: FieldText;
  /** The main prose, in reading order. */
  prose: FieldText[];
  /** Keywords and the names of indicators. */
  labels: FieldText[];
  /** The author's own English for overseas readers. */
  english: FieldText[];
}

/** Takes an entry of either list apart into its texts. Pure. */
export function entryTexts(entry: Entry): EntryTexts {
  const content = entry.content as Record<string, unknown>;
  const fields = (names: readonly string[]): FieldText[] =>
    present(names.map((field) => ({ field, text: String(content[field] ?? '') })));
  return {
    title: { field: 'title', text: entry.content.title },
    prose: fields(entry.list === 'demands' ? demandTexts : achievementTexts),
    labels: present([
      ...entry.content.keywords.map((text, index) => ({ field: `keywords.${index}`, text })),
      ...entry.content.indicators.map(({ metric }, index) => ({
        field: `indicators.${index}.metric`,
        text: metric,
      })),
    ]),
    english: fields(['titleEn', 'summaryEn']),
  };
}

function present(texts: FieldText[]): FieldText[] {
  return texts.filter(({ text }) => text.trim() !== '');
}
