import { CustomConverter } from 'opencc-js/core';
import traditionalCharacters from 'opencc-js/dict/TSCharacters';

/**
 * A text made comparable: NFKC, lower case, traditional → simplified, `&nbsp;` to a blank.
 * `starts[i]` and `ends[i]` are the UTF-16 range of the raw text that gave unit `i` of `text`, so a highlight
 * found in the normalised text can be shown on the text as its author wrote it.
 */
export interface NormalisedText {
  text: string;
  starts: Uint32Array;
  ends: Uint32Array;
}

const toSimplified = CustomConverter(traditionalCharacters);

/** A character with the marks that combine with it, or the one HTML entity that web editors leave behind. */
const CLUSTER = /&nbsp;|[\s\S]\p{M}+|[\s\S]/gu;

const normalisedClusters = new Map<string, string>();

function normaliseCluster(cluster: string): string {
  if (cluster === '&nbsp;') return ' ';
  return toSimplified(cluster.normalize('NFKC').toLowerCase());
}

/** Normalises a text and remembers where each unit came from. Linear in the length of the text. */
export function normalise(raw: string): NormalisedText {
  const parts: string[] = [];
  const starts: number[] = [];
  const ends: number[] = [];
  for (const match of raw.matchAll(CLUSTER)) {
    const cluster = match[0];
    let normal = normalisedClusters.get(cluster);
    if (normal === undefined) {
      normal = normaliseCluster(cluster);
      if (normalisedClusters.size < 50_000) normalisedClusters.set(cluster, normal);
    }
    parts.push(normal);
    for (let unit = 0; unit < normal.length; unit += 1) {
      starts.push(match.index);
      ends.push(match.index + cluster.length);
    }
  }
  return { text: parts.join(''), starts: Uint32Array.from(starts), ends: Uint32Array.from(ends) };
}

/** A lexical unit and its UTF-16 range in the normalised text. */
export interface Unit {
  text: string;
  start: number;
  end: number;
  /** `character` and `bigram` come from runs of Han characters, `word` is a Latin word or a number with its sign. */
  kind: 'character' | 'bigram' | 'word';
}

/** A run of Han characters, or one whole Latin/number token such as `±0.1mm`, `mrr`, `95%`. */
const RUN =
  /\p{Script=Han}+|±?(?:(?!\p{Script=Han})[\p{L}\p{N}])+(?:\.(?:(?!\p{Script=Han})\p{N})+(?:(?!\p{Script=Han})[\p{L}\p{N}])*)*%?/gu;

/** Splits a normalised text into lexical units: single characters and bigrams of Han runs, whole other tokens. */
export function lexicalUnits(text: string): Unit[] {
  const units: Unit[] = [];
  for (const run of text.matchAll(RUN)) {
    const token = run[0];
    let at = run.index;
    if (!/^\p{Script=Han}/u.test(token)) {
      units.push({ text: token, start: at, end: at + token.length, kind: 'word' });
      continue;
    }
    let previous: Unit | undefined;
    for (const character of token) {
      const end = at + character.length;
      const unit: Unit = { text: character, start: at, end, kind: 'character' };
      units.push(unit);
      if (previous)
        units.push({ text: previous.text + character, start: previous.start, end, kind: 'bigram' });
      previous = unit;
      at = end;
    }
  }
  return units;
}

/** A sentence of a raw text as a UTF-16 range without the blanks around it. */
export interface TextRange {
  start: number;
  end: number;
}

const SENTENCE = /[。！？；!?;\n]*(?:&nbsp;|[^。！？；!?;\n])+[。！？；!?;\n]*|[。！？；!?;\n]+/gu;

/**
 * Cuts a raw text at Chinese and Latin sentence ends and line breaks; a full stop counts only before a blank
 * (a web editor's `&nbsp;` too) or the end, so `0.1mm` and `GB/T 4897.1` stay whole. Every non-blank character lies in exactly one range.
 */
export function sentences(raw: string): TextRange[] {
  const ranges: TextRange[] = [];
  for (const match of raw.matchAll(SENTENCE)) {
    let start = match.index;
    for (const stop of match[0].matchAll(/[.．](?=\s|&nbsp;|$)/g)) {
      pushTrimmed(ranges, raw, start, match.index + stop.index + 1);
      start = match.index + stop.index + 1;
    }
    pushTrimmed(ranges, raw, start, match.index + match[0].length);
  }
  return ranges;
}

function pushTrimmed(ranges: TextRange[], raw: string, start: number, end: number): void {
  const piece = raw.slice(start, end);
  const lead = piece.length - piece.trimStart().length;
  const length = piece.trim().length;
  if (length > 0) ranges.push({ start: start + lead, end: start + lead + length });
}

/** Control characters but tab, line feed, carriage return and next line. */
const CONTROL = /(?![\t\n\r\u0085])\p{Cc}/u;

/** True when a text can be stored and shown: no NUL or other control characters, no half of a surrogate pair. */
export function isCleanText(text: string): boolean {
  return text.isWellFormed() && !CONTROL.test(text);
}
