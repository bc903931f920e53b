import { undetermined } from '../kernel/money.ts';
import type { AchievementContent } from './achievement-model.ts';
import type { DemandContent } from './demand-model.ts';
import type { Entry, EntryContent } from './entry.ts';
import { maskedFields } from './entry-model.ts';
import { maskText, tellingWords } from './masking.ts';

/** Free texts of either list in which names and parameters may stand. */
const texts = {
  demands: [
    'title',
    'region',
    'problem',
    'technology',
    'goals',
    'ipTerms',
    'conditions',
    'titleEn',
    'summaryEn',
  ],
  achievements: [
    'title',
    'region',
    'field',
    'summary',
    'innovation',
    'prospects',
    'cases',
    'evaluation',
    'titleEn',
    'summaryEn',
  ],
} as const satisfies { demands: (keyof DemandContent)[]; achievements: (keyof AchievementContent)[] };

/** What a masked field holds for others; `masked` of the answer says that something was there. */
const emptied = {
  contact: '',
  indicators: [],
  budget: undetermined,
  reward: undetermined,
  price: undetermined,
  patents: [],
};

/** Whom a masked entry is of must not be told by its organisation either. */
const nobody = '';

/**
 * A published entry as everybody else reads it, and the names of what was masked (`organisation`, single fields,
 * `text`). What is masked leaves the entry here, so nothing made of the result can tell it. `organisation` is the
 * name of the entry's organisation. Pure.
 */
export function maskEntry(entry: Entry, organisation: string): { entry: Entry; masked: string[] } {
  const fields = maskedFields(entry.content);
  const content: Record<string, unknown> = {
    ...entry.content,
    targets: [],
    maskWords: [],
    fieldDisclosure: {},
  };
  const masked: string[] = [];
  for (const field of fields) {
    if (!(field in content)) continue;
    const value = content[field];
    const isEmpty = JSON.stringify(value) === JSON.stringify(emptied[field]);
    content[field] = emptied[field];
    if (!isEmpty) masked.push(field);
  }
  const isMaskedLevel = entry.content.disclosure === 'masked';
  if (isMaskedLevel) {
    masked.push('organisation');
    const { contact, maskWords } = entry.content;
    const words = [...tellingWords(organisation, contact), ...maskWords];
    if (maskProse(entry, content, { words, numbers: fields.includes('indicators') })) masked.push('text');
  }
  return {
    entry: {
      ...entry,
      organisationId: isMaskedLevel ? nobody : entry.organisationId,
      createdBy: null,
      reviewNote: '',
      content: content as EntryContent,
    },
    masked,
  };
}

/** Masks every free text of a content in place; true when there was something to mask. */
function maskProse(
  { list, content: original }: Entry,
  content: Record<string, unknown>,
  rules: { words: string[]; numbers: boolean },
): boolean {
  let found = false;
  const mask = (text: string): string => {
    const result = maskText(text, rules);
    found ||= result !== text;
    return result;
  };
  for (const field of texts[list]) content[field] = mask(String(content[field] ?? ''));
  content.keywords = original.keywords.map(mask);
  content.indicators = (content.indicators as EntryContent['indicators']).map((indicator) => ({
    ...indicator,
    metric: mask(indicator.metric),
    unit: mask(indicator.unit),
    condition: mask(indicator.condition),
  }));
  if ('patents' in original) {
    const { patents } = content as AchievementContent;
    content.patents = patents.map(({ number, status }) => ({ number, status: mask(status) }));
  }
  return found;
}

/** What targets of a 定向 entry get before they promise confidentiality: that it is there, and its industry chain. Pure. */
export function stubOf(entry: Entry, empty: EntryContent): Entry {
  const { chain, disclosure } = entry.content;
  const closing =
    'deadline' in entry.content ? { deadline: entry.content.deadline } : { expiry: entry.content.expiry };
  return {
    ...entry,
    organisationId: nobody,
    createdBy: null,
    reviewNote: '',
    content: { ...empty, ...closing, chain, disclosure } as EntryContent,
  };
}
