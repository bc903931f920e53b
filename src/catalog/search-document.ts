import { isMasked, isOpen } from '../identity/policy.ts';
import { sha256 } from '../kernel/ids.ts';
import type { MaskedCopy, SearchDocument, SearchTexts } from '../search/engine-port.ts';
import { closingDay, type Entry, subjectOf } from './entry.ts';
import { entryTexts } from './entry-texts.ts';

/**
 * Counts up when the same entry makes another search document than before, so that every stored one is replaced; also
 * when masking changes.
 */
const FORMAT = 2;

/** A chunk of a text and its vector. */
interface ChunkVector {
  textHash: string;
  vector: Float32Array;
}

/** What a search document is made of beside the entry's own version; see `stampOf`. */
export interface StampParts {
  version: number;
  organisation: string;
  /** The model that made the vectors, and the hashes of the texts they were made of, in order; masked ones last. */
  model: string;
  textHashes: string[];
}

/** Tells two states of a search document apart. Pure. */
export function stampOf({ version, organisation, model, textHashes }: StampParts): string {
  return sha256(JSON.stringify([FORMAT, version, organisation, model, textHashes])).slice(0, 16);
}

/** What everybody but its own readers may find of an entry: all of it, a masked text, or nothing. Pure. */
export function othersOf<Masked>(
  subject: { state: string; disclosure: string },
  masked: () => Masked,
): 'full' | Masked | null {
  if (isOpen(subject)) return 'full';
  return isMasked(subject) ? masked() : null;
}

export interface DocumentParts {
  /** The name of the entry's organisation. */
  organisation: string;
  model: string;
  vectors: ChunkVector[];
  /** The entry as others read it, and the vectors of that text; null unless it is published masked. */
  masked: { entry: Entry; organisation: string; vectors: ChunkVector[] } | null;
}

/** An entry as the search engines know it. Pure. */
export function toSearchDocument(
  entry: Entry,
  { organisation, model, vectors, masked }: DocumentParts,
): SearchDocument {
  const { id, list, version, organisationId, state, content, publishedAt } = entry;
  const { chain, region, trl, disclosure } = content;
  const textHashes = [...vectors, ...(masked?.vectors ?? [])].map(({ textHash }) => textHash);
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
    full: searchTexts(entry, organisation),
    others: othersOf(subjectOf(entry), () => masked && maskedCopy(masked)),
    vectors: vectors.map(({ vector }) => vector),
    stamp: stampOf({ version, organisation, model, textHashes }),
  };
}

function maskedCopy({ entry, organisation, vectors }: NonNullable<DocumentParts['masked']>): MaskedCopy {
  return {
    ...searchTexts(entry, organisation),
    amount: amountOf(entry),
    region: entry.content.region,
    vectors: vectors.map(({ vector }) => vector),
  };
}

function searchTexts(entry: Entry, organisation: string): SearchTexts {
  const { title, prose, labels, english } = entryTexts(entry);
  const texts = [...prose, ...labels, ...english].map(({ text }) => text);
  return { title: title.text, body: [organisation, ...texts].join('\n') };
}

/** What an entry is sorted by as money: the reward of a demand or else its budget, the price of an achievement. */
function amountOf({ content }: Entry): number | null {
  const amounts = 'reward' in content ? [content.reward, content.budget] : [content.price];
  const named = amounts.find((amount) => amount.kind === 'amount');
  return named?.kind === 'amount' ? named.wan : null;
}
