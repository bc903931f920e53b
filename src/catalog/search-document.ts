import { isOpen } from '../identity/policy.ts';
import { sha256 } from '../kernel/ids.ts';
import type { SearchDocument } from '../search/engine-port.ts';
import { closingDay, type Entry, subjectOf } from './entry.ts';
import { entryTexts } from './entry-texts.ts';

/** Counts up when the same entry makes another search document than before, so that every stored one is replaced. */
const FORMAT = 1;

/** What a search document is made of beside the entry's own version; see `stampOf`. */
export interface StampParts {
  version: number;
  organisation: string;
  /** The model that made the vectors, and the hashes of the texts they were made of, in order. */
  model: string;
  textHashes: string[];
}

/** Tells two states of a search document apart. Pure. */
export function stampOf({ version, organisation, model, textHashes }: StampParts): string {
  return sha256(JSON.stringify([FORMAT, version, organisation, model, textHashes])).slice(0, 16);
}

/** What everybody but its own readers may find of an entry: all of it or nothing. Pure. */
export function othersOf(subject: { state: string; disclosure: string }): 'full' | null {
  return isOpen(subject) ? 'full' : null;
}

/** An entry as the search engines know it. Pure. */
export function toSearchDocument(
  entry: Entry,
  organisation: string,
  model: string,
  vectors: { textHash: string; vector: Float32Array }[],
): SearchDocument {
  const { id, list, version, organisationId, state, content, publishedAt } = entry;
  const { title, prose, labels, english } = entryTexts(entry);
  const { chain, region, trl, disclosure } = content;
  const textHashes = vectors.map(({ textHash }) => textHash);
  return {
    id,
    list,
    version,
    organisationId,
    state,
    chain,
    region,
    trl,
    disclosure,
    closesOn: closingDay(content),
    publishedAt,
    amount: amountOf(entry),
    full: {
      title: title.text,
      body: [organisation, ...[...prose, ...labels, ...english].map(({ text }) => text)].join('\n'),
    },
    others: othersOf(subjectOf(entry)),
    vectors: vectors.map(({ vector }) => vector),
    stamp: stampOf({ version, organisation, model, textHashes }),
  };
}

/** What an entry is sorted by as money: the reward of a demand or else its budget, the price of an achievement. */
function amountOf({ content }: Entry): number | null {
  const amounts = 'reward' in content ? [content.reward, content.budget] : [content.price];
  const named = amounts.find((amount) => amount.kind === 'amount');
  return named?.kind === 'amount' ? named.wan : null;
}
