import type { Entry } from '../api/entry-types.ts';
import { isMasked } from '../disclosure/words.ts';
import { type Amount, formatAmount } from '../shared/format.ts';
import { useLabels } from '../shared/labels.ts';
import { useLanguage } from '../texts/language.tsx';

/** The facts that people compare across both sides of a match, in words; empty where an entry does not say. */
export function useFactWords() {
  const { language, texts } = useLanguage();
  const labels = useLabels();
  return {
    chain: ({ chain }: Entry) => labels.chain(chain),
    trl: ({ trl }: Entry) => labels.trl(trl),
    ways: ({ cooperation }: Entry) => cooperation.map(labels.cooperation).join(texts.listMark),
    region: ({ region }: Entry) => region && labels.region(region),
    contact: (entry: Entry) => (isMasked(entry, 'contact') ? texts.disclosure.maskedValue : entry.contact),
    /** `field` is where the amount stands: it may be masked. */
    money: (entry: Entry, field: string, amount: Amount) =>
      isMasked(entry, field) ? texts.disclosure.maskedValue : formatAmount(amount, language, texts.amounts),
  };
}
