import { facetValues } from './filter.ts';
import type { Settings } from './settings.ts';
import type { Document } from './vectors.ts';

/** The server reads so many parts of a query and drops the rest without a word. */
const PARTS = 10;

export interface QueryPart {
  /** One word, or those of a phrase. */
  words: string[];
  phrase: boolean;
  prefix: boolean;
}

/** Where one part, or several read as one, was found best. */
export interface Found {
  /** Rank of the attribute among the searchable ones, from 0. */
  attribute: number;
  position: number;
  /** Query words found whole. */
  exact: number;
}

/** First position of every word, by attribute; the attributes are in the order of their rank. */
type WordIndex = { rank: number; words: Map<string, number> }[];

const wordsOf = (text: string) =>
  text
    .normalize('NFKD')
    .toLowerCase()
    .match(/[\p{L}\p{N}]+/gu) ?? [];

/**
 * Cuts a query into words and phrases. Only a word that ends the text is a prefix: a blank after it makes it whole.
 * A quote that is never closed holds everything to the end.
 */
export function parseQuery(text: string, prefixSearch: boolean): QueryPart[] {
  const parts: QueryPart[] = [];
  for (const [at, piece] of text.split('"').entries()) {
    const words = wordsOf(piece);
    if (at % 2 === 1) {
      if (words.length > 0) parts.push({ words, phrase: true, prefix: false });
      continue;
    }
    const last = at === text.split('"').length - 1 && /[\p{L}\p{N}]$/u.test(piece);
    for (const [place, word] of words.entries())
      parts.push({
        words: [word],
        phrase: false,
        prefix: prefixSearch && last && place === words.length - 1,
      });
  }
  return parts.slice(0, PARTS);
}

/** Finds query parts in documents; made once for a request, since split words look at the whole index. */
export function createMatcher(documents: Document[], settings: Settings, searchOn: string[] | null) {
  const indexes = new Map<Document, WordIndex>();
  const searched = (document: Document): WordIndex => {
    const index = indexes.get(document) ?? wordIndex(document, settings, searchOn);
    indexes.set(document, index);
    return index;
  };
  const splits = new Map<string, string[] | null>();

  /** The two words a word falls into most often in one attribute: the server tries that with typos off, too. */
  const splitOf = (word: string): string[] | null => {
    const known = splits.get(word);
    if (known !== undefined) return known;
    let best: { pair: string[]; count: number } | null = null;
    for (let at = 1; at < word.length; at++) {
      const pair = [word.slice(0, at), word.slice(at)];
      const count = documents.filter((document) => phraseIn(searched(document), pair) !== null).length;
      if (count > (best?.count ?? 0)) best = { pair, count };
    }
    splits.set(word, best?.pair ?? null);
    return best?.pair ?? null;
  };

  const one = (index: WordIndex, part: QueryPart): Found | null => {
    if (part.phrase) return phraseIn(index, part.words);
    const word = part.words[0]!;
    const direct = wordIn(index, word, part.prefix);
    if (direct) return direct;
    const split = splitOf(word);
    const found = split && phraseIn(index, split);
    return found && { ...found, exact: 0 };
  };

  /** All parts from `at` on; neighbouring words may also be found written together, by twos and threes. */
  const all = (index: WordIndex, parts: QueryPart[], at: number): Found[] | null => {
    if (at === parts.length) return [];
    for (const length of [1, 2, 3]) {
      const taken = parts.slice(at, at + length);
      if (taken.length < length || (length > 1 && taken.some(({ phrase }) => phrase))) break;
      const joined = taken.map(({ words }) => words[0]).join('');
      const found = length === 1 ? one(index, taken[0]!) : wordIn(index, joined, taken.at(-1)!.prefix);
      const rest = found && all(index, parts, at + length);
      if (rest) return [length === 1 ? found : { ...found, exact: 0 }, ...rest];
    }
    return null;
  };

  return (document: Document, parts: QueryPart[]): Found[] | null => all(searched(document), parts, 0);
}

/** The words of a field are read once: stored documents never change, they are replaced. */
const caches = new WeakMap<Document, Map<string, Map<string, number>>>();

function wordIndex(document: Document, settings: Settings, searchOn: string[] | null): WordIndex {
  const everything = settings.searchableAttributes.includes('*');
  const searchable = everything
    ? Object.keys(document).filter((name) => name !== '_vectors')
    : settings.searchableAttributes;
  return searchable.flatMap((name, rank) => {
    if (searchOn && !searchOn.includes('*') && !searchOn.includes(name)) return [];
    return [{ rank: everything ? 0 : rank, words: positions(document, name) }];
  });
}

function positions(document: Document, attribute: string): Map<string, number> {
  const cache = caches.get(document) ?? new Map<string, Map<string, number>>();
  caches.set(document, cache);
  const known = cache.get(attribute);
  if (known) return known;
  const first = new Map<string, number>();
  const words = facetValues(document, attribute).flatMap((value) => wordsOf(String(value)));
  for (const [at, word] of words.entries()) if (!first.has(word)) first.set(word, at);
  cache.set(attribute, first);
  return first;
}

function wordIn(index: WordIndex, word: string, prefix: boolean): Found | null {
  for (const { rank, words } of index) {
    const whole = words.get(word);
    if (whole !== undefined) return { attribute: rank, position: whole, exact: 1 };
    if (!prefix) continue;
    const begun = [...words].filter(([other]) => other.startsWith(word)).map(([, position]) => position);
    if (begun.length > 0) return { attribute: rank, position: Math.min(...begun), exact: 0 };
  }
  return null;
}

/** With precision by attribute, any two of three neighbouring words must stand in one attribute, in any order. */
function phraseIn(index: WordIndex, phrase: string[]): Found | null {
  const together = (...words: string[]) => index.find((here) => words.every((word) => here.words.has(word)));
  if (!phrase.every((word) => together(word))) return null;
  for (const [at, word] of phrase.entries())
    for (const other of phrase.slice(at + 1, at + 3)) if (!together(word, other)) return null;
  const home = together(...phrase) ?? together(phrase[0]!)!;
  return { attribute: home.rank, position: home.words.get(phrase[0]!)!, exact: phrase.length };
}
