import type { EntryTexts } from '../catalog/entry-texts.ts';
import { lexicalUnits, normalise, sentences } from '../kernel/text.ts';
import { type Channel, channels } from '../search/ports.ts';

/** A title term weighs three of the body; a body term counts at most twice (BM25F over two fields). */
export const TITLE_WEIGHT = 3;
const LARGEST_BODY_COUNT = 2;
const LARGEST_COUNT = 255;
/** The model reads 512 tokens, about as many Chinese characters; the rest leaves room for title and prefix. */
const CHUNK_LENGTH = 450;
const LONGEST_LEAD = 150;

/** Weighted frequencies of the terms of one entry, by channel. */
export type TermFrequencies = Record<Channel, Map<string, number>>;

/** Counts the terms of an entry: 3 × title + min(body, 2), at most 255. Pure. */
export function termFrequencies(texts: EntryTexts): TermFrequencies {
  const title = countUnits([texts.title.text]);
  const body = countUnits([...texts.prose, ...texts.labels, ...texts.english].map(({ text }) => text));
  const frequencies: TermFrequencies = { characters: new Map(), bigrams: new Map() };
  for (const channel of channels) {
    const counts = frequencies[channel];
    for (const [term, count] of title[channel])
      counts.set(term, Math.min(TITLE_WEIGHT * count, LARGEST_COUNT));
    for (const [term, count] of body[channel]) {
      const both = (counts.get(term) ?? 0) + Math.min(count, LARGEST_BODY_COUNT);
      counts.set(term, Math.min(both, LARGEST_COUNT));
    }
  }
  return frequencies;
}

function countUnits(texts: string[]): TermFrequencies {
  const counts: TermFrequencies = { characters: new Map(), bigrams: new Map() };
  for (const text of texts) {
    for (const unit of lexicalUnits(normalise(text).text)) {
      if (unit.kind !== 'bigram') increment(counts.characters, unit.text);
      if (unit.kind !== 'character') increment(counts.bigrams, unit.text);
    }
  }
  return counts;
}

function increment(counts: Map<string, number>, term: string): void {
  counts.set(term, (counts.get(term) ?? 0) + 1);
}

/**
 * The texts to embed: the prose cut at sentence ends into chunks of at most 450 characters, the title in front of
 * each. An entry without prose is its title alone. Pure; always at least one chunk, so that every indexed entry has
 * a vector and a missing one means “not embedded yet”.
 */
export function embeddingChunks(texts: EntryTexts): string[] {
  const whole = forModel(texts.title.text).trim();
  // An imported title may be a text of its own; then it is read as prose and only its beginning leads each chunk.
  const title = whole.slice(0, LONGEST_LEAD).toWellFormed();
  const prose = [...(title === whole ? [] : [whole]), ...texts.prose.map(({ text }) => forModel(text))];
  const room = CHUNK_LENGTH - title.length;
  const chunks: string[] = [];
  let chunk = '';
  for (const piece of prose.flatMap((text) => pieces(text, room))) {
    if (chunk !== '' && chunk.length + piece.length > room) {
      chunks.push(chunk);
      chunk = '';
    }
    chunk += piece;
  }
  if (chunk !== '' || chunks.length === 0) chunks.push(chunk);
  return chunks.map((body) => (title === '' ? body : body === '' ? title : `${title}。${body}`));
}

/** Sentences, and where one is longer than a chunk, slices of it. */
function pieces(text: string, room: number): string[] {
  return sentences(text).flatMap(({ start, end }) => {
    const slices: string[] = [];
    for (let from = start; from < end; ) {
      let to = Math.min(from + room, end);
      // Not between the two halves of a character beyond the basic plane.
      if (to < end && text.codePointAt(to - 1)! > 0xffff) to -= 1;
      slices.push(text.slice(from, to));
      from = to;
    }
    return slices;
  });
}

/**
 * As the model's tokenizer wants it: lower case (it does not lower-case, `MRR` would be unknown to it), simplified,
 * letters and digits in half width. Punctuation keeps its full width: that is how the model learned to read it.
 */
function forModel(raw: string): string {
  return raw
    .replaceAll('&nbsp;', ' ')
    .replace(/[\p{L}\p{N}％～]+/gu, (run) => normalise(run).text)
    .toWellFormed();
}
