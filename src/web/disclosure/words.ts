import type { EntrySummary } from '../../api/contracts/entries.ts';
import { titleOf } from '../shared/words.ts';
import type { Texts } from '../texts/zh-cn.ts';

type Owned = Pick<EntrySummary, 'organisation' | 'view'>;

/** Whose entry it is, or that this is masked; of masked ones the kind of organisation is said. Pure. */
export function organisationWord({ organisation, view }: Owned, texts: Texts): string {
  if (organisation.name !== null) return organisation.name;
  if (view === 'stub') return texts.disclosure.organisationHidden;
  const kinds: Record<string, string> = texts.organisations.kinds;
  return texts.disclosure.organisationMasked(kinds[organisation.kind] ?? organisation.kind);
}

type Named = Pick<EntrySummary, 'list' | 'view' | 'title' | 'titleEn'>;

/** The title in the reader's language; an entry that shows after a pledge only is called by what it is. Pure. */
export function shownTitle(entry: Named, language: string, texts: Texts): string {
  return entry.view === 'stub' ? texts.disclosure.stubTitle[entry.list] : titleOf(entry, language);
}

type Masked = Pick<EntrySummary, 'masked'>;

/** Whether somebody filled this field in and the reader does not get it. Pure. */
export function isMasked({ masked }: Masked, field: string): boolean {
  return masked.includes(field);
}

const amounts = ['reward', 'budget', 'price'];

/** Whether the amount of a row is missing because it was masked. Pure. */
export function isAmountMasked(entry: Pick<EntrySummary, 'masked' | 'amount'>): boolean {
  return entry.amount.kind === 'undetermined' && amounts.some((field) => isMasked(entry, field));
}
