import type { EntryTexts, FieldText } from '../../src/catalog/entry-texts.ts';

type Given = Partial<Record<keyof EntryTexts, string | string[]>>;

/** The texts of an entry as matching reads them; fields are called `prose.0`, `labels.1` and so on. */
export function entryTextsOf(given: Given): EntryTexts {
  const fields = (name: 'prose' | 'labels' | 'english'): FieldText[] =>
    [given[name] ?? []]
      .flat()
      .map((text, index) => ({ field: `${name}.${index}`, text }))
      .filter(({ text }) => text.trim() !== '');
  return {
    title: { field: 'title', text: [given.title ?? ''].flat().join('') },
    prose: fields('prose'),
    labels: fields('labels'),
    english: fields('english'),
  };
}
