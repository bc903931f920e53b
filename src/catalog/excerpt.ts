import type { TextRange } from '../kernel/text.ts';
import { findTyped } from '../search/highlight.ts';
import type { TypedGroup } from '../search/segment.ts';
import type { Entry } from './entry.ts';
import { entryTexts } from './entry-texts.ts';

const EXCERPT_LENGTH = 120;
/** A place found within so many characters is in sight on a phone too. */
const IN_SIGHT = 60;
/** So much is shown before the place found, where it does not stand at the beginning. */
const LEAD_LENGTH = 24;

/** The head of an entry's main text in one line, with … where it is cut. Pure. */
export function headOf({ content }: Entry): string {
  return cut(flat('problem' in content ? content.problem : content.summary), 0);
}

/** An entry as a search shows it: an excerpt around what was typed, and where that stands in title and excerpt. */
export interface FoundText {
  excerpt: string;
  highlights: { field: 'title' | 'titleEn' | 'excerpt'; start: number; end: number }[];
}

/** Pure; linear in the texts. Without typed words it is the head of the main text. */
export function foundText(entry: Entry, typed: TypedGroup[]): FoundText {
  const excerpt = excerptAround(entry, typed);
  const { title, titleEn } = entry.content;
  const fields = { title, titleEn, excerpt };
  const highlights = (Object.keys(fields) as (keyof typeof fields)[]).flatMap((field) =>
    findTyped(typed, fields[field]).map((range: TextRange) => ({ field, ...range })),
  );
  return { excerpt, highlights };
}

function excerptAround(entry: Entry, typed: TypedGroup[]): string {
  const head = headOf(entry);
  const inHead = findTyped(typed, head)[0];
  if (typed.length === 0 || (inHead !== undefined && inHead.end <= IN_SIGHT)) return head;
  const { prose, labels, english } = entryTexts(entry);
  for (const { text } of [...prose, ...english]) {
    const line = flat(text);
    const first = findTyped(typed, line)[0];
    if (first !== undefined) return cut(line, first.end <= IN_SIGHT ? 0 : first.start - LEAD_LENGTH);
  }
  // A keyword alone says little of an entry, so the head follows it.
  const label = labels.map(({ text }) => flat(text)).find((text) => findTyped(typed, text).length > 0);
  return label === undefined ? head : cut(`${label} · ${head}`, 0);
}

function flat(text: string): string {
  return text.replaceAll('&nbsp;', ' ').replace(/\s+/g, ' ').trim();
}

function cut(line: string, from: number): string {
  const start = Math.max(from, 0);
  // A character beyond the basic plane is two units; half of one is left out.
  const piece = line.slice(start, start + EXCERPT_LENGTH).replace(/^[\uDC00-\uDFFF]|[\uD800-\uDBFF]$/g, '');
  const end = start + EXCERPT_LENGTH < line.length ? '…' : '';
  return start > 0 ? `…${piece.replace(/^[\p{P}\s]+/u, '')}${end}` : `${piece}${end}`;
}
